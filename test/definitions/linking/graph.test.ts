import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycleText, cycleThrough, groups, reached } from '../../../definitions/model/graph.ts';
import { nearestName } from '../../../definitions/model/did-you-mean.ts';

const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges));

describe('a graph of definitions', () => {
  it.each([
    ['a chain', { a: ['b'], b: ['c'], c: [] }, [['c'], ['b'], ['a']]],
    ['a cycle with a tail', { a: ['b'], b: ['c'], c: ['b'] }, [['b', 'c'], ['a']]],
    ['two that share one', { a: ['c'], b: ['c'], c: [] }, [['c'], ['a'], ['b']]],
    ['targets that are no nodes', { a: ['x'] }, [['a']]],
    ['a node that points at itself', { a: ['a'] }, [['a']]],
  ])('groups %s, those pointed at first', (_, edges, expected) => {
    expect(groups(graph(edges)).map((group) => group.toSorted())).toEqual(expected);
  });

  it('is walked without deep recursion', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i): [string, string[]] => [`n${i}`, [`n${i + 1}`]]);
    expect(groups(new Map(nodes))).toHaveLength(100_000);
  });

  it('has two nodes in one group exactly where each reaches the other', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const nodes = Array.from({ length: 8 }, (_, i) => String(i));
        const random = new Map(
          nodes.map((node) => [node, pairs.flatMap(([a, b]) => (String(a) === node ? [String(b)] : []))]),
        );
        const found = groups(random);
        for (const a of nodes) {
          for (const b of nodes) {
            const isMutual = reached(random, a).has(b) && reached(random, b).has(a);
            expect(found.some((group) => group.includes(a) && group.includes(b))).toBe(isMutual);
          }
        }
      }),
    );
  });

  it.each([
    ['itself', { a: ['a'] }, ['a', 'a']],
    ['the shortest way', { a: ['b', 'c'], b: ['c'], c: ['a'] }, ['a', 'c', 'a']],
    ['no way', { a: ['b'], b: [] }, undefined],
  ])('has a cycle through a node: %s', (_, edges, expected) => {
    expect(cycleThrough(graph(edges), 'a')).toEqual(expected);
  });

  it('shows long cycles cut in the middle', () => {
    const long = Array.from({ length: 30 }, (_, i) => `n${i}`);
    expect(cycleText(long)).toBe('n0 → n1 → n2 → n3 → n4 → n5 → … → n25 → n26 → n27 → n28 → n29');
  });
});

describe('the nearest name', () => {
  it.each([
    ['charactersitics', ['characteristics', 'bands'], 'characteristics'],
    ['Age', ['age', 'aum'], 'age'],
    ['tenure', ['age', 'aum'], undefined],
    ['客户分内', ['客户分类', '客户'], '客户分类'],
    ['', ['a', 'b'], undefined],
    ['C9', ['C1', 'C2'], undefined],
    ['ab', ['AB'], 'AB'],
    ['ag', ['aum', 'age'], 'age'],
    ['agee', ['age'], 'age'],
  ])('of %j among %j is %j', (name, known, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });
});
