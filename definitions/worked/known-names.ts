import { type NamedValue, type ReferenceTable, withUses } from '../expression/scope/index.ts';
import type { ShownText } from '../kinds/shown-text.ts';
import type { Facts } from '../model/decision.ts';
import type { Computed, Entity } from '../model/entity.ts';
import type { Environment } from '../model/environment.ts';
import type { Expression, Field, Labels } from '../model/expression.ts';
import type { Text } from '../model/text.ts';
import { BOOLEAN, DATE, INSTANT, numberType, STRING, type Type } from '../model/type.ts';
import { type ToldType, toldType } from './told-type.ts';

/** A name that a formula may write. */
export interface KnownName {
  readonly name: string;
  readonly title: Text;
  readonly kind: 'field' | 'derived' | 'relation' | 'line' | 'result' | 'table' | 'formula';
  /** Null of a table and of a formula, which are called. */
  readonly type: ToldType | null;
  readonly unit?: string;
  /** What it may be, where it is one of few texts, and what people call each. */
  readonly values?: readonly string[];
  readonly labels?: Labels;
  /** What it is called with: keys of a table, inputs of a formula. */
  readonly takes?: readonly string[];
  /** What may stand behind its dot: columns of a table, results of a formula that has several. */
  readonly members?: readonly string[];
}

/** The names of the facts themselves, and of the rows that relations lead to, by entity. */
export interface FactNames {
  readonly names: readonly KnownName[];
  readonly rows: Readonly<Record<string, readonly KnownName[]>>;
}

export function factNames(facts: Facts | null, environment: Environment): FactNames {
  const rows: Record<string, readonly KnownName[]> = {};
  const reach = (id: string): readonly KnownName[] => {
    const entity = environment.entity(id);
    const known = rows[id];
    if (entity === undefined || known !== undefined) return known ?? [];
    const names = namesOf(entity);
    rows[id] = names;
    for (const { entity: next } of entity.relations.values()) reach(next);
    return names;
  };
  if (facts === null) return { names: [], rows };
  if (facts.kind === 'inputs') return { names: facts.fields.map((one) => fieldName(one)), rows };
  if (facts.kind === 'entity') return { names: reach(facts.entity), rows };
  const seats = (['customer', 'product'] as const).map((seat): KnownName => {
    reach(facts[seat]);
    const type = toldType({ kind: 'row', entity: facts[seat] });
    return { name: seat, title: environment.entity(facts[seat])?.title ?? seat, kind: 'relation', type };
  });
  return { names: seats, rows };
}

/** The names that a text has beside the facts: lines before it, then its own `uses`. */
export function ownNames({ computed, scope, pointer }: ShownText, lines: readonly string[]): readonly KnownName[] {
  const used = withUses(scope, computed.uses, { definition: scope.definition, pointer: `${pointer}/uses` }).scope;
  return [...lines, ...Object.keys(computed.uses ?? {})].flatMap((name) => {
    const value = used.name(name);
    return value === undefined ? [] : [valueName(name, value, lines.includes(name) ? 'line' : 'result')];
  });
}

function namesOf({ fields, derived, relations }: Entity): readonly KnownName[] {
  return [
    ...[...fields.values()].map((one) => fieldName(one)),
    ...[...derived.values()].map(
      ({ name, title, unit, labels, computed }): KnownName => ({
        name,
        title,
        kind: 'derived',
        type: toldType(typeOf(computed)),
        ...(unit === undefined ? {} : { unit }),
        ...(labels === undefined ? {} : { labels, values: Object.keys(labels) }),
      }),
    ),
    ...[...relations.values()].map(({ name, title, entity, many }): KnownName => {
      const row: Type = { kind: 'row', entity };
      return { name, title, kind: 'relation', type: toldType(many ? { kind: 'list', of: row } : row) };
    }),
  ];
}

function fieldName({ name, title, unit, type, labels }: Field): KnownName {
  const item = type.kind === 'list' ? type.of : type;
  const values = item.kind === 'string' ? item.enum : undefined;
  return {
    name,
    title,
    kind: 'field',
    type: toldType(type),
    ...(unit === undefined ? {} : { unit }),
    ...(values === undefined ? {} : { values }),
    ...(labels === undefined ? {} : { labels }),
  };
}

function valueName(name: string, value: NamedValue, kind: 'line' | 'result'): KnownName {
  switch (value.kind) {
    case 'table':
      return tableName(name, value.table);
    case 'formula': {
      const outputs = Object.keys(value.decision.outputs);
      const takes = value.inputs.map((one) => one.name);
      const title = value.decision.title;
      return { name, title, kind: 'formula', type: null, takes, members: outputs.length > 1 ? outputs : [] };
    }
    case 'value':
      return { name, kind, ...told(name, value.expression) };
    case 'broken':
    case 'cycle':
    case 'deep':
      return { name, title: name, kind, type: null };
  }
}

function told(name: string, of: Expression): Pick<KnownName, 'title' | 'type' | 'unit' | 'values'> {
  const { title, unit } = of.kind === 'named' ? of : { title: name, unit: undefined };
  const values = of.type.kind === 'string' ? of.type.enum : undefined;
  const measured = unit === undefined ? {} : { unit };
  return { title, type: toldType(of.type), ...measured, ...(values === undefined ? {} : { values }) };
}

function tableName(name: string, { title, keys, columns }: ReferenceTable): KnownName {
  const takes = keys.map((key) => key.name);
  return { name, title, kind: 'table', type: null, takes, members: [...columns.keys()] };
}

/** What a computed value is declared to be. */
function typeOf({ type, decimals, series }: Computed): Type {
  const types = { boolean: BOOLEAN, string: STRING, date: DATE, instant: INSTANT };
  const of = type === 'integer' || type === 'decimal' ? numberType(decimals ?? 0) : types[type];
  return series === true ? { kind: 'list', of } : of;
}
