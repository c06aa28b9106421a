import { kindWords } from '../../expression/kind-words.ts';
import { dateForm } from '../../formats/date-pattern.ts';
import { fold as folded } from '../../expression/fold.ts';
import { type ColumnFormat, listOf } from '../../formats/format.ts';
import { zoneOf } from '../../formats/zone.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Field } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import type { Entity } from '../../model/entity.ts';
import type { Environment } from '../../model/environment.ts';

import { declaredColumn, type FeedDocument } from './feed.ts';
import { feedProblem } from './problems.ts';

type At = (...steps: readonly (string | number)[]) => Place & { definition: string };

/** Columns that are fields, each of one column; formats that fit their types and say one thing. */
export function checkFeed(document: FeedDocument, environment: Environment): readonly Problem[] {
  const at: At = (...steps) => ({ definition: `feed/${document.name}`, pointer: below('', ...steps) });
  const entity = environment.entity(document.entity);
  const { zone } = document;
  const zones =
    zone === undefined || zoneOf(zone) !== undefined ? [] : [feedProblem('feed-zone-unknown', at('zone'), { zone })];
  if (entity === undefined) return zones;
  const taken = new Map<string, string>();
  const columns = Object.entries(document.columns).flatMap(([column, declared]) => {
    const { field: name, ...format } = declaredColumn(declared);
    const place = typeof declared === 'string' ? at('columns', column) : at('columns', column, 'field');
    const other = taken.get(name);
    if (other !== undefined) return [feedProblem('feed-field-twice', place, { column, other, field: name })];
    taken.set(name, column);
    const field = entity.fields.get(name);
    if (field === undefined) return [unknownField(name, column, entity, place)];
    return formatProblems(field, format, (...steps) => at('columns', column, ...steps));
  });
  return [...zones, ...columns];
}

function unknownField(field: string, column: string, { id, fields }: Entity, place: Place): Problem {
  const hint = nearestHint(field, fields.keys(), 0);
  return feedProblem('feed-field-unknown', place, { field, column, entity: id, hint }, { found: field });
}

/** The keys of a format that say something of a type; `trim`, `fold` and `missing` do of every type. */
const APPLIES: Readonly<Partial<Record<keyof ColumnFormat, readonly string[]>>> = {
  values: ['string'],
  thousands: ['number'],
  decimalMark: ['number'],
  unit: ['number'],
  percent: ['number'],
  negative: ['number'],
  strip: ['number'],
  round: ['number', 'instant'],
  dates: ['date', 'instant'],
  true: ['boolean'],
  false: ['boolean'],
};

function formatProblems(field: Field, format: ColumnFormat, at: At): readonly Problem[] {
  const { type, name } = field;
  if (type.kind === 'list') return [feedProblem('feed-field-is-list', at(), { field: name })];
  const idle = Object.keys(format).flatMap((key) =>
    (APPLIES[key as keyof ColumnFormat] ?? [type.kind]).includes(type.kind)
      ? []
      : [feedProblem('feed-key-does-not-apply', at(key), { key, field: name, type: kindWords(type.kind) })],
  );
  if (idle.length > 0) return idle;
  return [
    ...markProblems(format, at),
    ...(format.dates ?? []).flatMap((form, i) =>
      dateForm(form) === undefined ? [feedProblem('feed-date-form', at('dates', i), { form })] : [],
    ),
    ...wordProblems(format, at),
    ...valueProblems(field, format, at),
  ];
}

function markProblems({ thousands = '', decimalMark = '.', strip }: ColumnFormat, at: At): readonly Problem[] {
  const isMark = (text: string) => !/[\d-]/.test(text);
  const slots = { thousands, decimalMark };
  const isSound = thousands !== decimalMark && isMark(thousands) && isMark(decimalMark);
  const strips = listOf(strip).flatMap((text, i) =>
    isMark(text) && text !== decimalMark && text !== thousands
      ? []
      : [
          feedProblem('feed-marks-clash', Array.isArray(strip) ? at('strip', i) : at('strip'), {
            ...slots,
            thousands: text,
          }),
        ],
  );
  return isSound
    ? strips
    : [feedProblem('feed-marks-clash', at(thousands === '' ? 'decimalMark' : 'thousands'), slots), ...strips];
}

/** No word stands for two of true, false and missing, and those of a text are not missing ones. */
function wordProblems(format: ColumnFormat, at: At): readonly Problem[] {
  const { true: yes, false: no, missing = [], values = {} } = format;
  const key = format.fold === true ? folded : (text: string) => text;
  const isHalf = (yes === undefined) !== (no === undefined);
  const seen = new Map<string, string>();
  const lists = [
    ['missing', missing],
    ['true', yes ?? []],
    ['false', no ?? []],
    ['values', Object.keys(values)],
  ] as const;
  const clashes = lists.flatMap(([list, words]) =>
    words.flatMap((word, i) => {
      const other = seen.get(key(word));
      seen.set(key(word), list);
      if (other === undefined || (other === list && list !== 'values')) return [];
      return [feedProblem('feed-word-twice', at(list, list === 'values' ? word : i), { word })];
    }),
  );
  return isHalf ? [feedProblem('feed-truth-words', at(yes === undefined ? 'false' : 'true')), ...clashes] : clashes;
}

function valueProblems({ type, name: field }: Field, { values = {}, fold }: ColumnFormat, at: At): readonly Problem[] {
  if (type.kind !== 'string' || type.enum === undefined) return [];
  const members = type.enum;
  const unknown = Object.entries(values).filter(([, value]) => !members.includes(value));
  const problems = unknown.map(([from, value], i) => {
    const hint = nearestHint(value, members, i);
    return feedProblem('feed-value-unknown', at('values', from), { value, field, hint }, { found: value });
  });
  const alike = fold === true ? firstAlike(members) : undefined;
  return alike === undefined
    ? problems
    : [...problems, feedProblem('feed-members-alike', at('fold'), { one: alike[0], other: alike[1] })];
}

function firstAlike(members: readonly string[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const member of members) {
    const other = seen.get(folded(member));
    if (other !== undefined) return [other, member];
    seen.set(folded(member), member);
  }
  return undefined;
}
