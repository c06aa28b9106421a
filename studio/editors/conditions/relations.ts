import { type Json, type JsonObject, parseDate, parsePeriod } from '../../../definitions/index.ts';
import { readInterval } from '../../texts/interval.ts';
import { isText } from '../../texts/is-text.ts';
import type { Reader, Said } from '../../texts/reader.ts';
import { percentText } from '../../texts/titles.ts';
import { compareFigures } from '../intervals/cuts.ts';
import type { ReadableField } from './fields.ts';
import { comparedWith, type Mention, presenceAsked, readNode, type Relation, type Row } from './node.ts';
import { setMention, setRelation, setValue } from './row-edits.ts';

/** What a relation compares a field with. */
export type Shape = 'none' | 'one' | 'list' | 'interval' | 'period';

export function shapeOf({ name }: Relation): Shape {
  if (name === 'isMissing' || name === 'isPresent') return 'none';
  if (name === 'in' || name === 'notIn') return 'list';
  return name === 'between' ? 'interval' : name === 'withinLast' ? 'period' : 'one';
}

const relation = (name: Relation['name'], isNot = false): Relation => ({ name, isNot, isFolded: false });
const KNOWN = [relation('isPresent'), relation('isMissing')];
const ONE_OF = [relation('equal'), relation('notEqual'), relation('in'), relation('notIn')];
const FIGURES = [
  ...(['greaterThanInclusive', 'greaterThan', 'lessThanInclusive', 'lessThan', 'between'] as const).map((one) =>
    relation(one),
  ),
  relation('between', true),
];
const DAYS = [
  relation('before'),
  relation('after'),
  relation('between'),
  relation('equal'),
  relation('withinLast'),
  relation('withinLast', true),
];
const TEXTS = (['startsWith', 'endsWith', 'containsText', 'matches'] as const).map((one) => relation(one));

/** The relations that a field may be asked by; the first is taken where none was said. */
export function relationsFor(
  field: Pick<ReadableField, 'type' | 'isList' | 'values' | 'mayBeMissing'>,
): readonly Relation[] {
  const known = field.mayBeMissing ? KNOWN : [];
  if (field.isList) return [relation('contains'), relation('doesNotContain'), ...known];
  switch (field.type) {
    case 'boolean':
      return [relation('equal'), ...known];
    case 'integer':
    case 'decimal':
      return [...FIGURES, ...ONE_OF, ...known];
    case 'date':
      return [...DAYS, ...known];
    case 'instant':
      return [...DAYS.filter(({ name }) => name !== 'equal'), ...known];
    case 'string':
      return field.values.members.length > 0 ? [...ONE_OF, ...known] : [...ONE_OF, ...TEXTS, ...known];
  }
}

export const sameRelation = (a: Relation, b: Relation) => a.name === b.name && a.isNot === b.isNot;

/** A row's relation as one asks it: of presence in its plain form. */
export function askedRelation(row: Pick<Row, 'relation' | 'value'>): Relation {
  const asked = presenceAsked(row);
  return asked === undefined ? row.relation : relation(asked === 'known' ? 'isPresent' : 'isMissing');
}

export function relationText({ name, isNot, isFolded }: Relation, { t }: Pick<Reader, 't'>): string {
  const key = isNot ? `cond.not.${name}` : `op.${name}`;
  // Every operator has a text, and a text for its opposite.
  const said = isText(key) ? t(key as Said) : name;
  return isFolded ? `${said} ${t('view.folded')}` : said;
}

/** Whether a value is written as its relation and field want it. */
export function fits(value: Json, { relation: asked }: Pick<Row, 'relation'>, field: ReadableField): boolean {
  switch (shapeOf(asked)) {
    case 'none':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value) && (value as readonly Json[]).every((one) => isOne(one, field));
    case 'interval':
      return typeof value === 'string' && readInterval(value) !== undefined;
    case 'period':
      return typeof value === 'string' && parsePeriod(value) !== undefined;
    case 'one':
      return comparedWith(value) !== undefined || isOne(value, field);
  }
}

function isOne(value: Json, { type }: ReadableField): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'decimal':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
    case 'date':
      return typeof value === 'string' && parseDate(value) !== undefined;
    case 'instant':
    case 'string':
      return typeof value === 'string';
  }
}

/** What is wrong with a row, in the reader's words; null where nothing is. The check says the same once it has looked. */
export function faultOf(row: Row, field: ReadableField, reader: Reader): string | null {
  const { value } = row;
  const { t } = reader;
  const { title } = field;
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return t('cond.half');
  if (!fits(value, row, field)) return t('cond.unfit', { title });
  const shape = shapeOf(row.relation);
  // What is compared with another field has no figures of its own.
  if (shape === 'none' || shape === 'period' || comparedWith(value) !== undefined) return null;
  const figures = shape === 'interval' ? endsOf(String(value)) : [value].flat().map((one) => one as Json);
  if (field.type === 'integer' || field.type === 'decimal') {
    const [low, high] = [figures[0], figures[1]].map(String);
    if (shape === 'interval' && figures.length === 2 && compareFigures(low ?? '', high ?? '') > 0)
      return t('cond.emptyRange');
    return figures.map((one) => figureFault(String(one), field, reader)).find((fault) => fault !== null) ?? null;
  }
  const stranger =
    field.values.members.length === 0 || !ENUMERATED.has(row.relation.name)
      ? undefined
      : figures.find((one) => !field.values.members.some((member) => member.value === one));
  return stranger === undefined ? null : t('cond.noMember', { value: String(stranger), title });
}

const ENUMERATED: ReadonlySet<string> = new Set(['equal', 'notEqual', 'in', 'notIn', 'contains', 'doesNotContain']);

function endsOf(text: string): readonly Json[] {
  const read = readInterval(text);
  return [read?.low ?? null, read?.high ?? null].filter((end) => end !== null);
}

function figureFault(
  figure: string,
  { title, minimum, maximum, decimals, values }: ReadableField,
  reader: Reader,
): string | null {
  const isBelow = minimum !== null && compareFigures(figure, minimum) < 0;
  if (isBelow || (maximum !== null && compareFigures(figure, maximum) > 0)) {
    const said = (bound: string | null, end: string) =>
      bound === null ? end : values.isPercent ? percentText(bound, reader) : reader.number(bound);
    return reader.t('cond.outside', { title, low: said(minimum, '−∞'), high: said(maximum, '∞') });
  }
  const written = (figure.split('.')[1] ?? '').replace(/0+$/, '').length;
  if (decimals !== null && written > decimals) return reader.t('cond.decimals', { title, n: String(decimals) });
  return null;
}

/** A row of another field: relation and value stay where they fit it, and what was dropped is told. */
export function withField(
  item: JsonObject,
  field: ReadableField,
  reader: Reader,
): { readonly item: JsonObject; readonly dropped: 'nothing' | 'value' | 'relation' } {
  const mention: Mention = field.mention;
  const moved = setMention(item, mention);
  const row = readNode(moved);
  if (row.kind !== 'row') return { item, dropped: 'nothing' };
  const [first] = relationsFor(field);
  const isAsked = relationsFor(field).some(
    (one) => sameRelation(one, askedRelation(row)) || sameRelation(one, row.relation),
  );
  if (!isAsked && first !== undefined)
    return { item: setRelation(setValue(moved, undefined), first), dropped: 'relation' };
  if (row.value === undefined || faultOf(row, field, reader) === null) return { item: moved, dropped: 'nothing' };
  return { item: setValue(moved, undefined), dropped: 'value' };
}
