import type { Decision } from '../model/decision.ts';
import type { Expression, Origin } from '../model/expression.ts';
import type { Emitter } from '../expression/to-function/emitter.ts';
import { nodesOf } from '../expression/walk.ts';
import { expressionsOf } from '../expression/read-set.ts';
import { wireSource } from './wire-source.ts';

/**
 * Source of a result's trace: every written part of the decision with its value, parts before wholes. Of bins and decision tables it
 * names the bin or rule that was hit. What is written inside a loop has no one value and is left out.
 */
export function traceSource(e: Emitter, decision: Decision, isFree: (node: Expression) => boolean): string {
  const written = new Map<string, Expression>();
  for (const node of nodesOf(expressionsOf(decision))) {
    if (!isTracedNode(node) || isFree(node)) continue;
    const key = node.origin === undefined ? '' : `${node.origin.definition} ${node.origin.pointer}`;
    // One written part may become several nodes; the last one is the whole.
    if (node.origin !== undefined) written.delete(key);
    written.set(node.origin === undefined ? `hit ${written.size}` : key, node);
  }
  const list = e.fresh('trace');
  e.line(`const ${list} = [];`);
  for (const node of written.values()) {
    if (node.kind === 'bins')
      hit(
        e,
        list,
        node,
        node.bins.map((bin) => bin.origin),
      );
    else if (node.kind === 'table' && node.select !== 'count')
      hit(
        e,
        list,
        node,
        node.rules.map((rule) => rule.origin),
      );
    if (node.origin !== undefined && node.type.kind !== 'row')
      e.line(`${list}.push({ ${place(node.origin)}, value: ${wireSource(e, node)} });`);
  }
  return list;
}

/** Whether a node is something a reader wrote. */
export function isTracedNode(node: Expression): boolean {
  return node.origin !== undefined || node.kind === 'bins' || node.kind === 'table';
}

function hit(e: Emitter, list: string, node: Expression, origins: readonly Origin[]): void {
  const at = e.atom(node);
  const table = e.slot(origins);
  e.line(
    `if (${at} === ${at}) ${list}.push({ definition: ${table}[${at}].definition, pointer: ${table}[${at}].pointer, value: true });`,
  );
}

const place = ({ definition, pointer }: Origin) =>
  `definition: ${JSON.stringify(definition)}, pointer: ${JSON.stringify(pointer)}`;
