import { below, isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import type { Reader } from '../texts/reader.ts';
import { percentText } from '../texts/titles.ts';
import { type IntervalKey, movedBoundary } from './intervals/boundary-edits.ts';
import { type Boundary, boundariesOf, compareFigures, intervalsOf, plainText, textsIn } from './intervals/cuts.ts';
import { type Edit, figureAs, setAt } from './edit.ts';

/** A figure or a name of a document that its sentence may say, and that may be changed there. */
export interface Place {
  /** Where it stands; of a boundary, where the upper interval says it. */
  readonly pointer: string;
  readonly kind: 'figure' | 'name';
  readonly value: string;
  /** How a sentence may say it, without its unit. */
  readonly said: readonly string[];
  readonly set: (value: string) => Edit;
  /** The figures between which it may lie, themselves left out; null: no end. */
  readonly low: string | null;
  readonly high: string | null;
  /** Another value with which the definition stays sound: by it is found where the sentence says this one. Null: there is none. */
  readonly other: string | null;
}

/** Parts that no sentence on a definition's rule says. */
const ASIDE: ReadonlySet<string> = new Set([
  'cases',
  'basis',
  'description',
  'treatment',
  'reasons',
  'guardrails',
  'overridable',
  'order',
  'reviewBy',
  'colour',
]);

/** Every figure and name of a document, boundaries once for both their sides; names are those of the reader's language. */
export function placesOf(document: JsonObject, reader: Reader): readonly Place[] {
  const found: Place[] = [];
  visit(document, '');
  return found;

  function visit(part: Json, pointer: string): void {
    if (typeof part === 'number') found.push(figurePlace(part, pointer, reader));
    else if (Array.isArray(part)) {
      const items = part as readonly Json[];
      for (const key of ['in', 'share'] as const) found.push(...boundaryPlaces(items, pointer, key, reader));
      items.forEach((item, i) => visit(item, below(pointer, i)));
    } else if (isObject(part))
      for (const [key, member] of Object.entries(part)) {
        if (ASIDE.has(key)) continue;
        const at = below(pointer, key);
        if (key === 'title' && pointer !== '') found.push(...namePlace(member, at, reader));
        else visit(member, at);
      }
  }
}

function figurePlace(value: number, pointer: string, reader: Reader): Place {
  const text = plainText(value);
  const said = [reader.number(value), percentText(value, reader)];
  // Beside it, and far from round: what is said of it then is said of nothing else.
  const other = value === 0 ? null : plainText(value * 1.0371, 4);
  return {
    pointer,
    kind: 'figure',
    value: text,
    said,
    set: (next) => (document) => setAt(document, pointer, figureAs(value, next)),
    low: null,
    high: null,
    other: other === text ? null : other,
  };
}

function namePlace(title: Json, pointer: string, { language }: Reader): readonly Place[] {
  const at = isObject(title) ? below(pointer, language) : pointer;
  const value = isObject(title) ? title[language] : title;
  if (typeof value !== 'string' || value === '') return [];
  return [
    {
      pointer: at,
      kind: 'name',
      value,
      said: [value],
      set: (next) => (document) => setAt(document, at, next),
      low: null,
      high: null,
      other: null,
    },
  ];
}

/** The ends of a list's intervals: each boundary once, and the two outer ends. */
function boundaryPlaces(items: readonly Json[], list: string, key: IntervalKey, reader: Reader): readonly Place[] {
  const texts = textsIn(items, key);
  if (texts.every((text) => text === '')) return [];
  const cuts = [...boundariesOf(intervalsOf(texts)).entries()].filter(([, { kind }]) => kind === 'cut');
  return cuts.map(([turn, boundary], i): Place => {
    const { at, above } = boundary;
    return {
      pointer: `${below(list, above.index)}/${key}`,
      kind: 'figure',
      value: at,
      said: [reader.number(at), percentText(at, reader)],
      set: (next) => (document) => movedBoundary(document, list, turn, next, key),
      low: boundary.below.low,
      high: boundary.above.high,
      other: otherCut(cuts[i - 1]?.[1], boundary, cuts[i + 1]?.[1]),
    };
  });
}

/** A figure between a boundary's neighbours, other than its own and than theirs. */
function otherCut(before: Boundary | undefined, { at }: Boundary, after: Boundary | undefined): string | null {
  const own = Number(at);
  if (Number.isNaN(own)) return null;
  const room = after === undefined ? (before === undefined ? 1 : own - Number(before.at)) : Number(after.at) - own;
  const decimals = Math.max(2, (at.split('.')[1] ?? '').length);
  const other = plainText(after === undefined ? own - room * 0.37 : own + room * 0.37, decimals);
  return compareFigures(other, at) === 0 ? null : other;
}
