import type { Json } from '../../json.ts';
import type { Expression } from '../expression.ts';
import { type Box, lowestBit } from './boxes.ts';
import type { Draft } from './draft.ts';
import { requestFor } from './questions.ts';
import type { Builder } from './builder.ts';

/** A column's input cut into atoms: classes of values that no cell of the column tells apart. */
export interface Column {
  /** The path of subjects to each atom. */
  readonly paths: readonly ReadonlyMap<number, number>[];
  /** Per rule the atoms its cell holds, as bits. */
  readonly cells: readonly bigint[];
}

/** Cuts a column by its tests. */
export function columnOf(tests: readonly Expression[], builder: Builder): Column {
  const { diagrams } = builder;
  const signature = tests.reduce((so, test, rule) => {
    const mark = 1n << BigInt(rule);
    const joined = diagrams.combine([so, builder.of(test)], ([s = 0, t = 0]) => {
      const at = diagrams.at(s);
      const bits = at.kind === 'value' ? (at.value as bigint) : 0n;
      return diagrams.value(t === diagrams.true ? bits | mark : bits);
    });
    return joined;
  }, diagrams.value(0n));
  const atoms = [...diagrams.reachable(signature)];
  const paths = atoms.map(
    (atom) => diagrams.paths(signature, (terminal) => terminal === atom, 1)[0] ?? new Map<number, number>(),
  );
  const signatures = atoms.map((atom) => {
    const at = diagrams.at(atom);
    return at.kind === 'value' ? (at.value as bigint) : 0n;
  });
  const cells = tests.map((_, rule) =>
    signatures.reduce((bits, own, atom) => (own & (1n << BigInt(rule)) ? bits | (1n << BigInt(atom)) : bits), 0n),
  );
  return { paths, cells };
}

/** A request whose inputs lie in a box. */
export function requestIn(box: Box, columns: readonly Column[], builder: Builder, draft: Draft): Json {
  const path = new Map(columns.flatMap((column, i) => [...(column.paths[lowestBit(box[i] ?? 1n)] ?? [])]));
  return requestFor(path, builder.subjects, draft);
}
