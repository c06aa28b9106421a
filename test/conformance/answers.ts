import { type Json, type JsonObject, type Library, link, type Result } from '../../definitions/index.ts';
import { engineFor } from '../../server/engines.ts';
import { type EngineName } from '../../server/engine.ts';

/** A library of documents; throws with what the check refused. */
export function soundLibrary(documents: readonly object[]): Library {
  const library = link(documents.map((document) => ({ document })));
  const errors = library.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors.slice(0, 5)));
  return library;
}

/** What one engine answers to facts. */
export async function answersOf(
  engine: EngineName,
  library: Library,
  ref: string,
  facts: readonly JsonObject[],
): Promise<readonly Result[]> {
  const made = await engineFor(engine, library, ref);
  try {
    return await made.decide(
      facts.map((one): Json => ({ facts: one })),
      'en',
    );
  } finally {
    await made.close();
  }
}
