import { describe, expect, it } from 'vitest';
import type { Expression } from '../../definitions/model/expression.ts';
import { nodesOf } from '../../definitions/expression/walk.ts';
import { link } from '../../definitions/library.ts';
import { shapeParts } from '../../definitions/expression/read-set.ts';
import { evaluate, type World } from '../support/evaluate.ts';
import { packSources } from '../support/packs.ts';
import { worldsOf } from './worlds.ts';

/** The bins, bands, classes and rules that no world falls into, by their pointers. */
function unhit(id: string, roots: readonly Expression[], worlds: readonly World[]): readonly string[] {
  return nodesOf(roots).flatMap((node) => {
    const parts = node.kind === 'bins' ? node.bins : node.kind === 'table' && node.select !== 'count' ? node.rules : [];
    // What stability or a product's refusal adds between the parts was not written one by one.
    if (parts[0]?.origin.definition !== id || !/\d$/.test(parts[0].origin.pointer)) return [];
    const hit = new Set(worlds.map((world) => Number(evaluate(node, world) ?? -1)));
    return parts.filter((_, i) => !hit.has(i)).map(({ origin }) => origin.pointer);
  });
}

describe.each(['bank-crm', 'bank-marketing'] as const)('every bin, class and rule of %s', (pack) => {
  const library = link(packSources(pack));
  const all = [...library.definitions.values()].flatMap(({ id, document }) => {
    const decision = library.environment.decision(id);
    // A case carries no frozen cuts; shares.test.ts gives them.
    if (decision === undefined || nodesOf(shapeParts(decision.value)).some(({ kind }) => kind === 'cut')) return [];
    const worlds = (document.cases ?? []).flatMap(({ given }) => worldsOf(given));
    return [[id, shapeParts(decision.value), worlds] as const];
  });

  it.each(all)('%s: is hit by a case', (id, roots, worlds) => {
    expect(unhit(id, roots, worlds)).toEqual([]);
  });
});
