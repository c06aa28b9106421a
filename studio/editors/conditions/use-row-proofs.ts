import { useEffect, useMemo, useState } from 'react';
import { type AskedRow, isObject, type Json, type RowProof } from '../../../definitions/index.ts';
import type { ProveRows } from '../view.ts';
import { itemsOf, readGroup, readNode } from './node.ts';

/** The most rows that are proved by themselves, and for how long a condition stays before they are. */
const MOST = 200;
const SETTLED_MS = 300;

/** What is proved of the rows of a condition by themselves, by pointer: of the condition as it is, or as it was a moment ago. */
export function useRowProofs(
  node: Json,
  root: string,
  entity: string,
  prove: ProveRows | undefined,
): ReadonlyMap<string, RowProof> {
  const [proofs, keep] = useState<readonly RowProof[]>([]);
  const rows = useMemo(() => rowsIn(node, root).slice(0, MOST), [node, root]);
  useEffect(() => {
    let isGone = false;
    const waiting = setTimeout(() => {
      void prove?.(entity, rows).then(
        (found) => {
          if (!isGone) keep(found);
        },
        // Where the evaluator fails the page says so at the tab of problems; rows are then told nothing.
        () => undefined,
      );
    }, SETTLED_MS);
    return () => {
      isGone = true;
      clearTimeout(waiting);
    };
  }, [rows, entity, prove]);
  return useMemo(() => new Map(proofs.map((proof) => [proof.pointer, proof])), [proofs]);
}

/** Every whole row and criteria, with the group it stands in. */
function rowsIn(node: Json, at: string): readonly AskedRow[] {
  const group = readGroup(node);
  return (group === undefined ? [] : itemsOf(group, at)).flatMap((item): readonly AskedRow[] => {
    const read = readNode(item.node);
    if (read.kind === 'group') return rowsIn(item.node, item.at);
    const isWhole = read.kind === 'row' ? read.value !== undefined : true;
    return isWhole && isObject(item.node) ? [{ pointer: item.at, within: at, condition: item.node }] : [];
  });
}
