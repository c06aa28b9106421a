import { type DeclaredField, type Formula, type JsonObject, link } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { randomComputed, randomSeries } from './computed.ts';
import { fieldsOf } from './fields.ts';
import { type CallNoun, freeNoun, type Noun, nounOf, type Vocabulary } from './vocabulary.ts';

/** A random formula about an entity, or (`isCalled`: always) about inputs of its own; each line may read those before it. */
export function randomFormula(chance: Chance, name: string, words: Vocabulary, isCalled = false): JsonObject {
  const inputs = isCalled || chance.is(0.25) ? fieldsOf(chance, chance.whole(2, 5), true) : undefined;
  const own: Vocabulary =
    inputs === undefined
      ? words
      : {
          ...words,
          nouns: Object.entries(inputs).map(([called, declared]) => nounOf(called, declared)),
          rows: [],
          criteria: [],
        };
  const lines: JsonObject[] = [];
  const known: Noun[] = [];
  for (let i = 0; i < chance.whole(1, 3); i += 1) {
    const kind = chance.pick(['number', 'number', 'number', 'boolean', 'string', 'date', 'instant'] as const);
    const here = { ...own, nouns: [...known, ...known, ...own.nouns] };
    const isList = (kind === 'number' || kind === 'string') && chance.is(0.15);
    const computed = isList
      ? randomSeries(chance, here, kind, chance.whole(1, 3))
      : randomComputed(chance, here, kind, chance.whole(1, 3));
    lines.push({ name: `line${i}`, ...computed });
    known.push({ ...freeNoun(kind, Number(computed['decimals'] ?? 0), `line${i}`), isList });
  }
  const outputs = lines.map((line) => String(line['name']));
  return {
    kind: 'formula',
    name,
    ...(inputs === undefined ? { entity: words.entity } : { inputs: inputs as object as JsonObject }),
    lines,
    outputs: chance.is(0.2) ? outputs.slice(-1) : outputs,
  };
}

/** Some formulas with inputs of their own that other formulas call, the later ones the earlier ones, too; `before`: what they stand on. */
export function randomCallables(
  chance: Chance,
  words: Vocabulary,
  before: readonly JsonObject[],
): { readonly documents: readonly JsonObject[]; readonly calls: readonly CallNoun[] } {
  const documents: JsonObject[] = [];
  const calls: CallNoun[] = [];
  for (let i = 0; i < 3; i += 1) {
    const document = randomFormula(chance, `called${i}`, { ...words, calls }, true);
    const { problems } = link([...before, ...documents, document].map((one) => ({ document: one })));
    // A broken one would leave all that call it without meaning.
    if (problems.some(({ severity }) => severity === 'error')) continue;
    documents.push(document);
    calls.push(callNoun(document as unknown as Formula));
  }
  return { documents, calls };
}

function callNoun({ name, inputs = {}, lines, outputs }: Formula): CallNoun {
  return {
    id: `formula/${name}`,
    inputs: Object.entries(inputs),
    lines: lines
      .filter((line) => outputs.includes(line.name))
      .map((line) => ({ ...nounOf(line.name, line as DeclaredField), isOptional: true })),
  };
}
