import type { Decision } from '../model/decision.ts';
import { expressionsOf } from '../expression/read-set.ts';
import type { Bins, Expression, Table } from '../model/expression.ts';
import { nodesOf } from '../expression/walk.ts';

/** The bins and tables a definition itself wrote (not those of the definitions it uses), by the pointer they were written at. */
export interface WrittenNodes {
  readonly bins: ReadonlyMap<string, Bins>;
  readonly tables: ReadonlyMap<string, Table>;
}

/** All that a decision wrote. */
export function writtenIn(decision: Decision): WrittenNodes {
  const nodes = nodesOf([...Object.values(decision.outputs), ...expressionsOf(decision)]);
  const own = nodes.filter((node: Expression) => node.origin?.definition === decision.id);
  const at = <N extends Bins | Table>(found: readonly N[]) =>
    new Map(found.map((node) => [node.origin?.pointer ?? '', node]));
  return {
    bins: at(own.filter((node) => node.kind === 'bins')),
    tables: at(own.filter((node) => node.kind === 'table')),
  };
}

/** A rule's position in its document, whatever order a policy takes the rules in. */
export function ruleIndex(table: Table, rule: number): number {
  return Number(table.rules[rule]?.origin.pointer.split('/')[2] ?? rule);
}
