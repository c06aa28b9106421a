import { isObject, type JsonObject } from '../../../definitions/index.ts';

/** A text that may be written, and what it means. */
export interface Mention {
  readonly text: string;
  readonly title: string;
}

/** The facts of an entity: its fields and derived fields, by their titles. */
export function factsOf(
  entity: JsonObject | undefined,
  say: (part: JsonObject, name: string) => string,
): readonly Mention[] {
  return ['fields', 'derived'].flatMap((key) => {
    const declared = entity?.[key];
    if (!isObject(declared)) return [];
    return Object.entries(declared).flatMap(([text, part]) =>
      isObject(part) ? [{ text, title: say(part, text) }] : [],
    );
  });
}

/** The relations of an entity that lead to one row. */
export function relationsOf(
  entity: JsonObject | undefined,
  say: (part: JsonObject, name: string) => string,
): readonly Mention[] {
  const declared = entity?.['relations'];
  return Object.entries(isObject(declared) ? declared : {}).flatMap(([text, part]) =>
    isObject(part) && part['many'] !== true ? [{ text, title: say(part, text) }] : [],
  );
}

/** The results that every definition of a kind has; those of formulas and tables are named by each. */
const RESULTS: Readonly<Record<string, readonly string[]>> = {
  criteria: ['holds'],
  scorecard: ['score', 'band'],
  segmentation: ['class'],
  regression: ['value'],
};

/** References to definitions and to their results. */
export function referencesTo(
  definitions: readonly { readonly id: string; readonly kind: string; readonly title: string }[],
): readonly Mention[] {
  return definitions.flatMap(({ id, kind, title }) => [
    { text: id, title },
    ...(RESULTS[kind] ?? []).map((output) => ({ text: `${id}#${output}`, title })),
  ]);
}
