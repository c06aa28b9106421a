import { isObject, type Json, type JsonObject, pointerSteps, stepInto } from '../../../../definitions/index.ts';
import { plainText } from '../cuts.ts';
import type { WeightedScore } from './protocol.ts';

/** A list of intervals: where it stands, and where it stands in what is in force; null where it is new. */
export interface ListAt {
  readonly pointer: string;
  readonly published: string | null;
}

/**
 * What the figures of a list depend on, as a text: the document without the intervals that divide them. While it is the same as that of
 * what is in force, the figures in force are the draft's own, wherever its cuts lie.
 */
export function figuresKey(document: JsonObject, pointer: string): string {
  if (pointer.startsWith('/characteristics/')) {
    const [, at = ''] = pointerSteps(pointer);
    const list = document['characteristics'];
    const one = Array.isArray(list) ? list[Number(at)] : undefined;
    if (!isObject(one)) return '';
    const bins = Array.isArray(one['bins']) ? one['bins'] : [];
    // What takes a figure before or beside the intervals takes it from them.
    const others = bins.flatMap((bin: Json) =>
      isObject(bin) && bin['in'] === undefined ? [without(bin, POINTS)] : [],
    );
    return JSON.stringify([document['entity'], one['fact'], one['formula'], others]);
  }
  // Which class a cell gives is no figure: the cells are the axes' own. Composites are reckoned anew from their scores by any weights.
  const { [pointer.slice(1)]: _, ...rest } = without(
    document,
    document['method'] === 'matrix' ? [...TOLD, 'cells'] : TOLD,
  );
  if (document['method'] === 'composite') return JSON.stringify({ ...rest, scores: unweighted(rest['scores']) });
  return JSON.stringify(rest);
}

/** The same of all lists of a document together: drafts of one key have one sample. */
export function sampleKey(document: JsonObject): string {
  return figuresKey(document, document['kind'] === 'segmentation' ? '/classes' : '/bands');
}

/** Scores without their weights, but for whether they have any: those that have none are in no sample. */
const unweighted = (scores: Json | undefined): Json =>
  !Array.isArray(scores)
    ? null
    : scores.map((score: Json) =>
        isObject(score) ? { ...score, weight: Number(score['weight']) === 0 ? 0 : 1 } : score,
      );

/** The scores of a composite that have a weight, in their order; null of any other list. */
export function weightedScores(document: JsonObject, pointer: string): readonly WeightedScore[] | null {
  const { method, scores } = document;
  if (method !== 'composite' || pointer !== '/classes' || !Array.isArray(scores)) return null;
  return scores.flatMap((score: Json) => {
    if (!isObject(score) || Number(score['weight']) === 0) return [];
    const { weight, ifMissing } = score;
    return [
      { weight: typeof weight === 'number' ? plainText(weight) : String(weight), isLeftOut: ifMissing === 'reweigh' },
    ];
  });
}

/** Keys that say nothing about figures. */
const TOLD = ['title', 'description', 'cases', 'reasons', 'reasonOrder', 'direction', 'primary', 'atStake', 'owner'];
const POINTS = ['score', 'reason', 'title'];

const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** Whether the figures of a list in force are those of the draft. */
export function hasFiguresInForce(document: JsonObject, published: JsonObject, list: ListAt): boolean {
  return list.published !== null && figuresKey(document, list.pointer) === figuresKey(published, list.published);
}

/** The list in force of the characteristic that has the same name. */
export function characteristicList(document: JsonObject, published: JsonObject, at: number): ListAt {
  const pointer = `/characteristics/${at}/bins`;
  const names = (of: JsonObject) => {
    const list = of['characteristics'];
    return Array.isArray(list) ? list.map((one: Json) => (isObject(one) ? one['name'] : undefined)) : [];
  };
  const there = names(published).indexOf(names(document)[at]);
  return { pointer, published: there < 0 ? null : `/characteristics/${there}/bins` };
}

/** The list of a class or band, in both where what is in force has it. */
export function ownList(published: JsonObject, pointer: string): ListAt {
  const found = pointerSteps(pointer).reduce<Json | undefined>((at, step) => stepInto(at, step), published);
  return { pointer, published: Array.isArray(found) ? pointer : null };
}
