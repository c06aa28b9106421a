import type { Decision } from '../../model/decision.ts';
import { type ReadField, type ReadSet, expressionsOf, singleRow } from '../read-set.ts';
import { field as readOf } from '../build-logic.ts';
import type { Field, FieldRead } from '../../model/expression.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Language } from '../../model/text.ts';
import { nodesOf } from '../walk.ts';
import { operand } from './emit-logic.ts';
import { frame } from './frame.ts';
import type { RelationFrame } from './relation-frame.ts';
import { layered, type Output } from './layers.ts';
import { reasonLosses } from './losses.ts';
import { computedOf, type MatchQuery, matchesOf, productsColumn } from './products.ts';
import { shownValue } from './output.ts';
import { reasonCodes } from './reasons.ts';
import { outputOf } from './output.ts';
import { type ChosenText, chosenTexts, columnNames, handedOn, shapeColumns } from './shape.ts';
import type { SqlContext, SqlGap, SqlSource } from './source.ts';
import type { Sql } from './sql.ts';

/** Which parts of a result become columns; a value is always one. `losses`: of each reason, in the order of `reasons`. */
export type ResultPart = 'reasons' | 'losses' | 'missing' | 'problems' | 'partial';

export interface AskedDecision {
  readonly ref: string;
  readonly decision: Decision;
  /** What this decision alone reads. */
  readonly reads: ReadSet;
}

/** A column of the source, and its name in the result; with `field` it stands there as that field's value, not as it is. */
export interface Carried {
  readonly column: string;
  readonly name: string;
  readonly field?: Field;
}

export interface QuerySpec {
  readonly context: SqlContext;
  readonly asked: readonly AskedDecision[];
  /** What all asked decisions read together. */
  readonly reads: ReadSet;
  readonly source: SqlSource;
  /** Columns of the source that pass into the result. */
  readonly carried: readonly Carried[];
  readonly parts: ReadonlySet<ResultPart>;
  /** Matching: the products of every record, as facts that were checked before. */
  readonly products?: readonly JsonObject[];
  readonly language: Language;
  /**
   * How `problems` tells them: by their codes, or by where they come from: a plan by its number among the decision's, a value that counts
   * as missing by a slash and the path of its field.
   */
  readonly problemsBy?: 'code' | 'place';
}

/** Where a decision's result stands among the columns. */
export interface ResultColumns {
  readonly ref: string;
  /** The answer: what makes two results different. */
  readonly outcome: readonly ResultColumn[];
}

export interface ResultColumn {
  readonly column: string;
  /** What it is called where the decision is asked for alone. */
  readonly name: string;
}

export interface Query {
  /** One row for every row of the source that is good. */
  readonly sql: string;
  /** The columns of the result, the carried ones first; a doubt column, where there is one, is not listed. */
  readonly columns: readonly string[];
  readonly results: readonly ResultColumns[];
  /** The boolean column that marks rows the compiled function has to decide; null where there can be none. */
  readonly doubt: string | null;
  readonly gaps: readonly SqlGap[];
}

const DOUBT = '#doubt';

/** Decisions as one query over a relation of records. */
export function decisionQuery(spec: QuerySpec): Query {
  const { context } = spec;
  const gaps: SqlGap[] = [];
  const root = rootFrame(spec, gaps);
  const { g } = root.e;
  const asked = spec.asked.map((one) => ({ ...one, matches: matchesOf(one.decision, spec.products ?? []) }));
  const results = asked.flatMap((one) => resultColumns(spec, root, one));
  const carried: Output[] = spec.carried.map(({ column, name, field }) => ({
    name,
    sql:
      field === undefined
        ? g.leaf(context.dialect.quote(column))
        : shownValue(root.e, field.type, root.reading(field).value),
  }));
  const doubts = root.doubts(asked.flatMap(({ decision, matches }) => computedOf(decision, matches)));
  const doubt: Output[] =
    doubts.length === 0 ? [] : [{ name: DOUBT, sql: g.sql`COALESCE(${g.join(doubts, ' OR ')}, FALSE)` }];
  const keep = conditionOf(root);
  const sql = layered(root.from(), [...carried, ...results, ...doubt], keep, context.dialect.quote);
  return {
    sql,
    columns: [...carried, ...results].map(({ name }) => name),
    results: spec.asked.map((one) => namesOf(spec, one)),
    doubt: doubts.length === 0 ? null : DOUBT,
    gaps: unique(gaps),
  };
}

/** The frame of the records themselves. */
export function rootFrame({ context, asked, reads, source }: QuerySpec, gaps: SqlGap[]): RelationFrame {
  const facts = asked[0]?.decision.facts;
  const entity = facts?.kind === 'entity' ? facts.entity : facts?.kind === 'pair' ? facts.customer : '';
  return frame({ context, entity, source, reads: reads.fields, seats: new Set(['', '.$customer']), tag: 't', gaps });
}

/** That a row is good, with the rows behind it; null where every row is. */
export function conditionOf(root: RelationFrame): Sql | null {
  root.joinRest();
  const conditions = root.conditions();
  return conditions.length === 0
    ? null
    : root.e.g.sql`(${root.e.g.join(
        conditions.map((one) => operand(root.e, one)),
        ' AND ',
      )})`;
}

const unique = (gaps: readonly SqlGap[]): readonly SqlGap[] => [
  ...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values(),
];

