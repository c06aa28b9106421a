import { Engine, Rule } from 'json-rules-engine';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, kindOf, link, type Segmentation } from '../../../definitions/index.ts';
import { newEngine } from '../../../server/referee/operators.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { randomLibrary } from '../../../server/referee/agree/random/library.ts';
import { partAt } from '../../../studio/editors/edit.ts';
import * as edits from '../../../studio/editors/conditions/edits.ts';
import { readRules, writeRules } from '../../../studio/editors/conditions/json-rules.ts';
import { itemsOf, readGroup, readNode } from '../../../studio/editors/conditions/node.ts';
import * as rows from '../../../studio/editors/conditions/row-edits.ts';
import { moveClass } from '../../../studio/editors/segmentation/edits.ts';

const packs = fileURLToPath(new URL('../../../definitions/packs/', import.meta.url));
const documents = ['bank-crm', 'bank-marketing'].flatMap((pack) =>
  readdirSync(`${packs}${pack}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ pack, document: JSON.parse(readFileSync(`${packs}${pack}/${file}`, 'utf8')) as JsonObject })),
);

/** Every condition of a document: what stands under `when`, `appliesTo` or `eligible` and is no list of cells. */
function conditionsIn(part: Json): readonly JsonObject[] {
  if (Array.isArray(part)) return (part as readonly Json[]).flatMap(conditionsIn);
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([key, member]) =>
    ['when', 'appliesTo', 'eligible'].includes(key) && isObject(member) ? [member] : conditionsIn(member),
  );
}

const packed = documents.flatMap(({ document }) => conditionsIn(document));
const drawn = new Map<number, readonly JsonObject[]>();
const drawnOf = (seed: number): readonly JsonObject[] => {
  const found = drawn.get(seed) ?? randomLibrary(seed).flatMap(({ document }) => conditionsIn(document as Json));
  drawn.set(seed, found);
  return found;
};
/** A condition of the packs or a random one. */
const anyCondition = fc.oneof(
  fc.constantFrom(...packed),
  fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat()).map(([seed, turn]) => {
    const found = drawnOf(seed);
    return found[turn % Math.max(found.length, 1)] ?? { all: [] };
  }),
);

/** What a condition tests, found without the builder's eyes: every object below junctions that is none itself. */
function testsIn(node: Json): readonly string[] {
  if (!isObject(node)) return [JSON.stringify(node)];
  const inside = ['all', 'any', 'not'].flatMap((key) => (Object.hasOwn(node, key) ? [node[key] as Json] : []));
  if (inside.length === 0) return [JSON.stringify(node)];
  return inside.flat().flatMap((one) => testsIn(one as Json));
}
const sorted = (texts: readonly string[]) => texts.toSorted();

/** All items that the builder shows of a condition, with what it shows of each. */
function itemsIn(node: Json, at: string): readonly { readonly at: string; readonly node: Json }[] {
  const group = at === '/when' ? readGroup(node) : readNode(node);
  if (group?.kind !== 'group') return at === '/when' ? [{ at, node }] : [];
  return itemsOf(group, at).flatMap((item) => [item, ...itemsIn(item.node, item.at)]);
}

/** What the builder shows of a condition: tests as rows, criteria and locked parts, each told once. */
function shown(node: Json, isRoot = true): readonly string[] {
  const read = isRoot ? (readGroup(node) ?? readNode(node)) : readNode(node);
  if (read.kind === 'group') return read.items.flatMap((item) => shown(item, false));
  if (read.kind !== 'row') return testsIn(node);
  return read.guard === null ? [JSON.stringify(read.leaf)] : testsIn(node);
}

const itemAt = (document: JsonObject, turn: number) => {
  const found = itemsIn(document['when'] as Json, '/when');
  return found[turn % Math.max(found.length, 1)] ?? { at: '/when', node: null };
};

const holds = async (when: JsonObject, facts: Readonly<Record<string, unknown>>) => {
  const engine = newEngine(false);
  engine.addRule({ conditions: { all: [when] } as never, event: { type: 'held' } });
  return (await engine.run(facts)).events.length > 0;
};

describe('the builder of conditions', () => {
  it('shows every test of both packs and of random conditions once, and loses none on the way through an edit that changes nothing', () => {
    expect(packed.length).toBeGreaterThan(60);
    fc.assert(
      fc.property(anyCondition, (when) => {
        expect(sorted(shown(when))).toEqual(sorted(testsIn(when)));
        const document = { name: 'x', when };
        for (const { at, node } of itemsIn(when, '/when')) {
          expect(partAt(document, at)).toBe(node);
          expect(edits.setItem(document, '/when', at, node).document).toEqual(document);
          const read = readNode(node);
          if (read.kind !== 'row' || !isObject(node)) continue;
          expect(rows.setRelation(node, read.relation)).toEqual(node);
          expect(rows.setMention(node, read.mention)).toBe(node);
          if (read.value !== undefined) expect(rows.setValue(node, read.value)).toEqual(node);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('locks what it cannot show, whole', () => {
    for (const node of [
      'x',
      { fact: 'a', operator: 'swap:lessThan', value: 1 },
      { fact: 'a', operator: 'not:not:equal', value: 1 },
      { fact: 'a', operator: 'equal', value: { fact: 'b', params: { c: 1 } } },
      { fact: 'a', operator: 'equal', value: 1, params: { b: 2 } },
      { fact: 'a', operator: 'unknownOne', value: 1 },
      { all: [], any: [] },
      { text: 'a > 1' },
    ] as const)
      expect(readNode(node)).toEqual({ kind: 'locked' });
    const locked = { fact: 'a', operator: 'someFact:equal', value: 1 };
    const document = { when: { all: [locked, { any: [{ fact: 'b', operator: 'equal', value: 1 }] }] } };
    const moved = edits.moveItem(document, '/when', '/when/all/0', 'in');
    expect(partAt(moved.document as unknown as JsonObject, moved.at)).toBe(locked);
  });

  it('by any chain of moves keeps every test, answers where the moved one stands, and gives a document of its kind', () => {
    const schemaHolds = (when: Json) => {
      const entity = { kind: 'entity', name: 'e', key: 'id', fields: { id: { type: 'string' } } };
      const criteria = { kind: 'criteria', name: 'c', entity: 'entity/e', when };
      return link([{ document: entity }, { document: criteria }]).definitions.has('criteria/c');
    };
    expect(kindOf('criteria')).toBeDefined();
    expect(schemaHolds({ all: 'x' })).toBe(false);
    const chain = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom('up', 'down', 'in', 'out', 'wrap', 'unwrap', 'any', 'all', 'none')),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(anyCondition, chain, (when, steps) => {
        let document: JsonObject = { when };
        for (const [turn, step] of steps) {
          const { at, node } = itemAt(document, turn);
          const next =
            step === 'wrap'
              ? edits.wrapItem(document, '/when', at)
              : step === 'unwrap'
                ? edits.unwrapGroup(document, '/when', at)
                : step === 'any' || step === 'all' || step === 'none'
                  ? edits.setMode(document, '/when', at, step)
                  : edits.moveItem(document, '/when', at, step);
          if (next.document !== document && ['up', 'down', 'in', 'out'].includes(step))
            expect(partAt(next.document, next.at)).toBe(node);
          document = next.document;
        }
        expect(sorted(testsIn(document['when'] as Json))).toEqual(sorted(testsIn(when)));
        expect(schemaHolds(document['when'] as Json)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  it('takes back by its opposite what each edit did', () => {
    fc.assert(
      fc.property(anyCondition, fc.nat(), (when, turn) => {
        const document: JsonObject = { when };
        const { at, node } = itemAt(document, turn);
        if (at === '/when') return;
        const back = (done: edits.Edited<JsonObject>, undo: (at: string) => edits.Edited<JsonObject>) => {
          if (done.document !== document) expect(undo(done.at).document).toEqual(document);
        };
        const [up, down] = [edits.moveItem(document, '/when', at, 'up'), edits.moveItem(document, '/when', at, 'down')];
        back(up, (to) => edits.moveItem(up.document, '/when', to, 'down'));
        back(down, (to) => edits.moveItem(down.document, '/when', to, 'up'));
        const wrapped = edits.wrapItem(document, '/when', at);
        if (!at.endsWith('/not')) back(wrapped, (to) => edits.unwrapGroup(wrapped.document, '/when', to));
        const copied = edits.duplicateItem(document, '/when', at);
        if (!at.endsWith('/not')) back(copied, (to) => edits.removeItem(copied.document, '/when', to));
        expect(partAt(copied.document, copied.at)).toEqual(node);
        expect(edits.removeItem(document, '/when', at).document).not.toEqual(document);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, JsonObject, string, edits.Way, JsonObject, string]>([
    [
      'into the group before it',
      { all: [{ any: ['a'] }, 'x'] },
      '/all/1',
      'in',
      { all: [{ any: ['a', 'x'] }] },
      '/all/0/any/1',
    ],
    [
      'into the group behind it',
      { all: ['x', { not: { any: ['a'] } }] },
      '/all/0',
      'in',
      { all: [{ not: { any: ['x', 'a'] } }] },
      '/all/0/not/any/0',
    ],
    [
      'into a group of one',
      { all: [{ not: 'a' }, 'x'] },
      '/all/1',
      'in',
      { all: [{ not: { any: ['a', 'x'] } }] },
      '/all/0/not/any/1',
    ],
    [
      'out of its group',
      { all: [{ any: ['a', 'x'] }, 'b'] },
      '/all/0/any/1',
      'out',
      { all: [{ any: ['a'] }, 'x', 'b'] },
      '/all/1',
    ],
    ['out of a group that had nothing else', { any: [{ not: 'x' }] }, '/any/0/not', 'out', { any: ['x'] }, '/any/0'],
    ['up', { any: ['a', 'x'] }, '/any/1', 'up', { any: ['x', 'a'] }, '/any/0'],
    ['nowhere, at the end', { any: ['a', 'x'] }, '/any/1', 'down', { any: ['a', 'x'] }, '/any/1'],
  ])('an item goes %s', (_, when, at, way, after, to) => {
    expect(edits.moveItem({ when }, '/when', `/when${at}`, way)).toEqual({
      document: { when: after },
      at: `/when${to}`,
    });
  });

  it('a condition that is one test becomes a group when another joins it', () => {
    const test = { fact: 'a', operator: 'equal', value: 1 };
    expect(edits.addItem({ when: test }, '/when', '/when', { condition: 'criteria/b' })).toEqual({
      document: { when: { all: [test, { condition: 'criteria/b' }] } },
      at: '/when/all/1',
    });
    expect(edits.removeItem({ when: { all: [{ any: [test] }] } }, '/when', '/when/all/0/any/0')).toEqual({
      document: { when: { all: [] } },
      at: '/when',
    });
    expect(edits.setMode({ when: { all: [test], name: 'n' } }, '/when', '/when', 'none').document).toEqual({
      when: { not: { any: [test] }, name: 'n' },
    });
  });
});

describe('rows', () => {
  it('say of what is unknown what json-rules-engine then answers, and of what is known nothing else', async () => {
    const tests: readonly JsonObject[] = [
      { fact: 'a', operator: 'greaterThan', value: 5 },
      { fact: 'a', operator: 'notEqual', value: 5 },
      { fact: 'a', operator: 'not:lessThan', value: 5 },
      { fact: 'a', operator: 'in', value: [4, 6] },
      { fact: 'a', operator: 'not:notIn', value: [4, 6] },
    ];
    for (const test of tests)
      for (const unknown of ['fails', 'passes'] as const) {
        const said = rows.setUnknown(test, unknown);
        expect(await holds(said, {})).toBe(unknown === 'passes');
        for (const a of [4, 5, 6]) expect(await holds(said, { a })).toBe(await holds(test, { a }));
        const read = readNode(said);
        expect(read).toMatchObject({ kind: 'row', leaf: test });
        // Another field is asked for in both places, another relation of presence alone in none.
        const other = rows.setMention(said, { fact: 'b', path: '$.c' });
        expect(JSON.stringify(other)).not.toContain('"a"');
        expect(readNode(other)).toMatchObject({ guard: read.kind === 'row' ? read.guard : null });
        const asked = rows.setRelation(said, { name: 'isMissing', isNot: false, isFolded: false });
        expect(asked).toEqual({ fact: 'a', operator: 'isMissing', value: true });
      }
  });

  it('half filled lose their value and nothing else, and get it back where it stood', () => {
    const row = { fact: 'a', operator: 'equal', value: 1, name: 'n', priority: 2 };
    const half = rows.setValue(row, undefined);
    expect(half).toEqual({ fact: 'a', operator: 'equal', name: 'n', priority: 2 });
    expect(readNode(half)).toMatchObject({ kind: 'row', value: undefined });
    expect(rows.setValue(half, 1)).toEqual(row);
  });

  it('are those of the engine itself: what it refuses to load is never made of what it loads', () => {
    fc.assert(
      fc.property(fc.constantFrom(...packed), fc.nat(), (when, turn) => {
        const { at, node } = itemAt({ when }, turn);
        if (!isObject(node)) return;
        const after = edits.setItem({ when }, '/when', at, rows.setUnknown(node, 'passes')).document.when as JsonObject;
        const load = (conditions: JsonObject) => () =>
          new Engine().addRule({
            conditions: (readGroup(conditions) === undefined ? { all: [conditions] } : conditions) as never,
            event: { type: 'x' },
          });
        expect(load(when)).not.toThrow();
        expect(load(after)).not.toThrow();
      }),
    );
  });

  it('of random conditions are drawn with every operator that a row can have', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed < 40; seed += 1)
      for (const when of drawnOf(seed))
        for (const { node } of itemsIn(when, '/when')) {
          const read = readNode(node);
          if (read.kind === 'row') seen.add(read.relation.name);
        }
    expect(seen.size).toBeGreaterThan(16);
  });
});

describe('rules of json-rules-engine', () => {
  const facts = (chance: Chance) =>
    Object.fromEntries(['a', 'b', 'c'].flatMap((name) => (chance.is(0.25) ? [] : [[name, chance.whole(0, 3)]])));
  const condition = (chance: Chance, depth: number): JsonObject => {
    const inside = () => (depth <= 0 || chance.is(0.5) ? test(chance) : condition(chance, depth - 1));
    return chance.pick<() => JsonObject>([
      () => ({ all: chance.many(chance.whole(1, 3), inside) }),
      () => ({ any: chance.many(chance.whole(1, 3), inside) }),
      () => ({ not: inside() }),
    ])();
  };
  const test = (chance: Chance): JsonObject => ({
    fact: chance.pick(['a', 'b', 'c']),
    operator: chance.pick(['equal', 'notEqual', 'lessThan', 'greaterThanInclusive', 'not:lessThan']),
    value: chance.whole(0, 3),
  });

  it('come in from the engine’s own text and mean there what they meant', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const chance = new Chance(seed);
      const when = condition(chance, 2);
      const rule = new Rule({ conditions: when as never, event: { type: 'held' } });
      const read = readRules(String(rule.toJSON()));
      if (read.kind !== 'read') throw new Error(`seed ${String(seed)}: ${read.kind}`);
      expect(read.locked).toBe(0);
      for (let i = 0; i < 8; i += 1) {
        const given = facts(chance);
        expect([seed, await holds(read.when, given)]).toEqual([seed, await holds(when, given)]);
      }
    }
  });

  it('go out as they came in', () => {
    for (const when of packed) {
      const back = readRules(writeRules(when));
      expect(back).toMatchObject({
        kind: 'read',
        when:
          readGroup(when) === undefined && isObject(when) && typeof when['fact'] === 'string' ? { all: [when] } : when,
      });
    }
    const strange = {
      all: [
        { fact: 'a', operator: 'myOwn', value: { deep: [1] } },
        { fact: 'b', operator: 'equal', value: 1, path: '$.c[0]' },
      ],
    };
    expect(readRules(JSON.stringify([{ conditions: strange, event: { type: 'x' } }]))).toEqual({
      kind: 'read',
      when: strange,
      locked: 1,
    });
    expect(readRules('{"event":{}}')).toEqual({ kind: 'no-condition' });
    expect(readRules('{')).toMatchObject({ kind: 'no-json' });
  });
});

describe('the order in which classes are tried', () => {
  const [tier] = documents.filter(({ document }) => document['name'] === 'household-tier');
  const document = tier?.document as unknown as Segmentation;
  const names = (of: Segmentation) => of.classes?.map(({ name }) => name);

  it('changes by one, keeps every class whole, and has two ends', () => {
    const after = moveClass(document, 'wealth', -1);
    expect(names(after)).toEqual(['wealth', 'private-banking', 'affluent']);
    expect(after.classes?.[0]).toBe(document.classes?.[1]);
    expect(moveClass(after, 'wealth', 1)).toEqual(document);
    expect(moveClass(document, 'private-banking', -1)).toBe(document);
    expect(moveClass(document, 'affluent', 1)).toBe(document);
    expect(moveClass(document, 'nobody', 1)).toBe(document);
  });
});
