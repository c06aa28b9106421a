import type { JsonObject } from '../../../../definitions/index.ts';
import { classNames } from './segmentations.ts';
import { type Noun, resultNoun } from './vocabulary.ts';

/** A decision with what others can name of its results. */
type WithNouns = [JsonObject, readonly Noun[]];

export function withOutputs(document: JsonObject, name: string, i: number): WithNouns {
  const isList = /^(rule-order|output-order|collect)$/.test(String(document['hitPolicy']));
  const outputs = document['outputs'] as readonly JsonObject[];
  if (isList) return [document, []];
  const nouns = outputs.map((output, j) => {
    const kind =
      output['type'] === 'integer' || output['type'] === 'decimal' ? 'number' : (output['type'] as Noun['kind']);
    const isCount = document['hitPolicy'] === 'collect-count';
    return resultNoun(`decision-table/${name}#${String(output['name'])}`, `out${i}x${j}`, {
      kind,
      decimals: isCount ? 0 : Number(output['decimals'] ?? 0),
      values: (output['enum'] as readonly string[] | undefined) ?? null,
    });
  });
  return [document, nouns];
}

export function withScore(document: JsonObject, name: string, i: number): WithNouns {
  const score = resultNoun(`scorecard/${name}#score`, `score${i}`, {
    kind: 'number',
    decimals: Number(document['decimals']),
    low: -200,
    high: 400,
  });
  return [document, document['bands'] === undefined ? [score] : [score, bandNoun(document, name, i)]];
}

export function withValue(document: JsonObject, name: string, i: number): WithNouns {
  return [
    document,
    [resultNoun(`regression/${name}#value`, `value${i}`, { kind: 'number', decimals: Number(document['decimals']) })],
  ];
}

export function bandNoun(document: JsonObject, name: string, i: number): Noun {
  const values = (document['bands'] as readonly JsonObject[]).map((band) => String(band['name']));
  return resultNoun(`scorecard/${name}#band`, `band${i}`, { kind: 'string', values });
}

export function withLines(document: JsonObject, name: string, i: number): WithNouns {
  // Those about inputs of their own are about no one else's facts.
  if (document['entity'] === undefined) return [document, []];
  const outputs = new Set(document['outputs'] as readonly string[]);
  const lines = (document['lines'] as readonly JsonObject[]).filter((line) => outputs.has(String(line['name'])));
  const nouns = lines.map((line) => {
    const kind = line['type'] === 'integer' || line['type'] === 'decimal' ? 'number' : (line['type'] as Noun['kind']);
    return resultNoun(`formula/${name}#${String(line['name'])}`, `f${i}${String(line['name'])}`, {
      kind,
      decimals: Number(line['decimals'] ?? 0),
      isList: line['series'] === true,
    });
  });
  return [document, nouns];
}

export function withClass(document: JsonObject, name: string, i: number): WithNouns {
  const id = `segmentation/${name}`;
  const values = [...new Set(classNames(document))];
  if (document['mode'] === 'all')
    return [document, [resultNoun(`${id}#classes`, `classes${i}`, { kind: 'string', values, isList: true })]];
  const ofClass = resultNoun(`${id}#class`, `class${i}`, { kind: 'string', values });
  if (document['method'] === 'composite')
    return [
      document,
      [ofClass, resultNoun(`${id}#score`, `total${i}`, { kind: 'number', decimals: Number(document['decimals']) })],
    ];
  if (document['method'] !== 'matrix') return [document, [ofClass]];
  const axes = (['row', 'column'] as const).map((axis) => {
    const { bands } = document[`${axis}s`] as { readonly bands: readonly { readonly name: string }[] };
    return resultNoun(`${id}#${axis}`, `${axis}${i}`, { kind: 'string', values: bands.map((band) => band.name) });
  });
  return [document, [ofClass, ...axes]];
}