/** A decision's value, flattened, and the other parts of its result; with several decisions each column names its own. */
function resultColumns(
  spec: QuerySpec,
  root: RelationFrame,
  { ref, decision, reads, matches }: AskedDecision & { readonly matches: readonly MatchQuery[] },
): readonly Output[] {
  const { e } = root;
  const { g } = e;
  const prefix = columnPrefix(refsOf(spec), ref);
  const refusing = decision.problems.filter(
    (plan) => plan.refuses && !(plan.when.kind === 'constant' && plan.when.value === false),
  );
  const refused =
    refusing.length === 0
      ? null
      : g.sql`(${g.join(
          refusing.map((plan) => e.truth(plan.when)),
          ' OR ',
        )})`;
  const unlessRefused = (sql: Sql, otherwise: Sql | string): Sql =>
    refused === null ? sql : g.sql`CASE WHEN ${refused} THEN ${otherwise} ELSE ${sql} END`;
  const { value: shape } = decision;
  const columns: readonly Output[] =
    shape.kind === 'products'
      ? [{ name: prefix === '' ? 'value' : prefix, sql: productsColumn(e, decision, matches, spec.language) }]
      : shapeColumns(e, shape, prefix, spec.language);
  const handed = handedOn(shape, prefix);
  const value = columns.map(({ name, sql }) => {
    const input = handed.get(name);
    return { name, sql: unlessRefused(sql, input === undefined ? 'NULL' : outputOf(e, input)) };
  });
  const named = (part: ResultPart) => (prefix === '' ? part : `${prefix}_${part}`);
  const parts: Output[] = [];
  const add = (part: ResultPart, sql: () => Sql) => {
    if (spec.parts.has(part)) parts.push({ name: named(part), sql: sql() });
  };
  add('reasons', () => unlessRefused(reasonCodes(e, decision), '[]'));
  add('losses', () => unlessRefused(reasonLosses(e, decision, reasonCodes(e, decision)), '[]'));
  add('missing', () => missingNames(root, reads.fields));
  const { partial } = decision;
  if (partial !== null) add('partial', () => unlessRefused(g.sql`COALESCE(${e.truth(partial)}, FALSE)`, 'FALSE'));
  add('problems', () => problemTexts(root, decision, reads.fields, spec.problemsBy ?? 'code'));
  return [...value, ...parts];
}

function namesOf(spec: QuerySpec, { ref, decision: { value, outcome } }: AskedDecision): ResultColumns {
  const prefix = columnPrefix(refsOf(spec), ref);
  const shape =
    value.kind === 'object' && outcome !== undefined
      ? { ...value, members: value.members.filter(({ name }) => outcome.includes(name)) }
      : value;
  const names = columnNames(shape, '');
  return { ref, outcome: columnNames(shape, prefix).map((column, i) => ({ column, name: names[i] ?? column })) };
}

const refsOf = ({ asked }: QuerySpec): readonly string[] => asked.map(({ ref }) => ref);

/** What the columns of a decision begin with: nothing for a single one; else its name, and its kind where two share a name. */
export function columnPrefix(refs: readonly string[], ref: string): string {
  if (refs.length === 1) return '';
  const name = (one: string) => one.slice(one.indexOf('/') + 1);
  const isShared = refs.some((other) => other !== ref && name(other) === name(ref));
  return isShared ? ref.replace('/', '_') : name(ref);
}

/** Fields of the read set that the record lacks, in the order of declaration. */
function missingNames(root: RelationFrame, fields: readonly ReadField[]): Sql {
  const items = fields.flatMap((read) => {
    const { field, rows } = read;
    const inRow = lackedIn(root, read, readOf(field, null));
    if (!field.optional && field.unreadable === 'refuse') return inRow;
    const piece =
      rows === null && field.type.kind !== 'list'
        ? (root.reading(field).raw?.sql ?? root.reading(field).value)
        : root.e.value(readOf(field, null));
    return [{ when: root.e.g.sql`${operand(root.e, piece)} IS NULL`, text: field.name }, ...inRow];
  });
  return chosenTexts(root.e, items);
}

/** What the row of a single relation lacks, where it is there: `home.size`. */
function lackedIn(root: RelationFrame, read: ReadField, row: FieldRead): readonly ChosenText[] {
  const { g } = root.e;
  return singleRow(read).flatMap((inner) => {
    const { field, path } = inner;
    const own = readOf(field, row);
    const inRow = lackedIn(root, inner, own);
    if (!field.optional && field.unreadable === 'refuse') return inRow;
    const here = g.sql`${operand(root.e, root.e.value(row))} IS NOT NULL`;
    const when = g.sql`(${here} AND ${operand(root.e, root.e.value(own))} IS NULL)`;
    return [{ when, text: path.join('.') }, ...inRow];
  });
}

function problemTexts(
  root: RelationFrame,
  decision: Decision,
  fields: readonly ReadField[],
  by: 'code' | 'place',
): Sql {
  // What is read but was not needed is looked at all the same.
  root.joinRest();
  const own = new Set(fields.map(({ field }) => field.name));
  const notes = root
    .unusable()
    .filter(({ path: [first = ''] }) => own.has(first))
    .map(({ path, when }) => ({ when, text: by === 'code' ? 'fact-counted-as-missing' : `/${path.join('.')}` }));
  const plans = decision.problems.flatMap((plan, i) => {
    if (plan.when.kind === 'constant' && plan.when.value === false) return [];
    return [{ when: root.e.truth(plan.when), text: by === 'code' ? plan.code : String(i) }];
  });
  return chosenTexts(root.e, [...notes, ...plans]);
}

/** The segmentations by share whose cuts some decisions read. */
export function cutsIn(decisions: readonly Decision[]): ReadonlySet<string> {
  const nodes = nodesOf(decisions.flatMap(expressionsOf));
  return new Set(nodes.flatMap((node) => (node.kind === 'cut' ? [node.segmentation] : [])));
}
