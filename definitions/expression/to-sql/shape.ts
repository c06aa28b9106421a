import type { Shape } from '../../model/decision.ts';
import type { Input } from '../../model/expression.ts';
import type { Json } from '../../model/json.ts';
import { type Language, say } from '../../model/text.ts';
import { operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import type { Output } from './layers.ts';
import { outputOf } from './output.ts';
import type { Sql } from './sql.ts';

/** A result's value flattened: members of objects as columns, their names joined by `_`; lists stay lists. */
export function shapeColumns(e: Emitter, shape: Shape, name: string, language: Language): readonly Output[] {
  if (shape.kind === 'products') throw new Error('Matching is not a shape of one record');
  if (shape.kind !== 'object') return [{ name: name === '' ? 'value' : name, sql: shapeValue(e, shape, language) }];
  const columns = shape.members.flatMap((member) =>
    shapeColumns(e, member.shape, name === '' ? member.name : `${name}_${member.name}`, language),
  );
  const { presentWith } = shape;
  if (presentWith === undefined || !presentWith.missable) return columns;
  const here = e.g.sql`${operand(e, e.value(presentWith))} IS NOT NULL`;
  const handed = handedOn(shape, name);
  return columns.map((column) => {
    const input = handed.get(column.name);
    const otherwise = input === undefined ? e.g.leaf('NULL') : outputOf(e, input);
    return { name: column.name, sql: e.g.sql`CASE WHEN ${here} THEN ${column.sql} ELSE ${otherwise} END` };
  });
}

/** The columns that hand on what the run before left, by name. */
export function handedOn(shape: Shape, name: string): ReadonlyMap<string, Input> {
  if (shape.kind === 'value') return new Map(shape.handedOn === undefined ? [] : [[name, shape.handedOn]]);
  if (shape.kind !== 'object') return new Map();
  return new Map(
    shape.members.flatMap((member) => [
      ...handedOn(member.shape, name === '' ? member.name : `${name}_${member.name}`),
    ]),
  );
}

/** What those columns are called. */
export function columnNames(shape: Shape, name: string): readonly string[] {
  if (shape.kind !== 'object') return [name === '' ? 'value' : name];
  return shape.members.flatMap((member) =>
    columnNames(member.shape, name === '' ? member.name : `${name}_${member.name}`),
  );
}

/** A shape as one value; objects are structs. */
export function shapeValue(e: Emitter, shape: Shape, language: Language): Sql {
  const { g, dialect } = e;
  switch (shape.kind) {
    case 'value':
      return outputOf(e, shape.of);
    case 'constant':
      return g.leaf(constantText(e, shape.json));
    case 'text': {
      const cases = shape.texts.map(
        (text, i) => `WHEN ${i} THEN ${text === null ? 'NULL' : dialect.text(say(text, language))}`,
      );
      if (cases.length === 0) return g.leaf('CAST(NULL AS VARCHAR)');
      return g.sql`CASE ${operand(e, e.value(shape.index))} ${cases.join(' ')} END`;
    }
    case 'object': {
      const members = shape.members.map(
        (member) => g.fragment`${dialect.quote(member.name)} := ${shapeValue(e, member.shape, language)}`,
      );
      const struct = g.sql`struct_pack(${g.join(members, ', ')})`;
      return shape.presentWith?.missable === true
        ? g.sql`CASE WHEN ${operand(e, e.value(shape.presentWith))} IS NOT NULL THEN ${struct} END`
        : struct;
    }
    case 'list':
      return chosen(
        e,
        shape.items.map((item) => ({ when: e.truth(item.when), item: shapeValue(e, item.shape, language) })),
      );
    case 'products':
      throw new Error('Matching is not a shape of one record');
  }
}

/** The items whose condition holds, in order. */
export function chosen(e: Emitter, items: readonly { readonly when: Sql; readonly item: Sql }[]): Sql {
  const { g } = e;
  if (items.length === 0) return g.leaf('CAST([] AS VARCHAR[])');
  const pairs = items.map(({ when, item }) => g.sql`struct_pack(k := COALESCE(${when}, FALSE), v := ${item})`);
  return g.sql`list_transform(list_filter([${g.join(pairs, ', ')}], lambda x: x.k), lambda x: x.v)`;
}

/** A text that is listed where its condition holds. */
export interface ChosenText {
  readonly when: Sql;
  readonly text: string;
}

/**
 * The texts whose condition holds, in order. Measured in DuckDB 1.5: a list found by its number among all that there can be costs a tenth
 * of one that is filtered; of many texts there are as many such lists as there are groups of them.
 */
export function chosenTexts(e: Emitter, items: readonly ChosenText[]): Sql {
  const { g, dialect } = e;
  const type = dialect.wordType(items.map(({ text }) => text));
  if (items.length === 0) return g.leaf(`CAST([] AS ${type}[])`);
  const groups = Array.from({ length: Math.ceil(items.length / TOGETHER) }, (_, i) =>
    chosenTogether(e, items.slice(i * TOGETHER, (i + 1) * TOGETHER), type),
  );
  const [first] = groups;
  if (first !== undefined && groups.length === 1) return first;
  const any = g.join(
    items.map(({ when }) => g.sql`(${when})`),
    ' OR ',
  );
  return g.sql`CASE WHEN ${any} THEN flatten([${g.join(groups, ', ')}]) ELSE CAST([] AS ${type}[]) END`;
}

/** Of so many texts all lists that there can be are written down. */
const TOGETHER = 6;

function chosenTogether({ g, dialect }: Emitter, items: readonly ChosenText[], type: string): Sql {
  const lists = Array.from({ length: 2 ** items.length }, (_, number) => {
    const shown = items.filter((_item, i) => ((number >> i) & 1) === 1);
    return `[${shown.map(({ text }) => dialect.text(text)).join(', ')}]`;
  });
  const bits = items.map(({ when }, i) => g.sql`CASE WHEN ${when} THEN ${String(2 ** i)} ELSE 0 END`);
  return g.sql`list_extract(CAST([${lists.join(', ')}] AS ${type}[][]), 1 + ${g.join(bits, ' + ')})`;
}

function constantText({ dialect }: Emitter, json: Json): string {
  if (json === null) return 'NULL';
  if (typeof json === 'string') return dialect.text(json);
  if (typeof json === 'boolean' || typeof json === 'number') return String(json);
  return `CAST(${dialect.text(JSON.stringify(json))} AS JSON)`;
}
