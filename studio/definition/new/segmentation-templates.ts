import type { Json, JsonObject } from '../../../definitions/index.ts';
import { LANGUAGES } from '../../../definitions/index.ts';
import { fieldsOf as readableFields, type ReadableField } from '../../editors/conditions/fields.ts';
import { REST_BAND } from '../../editors/segmentation/matrix-edits.ts';
import { entitiesOf, type Shelf, titlesOf } from '../../texts/titles.ts';
import type { Reader } from '../../texts/reader.ts';

/** How a segmentation finds classes. */
export const METHODS = ['criteria', 'composite', 'share', 'matrix'] as const;
export type Method = (typeof METHODS)[number];

/** A figure or a listed value that customers are divided by: a field of theirs, or a result of another definition. */
export interface Measure {
  readonly of: string;
  readonly title: string;
  /** The values it may have, each with its names; empty of a figure. */
  readonly members: ReadableField['values']['members'];
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Whether it is a field that need not be known. */
  readonly mayBeUnknown: boolean;
}

/** Whose results customers are mostly divided by; other results follow, then fields. */
const KINDS = ['scorecard/', 'regression/', 'segmentation/'];

/** What customers of an entity may be divided by, results before fields: figures, and for a matrix listed values, too. */
export function measuresOf(entity: string, shelf: Shelf, method: Method, reader: Reader): readonly Measure[] {
  const seats = { '': entity };
  const titles = titlesOf(shelf, { ...entitiesOf({}), ...seats }, reader);
  const fields = [...readableFields(seats, '', shelf, titles).values()].filter(
    ({ mention, isList }) => mention.path === undefined && !isList,
  );
  const found = fields.flatMap((field): readonly Measure[] => {
    const isFigure = field.type === 'decimal' || field.type === 'integer';
    const { members } = field.values;
    if (!isFigure && (method !== 'matrix' || members.length < 2)) return [];
    const of = field.mention.fact;
    const named =
      members.length > 0 && of.endsWith('#band') ? `${field.title} · ${reader.t('new.bands')}` : field.title;
    const [minimum, maximum] = [field.minimum, field.maximum].map((bound) => (bound === null ? null : Number(bound)));
    return [
      {
        of,
        title: named,
        members,
        minimum: minimum ?? null,
        maximum: maximum ?? null,
        mayBeUnknown: !of.includes('#') && field.mayBeMissing,
      },
    ];
  });
  const order = ({ of }: Measure) => (of.includes('#') ? KINDS.findIndex((kind) => of.startsWith(kind)) : KINDS.length);
  const rank = (one: Measure) => (order(one) < 0 ? KINDS.length - 0.5 : order(one));
  return found.toSorted((one, other) => rank(one) - rank(other));
}

/** How many measures a segmentation of a method is begun with. */
export const MEASURED: Readonly<Record<Method, 0 | 1 | 2>> = { criteria: 0, composite: 1, share: 1, matrix: 2 };

const OTHERS = { name: 'other', title: { 'zh-CN': '其他', en: 'Others' } };
const FOCUS = { name: 'focus', title: { 'zh-CN': '重点客户', en: 'In focus' } };

/** A segmentation by figures or by two scales, as it begins; its classes are two, to be divided further. */
export function measuredSegmentation(method: Exclude<Method, 'criteria'>, measures: readonly Measure[]): JsonObject {
  const [first, second = first] = measures;
  if (first === undefined || second === undefined) return { method };
  if (method === 'share')
    return {
      method,
      of: first.of,
      classes: [
        { ...FOCUS, share: '(0, 20]' },
        { ...OTHERS, share: '(20, 100]' },
      ],
    };
  const middle = middleOf(first);
  if (method === 'composite')
    return {
      method,
      decimals: 2,
      scores: [{ of: first.of, weight: 1, ifMissing: 'refuse' }],
      classes: [
        { ...OTHERS, in: `(-∞, ${middle})` },
        { ...FOCUS, in: `[${middle}, ∞)` },
      ],
    };
  const [rows, columns] = [bandsOf(first), bandsOf(second)];
  const cell = { class: OTHERS.name, title: OTHERS.title };
  const row = Object.fromEntries(columns.map(({ name }): [string, Json] => [String(name), cell]));
  return {
    method,
    rows: { of: first.of, bands: rows },
    columns: { of: second.of, bands: columns },
    cells: Object.fromEntries(rows.map(({ name }): [string, Json] => [String(name), row])),
  };
}

function middleOf({ minimum, maximum }: Measure): number {
  if (minimum === null || maximum === null)
    return minimum === null ? (maximum === null ? 50 : maximum - 50) : minimum + 50;
  return Math.ceil((minimum + maximum) / 2);
}

/** A band for each value, else the figures below and from the middle; of what need not be known one for that, too. */
function bandsOf(measure: Measure): readonly JsonObject[] {
  const rest = measure.mayBeUnknown ? [REST_BAND] : [];
  if (measure.members.length > 0)
    return [
      ...measure.members.map(({ value, names }, i) => ({
        name: /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) ? value : `band-${i + 1}`,
        title: Object.fromEntries(LANGUAGES.map((language) => [language, names[language] ?? value])),
        values: [value],
      })),
      ...rest,
    ];
  const middle = middleOf(measure);
  return [
    { name: 'low', title: { 'zh-CN': '低', en: 'Low' }, in: `(-∞, ${middle})` },
    { name: 'high', title: { 'zh-CN': '高', en: 'High' }, in: `[${middle}, ∞)` },
    ...rest,
  ];
}
