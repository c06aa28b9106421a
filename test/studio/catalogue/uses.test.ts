import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOX, drawUses, type Used, type UseGraph } from '../../../studio/catalogue/uses.ts';
import { link } from '../../../definitions/index.ts';
import { packSources } from '../../support/packs.ts';

/** Definitions that each name only earlier ones: `0`, `1` … */
const drawn = fc
  .integer({ min: 1, max: 24 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, i) => fc.uniqueArray(fc.nat({ max: Math.max(i - 1, 0) }), { maxLength: 4 })),
    ),
  )
  .map((named) =>
    named.map((ids, i): Used => ({ id: String(i), references: i === 0 ? [] : ids.map((id) => String(id)) })),
  );

/** What is reached from a definition by the plainest loop. */
function reached(all: readonly Used[], id: string, next: (one: Used, other: Used) => boolean): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const one of all) if (found.has(one.id)) for (const other of all) if (next(one, other)) found.add(other.id);
  }
  return found;
}
const names = (one: Used, other: Used) => one.references.includes(other.id);

function expectReadable({ nodes, lines, width, height }: UseGraph): void {
  for (const { x, y } of nodes)
    expect(x >= 0 && y >= 0 && x + BOX.width <= width && y + BOX.height <= height).toBe(true);
  for (const [i, one] of nodes.entries())
    for (const other of nodes.slice(i + 1))
      expect(
        Math.abs(one.x - other.x) >= BOX.width || Math.abs(one.y - other.y) >= BOX.height,
        `${one.id} lies on ${other.id}`,
      ).toBe(true);
  for (const { points, from, to } of lines) {
    expect(points.map(([x]) => x)).toEqual(points.map(([x]) => x).toSorted((a, b) => a - b));
    // Within a column a line is level, and passes no definition but its ends.
    for (const { id, x, y } of nodes.filter((node) => node.id !== from && node.id !== to))
      for (const [px, py] of points)
        expect(px >= x && px <= x + BOX.width && py > y && py < y + BOX.height, `${from}–${to} crosses ${id}`).toBe(
          false,
        );
  }
}

describe('the graph of uses', () => {
  it('draws all that a definition stands on and all that uses it, each once, and every naming between them', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (all, pick) => {
        const id = all[pick % all.length]?.id ?? '0';
        const graph = drawUses(all, id);
        const below = reached(all, id, names);
        const above = reached(all, id, (one, other) => names(other, one));
        expect(graph.nodes.map((node) => node.id).toSorted()).toEqual([...new Set([...below, ...above])].toSorted());
        const column = (of: string) => graph.nodes.find((node) => node.id === of)?.column ?? Number.NaN;
        for (const node of graph.nodes) {
          expect(Math.sign(column(node.id))).toBe(node.id === id ? 0 : below.has(node.id) ? -1 : 1);
        }
        const side = (set: ReadonlySet<string>) =>
          all.flatMap((one) =>
            set.has(one.id) ? one.references.filter((ref) => set.has(ref)).map((ref) => `${ref} ${one.id}`) : [],
          );
        expect(graph.lines.map(({ from, to }) => `${from} ${to}`).toSorted()).toEqual(
          [...new Set([...side(below), ...side(above)])].toSorted(),
        );
        for (const { from, to } of graph.lines) expect(column(from)).toBeLessThan(column(to));
        expectReadable(graph);
      }),
    );
  });

  it('is readable of every definition of the pack', () => {
    const all = [...link(packSources('bank-crm')).definitions.values()];
    expect(all.length).toBeGreaterThan(80);
    for (const { id } of all) expectReadable(drawUses(all, id));
  });

  it('draws the neighbours alone where nothing more is asked for', () => {
    const chain = ['a', 'b', 'c', 'd', 'e'].map((id, i, ids) => ({ id, references: ids.slice(Math.max(i - 1, 0), i) }));
    expect(
      drawUses(chain, 'c', true)
        .nodes.map(({ id }) => id)
        .toSorted(),
    ).toEqual(['b', 'c', 'd']);
    expect(drawUses(chain, 'c').nodes.length).toBe(5);
  });

  it('leaves out what is named and is not there, and ends where definitions name each other', () => {
    const all = [
      { id: 'a', references: ['b', 'gone'] },
      { id: 'b', references: ['a'] },
    ];
    expect(
      drawUses(all, 'a')
        .nodes.map(({ id }) => id)
        .toSorted(),
    ).toEqual(['a', 'b']);
  });
});
