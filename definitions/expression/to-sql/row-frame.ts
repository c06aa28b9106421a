import type { ChildSpec, RowFrame, RelationFrame, Unusable } from './relation-frame.ts';
import type { Expression } from '../../model/expression.ts';
import { layered, type Output } from './layers.ts';
import { rowStruct } from './nested-rows.ts';
import { joinKey, relationOf } from './relation.ts';

export function rowFrame(child: ChildSpec): RowFrame {
  const { spec, parent, source, reads, tag, field } = child;
  const { context } = spec;
  const { quote } = context.dialect;
  const { g } = parent.e;
  const relation = relationOf(context, field);
  const seats = new Set<string>();
  const inner = child.frame({
    context,
    entity: relation?.entity ?? '',
    source,
    reads,
    seats,
    tag,
    gaps: spec.gaps,
  });
  const wanted = new Map<Expression, Output>();
  const by = relation?.by ?? '';
  const key = joinKey(context, field, spec.source, source);
  const ends = endsOf(child, inner, () => [...wanted.keys()]);
  const structs: Output[] = [];
  return {
    frame: inner,
    seats,
    field,
    by,
    reads,
    source,
    value: (of) => {
      const known = wanted.get(of) ?? { name: `#${tag}.${wanted.size + 1}`, sql: inner.e.value(of) };
      wanted.set(of, known);
      return g.leaf(quote(known.name), known.sql.width);
    },
    present: () => g.leaf(quote(`#${tag}.here`)),
    struct: () => {
      const name = `#${tag}.struct`;
      if (structs.length === 0) structs.push({ name, sql: rowStruct(inner, reads) });
      return g.leaf(quote(name));
    },
    condition: ends.condition,
    doubt: ends.doubt,
    unusable: ends.unusable,
    faults: () => [],
    columns: () =>
      ['here', ...ends.names()]
        .map((name) => quote(`#${tag}.${name}`))
        .concat([...wanted.values(), ...structs].map(({ name }) => quote(name))),
    joined: (own) => {
      const i = inner.e.g;
      const outputs: Output[] = [
        { name: `#${tag}.key`, sql: key?.piece(i, i.leaf(quote(key.behind))) ?? i.leaf('NULL') },
        { name: `#${tag}.here`, sql: i.leaf('TRUE') },
        ...wanted.values(),
        ...structs,
        ...ends.outputs(),
      ];
      const alias = quote(`#${tag}`);
      return {
        from: `(${layered(inner.from(), outputs, null, quote)})`,
        alias,
        on: `${key?.own(own(key.name)) ?? 'NULL'} = ${alias}.${quote(`#${tag}.key`)}`,
      };
    },
  };
}

/** Whether the rows behind are good, what of them counts as missing, and where the function has to decide: columns of the joined relation. */
export function endsOf(
  { parent, spec, tag, field }: ChildSpec,
  inner: RelationFrame,
  roots: () => readonly Expression[],
) {
  const { quote } = spec.context.dialect;
  const { g } = parent.e;
  const i = inner.e.g;
  const conditions = () => inner.conditions();
  const doubts = () => inner.doubts(roots());
  const good = () => i.sql`COALESCE(${i.join(conditions(), ' AND ')}, FALSE)`;
  const doubt = () => i.sql`COALESCE(${i.join(doubts(), ' OR ')}, FALSE)`;
  let told: readonly Unusable[] = [];
  return {
    unusable: (): readonly Unusable[] => {
      told = inner.unusable();
      return told.map(({ path }, at) => ({
        path: [field.name, ...path],
        when: g.sql`COALESCE(${g.leaf(quote(`#${tag}.unusable${at}`))}, FALSE)`,
      }));
    },
    condition: () => (conditions().length === 0 ? [] : [g.sql`COALESCE(${g.leaf(quote(`#${tag}.good`))}, TRUE)`]),
    doubt: () => (doubts().length === 0 ? [] : [g.sql`COALESCE(${g.leaf(quote(`#${tag}.doubt`))}, FALSE)`]),
    names: () => [
      ...(conditions().length === 0 ? [] : ['good']),
      ...(doubts().length === 0 ? [] : ['doubt']),
      ...told.map((_, at) => `unusable${at}`),
    ],
    outputs: (): readonly Output[] => [
      ...(conditions().length === 0 ? [] : [{ name: `#${tag}.good`, sql: good() }]),
      ...(doubts().length === 0 ? [] : [{ name: `#${tag}.doubt`, sql: doubt() }]),
      ...told.map(({ when }, at) => ({ name: `#${tag}.unusable${at}`, sql: i.sql`COALESCE(${when}, FALSE)` })),
    ],
  };
}
