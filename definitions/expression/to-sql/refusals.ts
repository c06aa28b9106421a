import type { ReadField } from '../read-set.ts';
import type { RelationFrame, FrameFault, JoinedFrame } from './relation-frame.ts';
import { layered, type Output } from './layers.ts';
import { type Carried, conditionOf, type QuerySpec, rootFrame } from './query.ts';
import { joinKey } from './relation.ts';
import { computedOf, matchesOf } from './products.ts';
import { field as readOf } from '../build-logic.ts';
import type { Sql } from './sql.ts';

/** The rows that are refused: one line for every field that refuses a row. */
export interface Refusals {
  /** Columns: the carried ones, `path` (names joined by a dot), `code`, `found`. Null where no row can be refused. */
  readonly sql: string | null;
}

const FAULT = ['path', 'code', 'found'];

/** Why rows of a source are refused: by fields of their own, and by rows of the relations behind them. */
export function refusalQuery(spec: QuerySpec): Refusals {
  const root = rootFrame(spec, []);
  const { quote } = spec.context.dialect;
  // What decisions read decides which relations are joined at all.
  for (const { decision } of spec.asked)
    computedOf(decision, matchesOf(decision, spec.products ?? [])).forEach(root.e.value);
  const keep = conditionOf(root);
  if (keep === null) return { sql: null };
  const carried = spec.carried.map(({ column, name }) => ({ name, sql: root.e.g.leaf(quote(column)) }));
  const behind = [...root.children.values()];
  const faults = [...root.faults(), ...behind.flatMap((child) => child.faults())];
  const own = ownFaults(root, root.from(), carried, faults, root.e.g.sql`${keep} IS NOT TRUE`);
  const parts = [own, ...behind.map((child) => faultsBehind(spec, root, child, spec.carried, []))];
  return { sql: parts.filter((part) => part !== null).join('\nUNION ALL\n') };
}

/** Lines of one relation: each field's first fault, where it has one. */
function ownFaults(
  frame: RelationFrame,
  from: string,
  keys: readonly Output[],
  faults: readonly FrameFault[],
  isBad: Sql | null,
): string | null {
  if (faults.length === 0) return null;
  const { g, dialect } = frame.e;
  const byPath = new Map<string, FrameFault[]>();
  for (const fault of faults) {
    const path = fault.path.join('.');
    byPath.set(path, [...(byPath.get(path) ?? []), fault]);
  }
  const lines = [...byPath].map(([path, ofField]) => {
    const cases = ofField.map(
      ({ when, code, found }) =>
        g.fragment`WHEN ${when} THEN struct_pack(path := ${dialect.text(path)}, code := ${dialect.text(code)}, found := CAST(${found} AS VARCHAR))`,
    );
    return g.sql`CASE ${g.join(cases, ' ')} END`;
  });
  const list = g.sql`list_filter([${g.join(lines, ', ')}], lambda x: x IS NOT NULL)`;
  const rows = layered(from, [...keys, { name: '#faults', sql: list }], isBad, dialect.quote);
  const names = keys.map(({ name }) => dialect.quote(name));
  const unnested = `(SELECT ${[...names, 'unnest("#faults") AS "#fault"'].join(', ')}\nFROM (${rows}))`;
  return `SELECT ${[...names, ...FAULT.map((name) => `"#fault".${name} AS ${name}`)].join(', ')}\nFROM ${unnested}`;
}

/** Lines of the rows behind a relation, told for the rows they belong to. `above`: the relations on the way from the record to `parent`. */
function faultsBehind(
  { context }: QuerySpec,
  parent: RelationFrame,
  child: JoinedFrame,
  keys: readonly Carried[],
  above: readonly string[],
): string | null {
  const { quote } = context.dialect;
  const key = joinKey(context, child.field, parent.source, child.source);
  if (key === undefined) return null;
  const inner = relationFaults(context, child, key.behind, [...above, child.field.name]);
  if (inner === null) return null;
  const columns = [
    ...keys.map(({ column, name }) => `own.${quote(column)} AS ${quote(name)}`),
    ...FAULT.map((name) => `behind.${name}`),
  ];
  const on = `${key.own(`own.${quote(key.name)}`)} = ${key.other(`behind.${quote(key.behind)}`)}`;
  return `SELECT ${columns.join(', ')}\nFROM ${parent.source.from} AS own JOIN (${inner}) AS behind ON ${on}`;
}

function relationFaults(
  context: QuerySpec['context'],
  child: JoinedFrame,
  by: string,
  path: readonly string[],
): string | null {
  const { frame } = child;
  const { g, dialect } = frame.e;
  const within = (faults: readonly FrameFault[]) =>
    faults.map((fault) => ({ ...fault, path: [...path, ...fault.path.slice(-1)] }));
  const own = ownFaults(
    frame,
    child.source.from,
    [{ name: by, sql: g.leaf(dialect.quote(by)) }],
    within(frame.faults()),
    null,
  );
  const deeper = [...frame.children.values()].map((next) =>
    faultsBehind({ context } as QuerySpec, frame, next, [{ column: by, name: by }], path),
  );
  const parts = [own, ...deeper].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('\nUNION ALL\n');
}

/** Where the compiled function has to decide, it needs the values as they were read: one column for every field that is read. */
export function recordQuery(spec: QuerySpec): string {
  const root = rootFrame(spec, []);
  const { quote } = spec.context.dialect;
  const carried = spec.carried.map(({ column, name }) => ({ name, sql: root.e.g.leaf(quote(column)) }));
  const values = spec.reads.fields.map((read, i) => ({ name: `#v${i}`, sql: valueOf(root, read) }));
  const keep = conditionOf(root);
  return layered(root.from(), [...carried, ...values], keep, quote);
}

function valueOf(root: RelationFrame, read: ReadField): Sql {
  if (read.rows === null && read.field.type.kind !== 'list') return root.reading(read.field).value;
  if (read.field.type.kind === 'row') return root.rowStruct(read.field);
  return root.e.value(readOf(read.field, null));
}
