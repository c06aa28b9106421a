import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  canonical,
  type Document,
  type DocumentChange,
  differences,
  documentChanges,
  isObject,
  type Json,
  type JsonObject,
  kindOf,
  link,
  pointerSteps,
} from '../../../definitions/index.ts';
import { setsOf } from '../../../definitions/difference/sets.ts';
import { changesBetween } from '../../../definitions/difference/changes.ts';
import { packSources } from '../../support/packs.ts';
import { clientEntity, clientScorecard, tierOf } from '../../support/tier-documents.ts';

/** A plain reader of JSON Patch (RFC 6902), written from its text and from nothing of ours. */
function patched(document: Json, changes: readonly DocumentChange[]): Json {
  const box = { root: structuredClone(document) as unknown };
  const holder = (path: string): [Record<string, unknown> | unknown[], string] => {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = steps.pop();
    if (last === undefined) return [box as unknown as Record<string, unknown>, 'root'];
    let at = box.root as Record<string, unknown>;
    for (const step of steps) at = at[step] as Record<string, unknown>;
    return [at, last];
  };
  const take = (path: string): unknown => {
    const [at, key] = holder(path);
    if (Array.isArray(at)) return at.splice(Number(key), 1)[0];
    const value = at[key];
    delete at[key];
    return value;
  };
  const put = (path: string, value: unknown) => {
    const [at, key] = holder(path);
    if (Array.isArray(at)) at.splice(Number(key), 0, value);
    else at[key] = value;
  };
  for (const change of changes) {
    if (change.op === 'move') put(change.path, take(change.from));
    else if (change.op === 'add') put(change.path, structuredClone(change.value));
    else if (change.op === 'remove') expect(take(change.path)).toEqual(change.before);
    else {
      const [at, key] = holder(change.path);
      const own = at as Record<string, unknown>;
      expect(own[key]).toEqual(change.before);
      own[key] = structuredClone(change.value);
    }
  }
  return box.root as Json;
}

/** A document whose sets are sorted, so that two orders of them are one. */
function sorted(document: JsonObject): string {
  const sets = setsOf(document as unknown as Document);
  const visit = (value: Json, pointer: string): Json => {
    if (Array.isArray(value)) {
      const items = (value as readonly Json[]).map((item, i) => visit(item, `${pointer}/${i}`));
      return sets.has(pointer) ? items.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1)) : items;
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        visit(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      ]),
    );
  };
  return canonical(visit(document, ''));
}

const documents = packSources('bank-crm').map(({ document }) => document as JsonObject);
const json: fc.Arbitrary<Json> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, 1.5, 'a', 'b', ''),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'a/b', 'c~d', 'x', ''), tie('value'), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<Json>;

describe('changes', () => {
  it('make the new of the old, whatever the two are', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(canonical(patched(before, changesBetween(before, after)))).toBe(canonical(after));
      }),
      { numRuns: 2000 },
    );
  });

  it('make the new of the old for two lists of the same items in any order', () => {
    const named = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 10 });
    fc.assert(
      fc.property(named, named, (left, right) => {
        const [before, after] = [left, right].map((items) =>
          items.map((id) => ({ id: `i${id}`, at: 1 })),
        ) as unknown as [Json, Json];
        const changes = changesBetween(before, after);
        expect(canonical(patched(before, changes))).toBe(canonical(after));
        expect(changes.every(({ op }) => op !== 'replace')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('move as few items as can be', () => {
    const items = [1, 2, 3, 4, 5].map((id) => ({ id: String(id) }));
    const [first, ...rest] = items;
    expect(changesBetween(items, [...rest, first ?? null])).toEqual([{ op: 'move', from: '/0', path: '/4' }]);
  });

  it('make the new of the old, but for the order of sets, for mutations of every definition of the pack', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'set')), { minLength: 1, maxLength: 4 }),
        (document, edits) => {
          const after = edits.reduce((own, [seed, edit]) => mutated(own, seed, edit), document);
          const changes = documentChanges(document as unknown as Document, after as unknown as Document);
          expect(sorted(patched(document, changes) as JsonObject)).toBe(sorted(after));
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** A document in which something somewhere is another. */
function mutated(document: JsonObject, seed: number, edit: string): JsonObject {
  const copy = structuredClone(document) as Record<string, unknown>;
  const places: [Record<string, unknown> | unknown[], string | number][] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach((item, i) => (places.push([value, i]), visit(item)));
    else if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) {
        if (value !== copy || (key !== 'kind' && key !== 'name')) places.push([value as Record<string, unknown>, key]);
        visit(member);
      }
  };
  visit(copy);
  const [at, key] = places[seed % places.length] ?? [copy, 'title'];
  if (edit === 'set') (at as Record<string, unknown>)[key] = seed;
  else if (edit === 'drop' && Array.isArray(at)) at.splice(Number(key), 1);
  else if (edit === 'double' && Array.isArray(at)) at.splice(Number(key), 0, structuredClone(at[Number(key)]));
  else if (edit === 'swap' && Array.isArray(at)) at.push(at.splice(Number(key), 1)[0]);
  // A mutated document may no longer be what its kind's type says; those whose lists are none are not asked.
  return isListsKept(copy as JsonObject) ? (copy as JsonObject) : document;
}

/** Whether the lists that kinds look into are lists still. */
function isListsKept(document: JsonObject): boolean {
  try {
    kindOf(String(document['kind']))?.sets?.(document as unknown as Document);
    return true;
  } catch {
    return false;
  }
}

test.each(documents.map((document) => [`${String(document['kind'])}/${String(document['name'])}`, document] as const))(
  '%s written in another order of keys and of sets comes out as the same',
  (id, document) => {
    const sets = setsOf(document as unknown as Document);
    const turned = (value: Json, pointer: string): Json => {
      if (Array.isArray(value)) {
        const items = (value as readonly Json[]).map((item, i) => turned(item, `${pointer}/${i}`));
        return sets.has(pointer) ? items.toReversed() : items;
      }
      if (!isObject(value)) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(
            ([key, member]) =>
              [key, turned(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)] as const,
          )
          .toReversed(),
      );
    };
    const after = turned(document, '') as JsonObject;
    expect(documentChanges(document as unknown as Document, after as unknown as Document)).toEqual([]);
    expect(id).toBeTruthy();
  },
);

const of = (...sources: readonly object[]) => link(sources.map((document) => ({ document })));
const ENTITY = clientEntity({
  age: { type: 'integer', minimum: 0, maximum: 120, title: { 'zh-CN': '年龄', en: 'Age' } },
  aum: { type: 'integer', minimum: 0, maximum: 1000, title: { 'zh-CN': '资产', en: 'Assets' } },
});
const SCORE = clientScorecard(
  'worth',
  {
    age: [
      ['[0, 30)', 10],
      ['[30, 120]', 50],
    ],
    aum: [
      ['[0, 500)', 0],
      ['[500, 1000]', 50],
    ],
  },
  { title: { 'zh-CN': '价值', en: 'Worth' } },
);
const CLASSES = tierOf([
  { name: 'plain', title: { 'zh-CN': '普通客户', en: 'Plain' }, in: '[10, 90)' },
  { name: 'gold', title: { 'zh-CN': '黄金客户', en: 'Gold' }, in: '[90, 100]' },
]);
const changed = <T extends object>(document: T, edit: (copy: T) => void): T => {
  const copy = structuredClone(document);
  edit(copy);
  return copy;
};
const caseOf = (name: string) => ({
  name,
  given: { facts: { id: 'a', age: 1, aum: 1 } },
  expect: { value: { score: 10 } },
});
const wordsOf = (before: readonly object[], after: readonly object[], id: string) => {
  const found = differences(of(...before), of(...after)).find((one) => one.id === id);
  return { kind: found?.kind, zh: found?.words('zh-CN'), en: found?.words('en') };
};

describe('a change in words', () => {
  it('says where a class begins now', () => {
    const after = changed(CLASSES, ({ classes: [plain, gold] }) => {
      if (plain !== undefined) plain.in = '[10, 85)';
      if (gold !== undefined) gold.in = '[85, 100]';
    });
    expect(wordsOf([ENTITY, SCORE, CLASSES], [ENTITY, SCORE, after], 'segmentation/tier')).toEqual({
      kind: 'changed',
      zh: ['黄金客户的起点由 90 分下调为 85 分。'],
      en: ['Gold now starts at 85 instead of 90.'],
    });
  });

  it('shows of a sentence the clause that is another', () => {
    const after = changed(SCORE, ({ characteristics: [age] }) => {
      const bin = age?.bins[1];
      if (bin !== undefined) bin.score = 45;
    });
    const { zh, en } = wordsOf([ENTITY, SCORE], [ENTITY, after], 'scorecard/worth');
    expect(zh).toHaveLength(1);
    expect(zh?.[0]).toMatch(/^年龄：原为「.*50.*」，现为「.*45.*」。$/);
    expect(en?.[0]).toMatch(/^Age: was “.*50.*”, is now “.*45.*”\.$/);
    expect(zh?.[0]).not.toContain('10 分');
  });

  it('tells of cases and of who owns it', () => {
    const before = { ...SCORE, owner: 'head-office', cases: [caseOf('a')] };
    const after = { ...SCORE, owner: 'retail', cases: [caseOf('b')] };
    const { zh, en } = wordsOf([ENTITY, before], [ENTITY, after], 'scorecard/worth');
    expect(zh?.toSorted()).toEqual(
      ['归属机构由「head-office」改为「retail」。', '用例：新增 1 个（「b」）；删除 1 个（「a」）。'].toSorted(),
    );
    expect(en?.toSorted()).toEqual(
      ['Owner is now “retail” instead of “head-office”.', 'Cases: 1 added (“b”); 1 removed (“a”).'].toSorted(),
    );
  });

  it('tells what is only reached, what is new and what is gone', () => {
    const after = changed(SCORE, ({ characteristics: [age] }) => {
      const bin = age?.bins[1];
      if (bin !== undefined) bin.score = 45;
    });
    const found = differences(of(ENTITY, SCORE, CLASSES), of(ENTITY, after, CLASSES, { ...SCORE, name: 'other' }));
    expect(found.map(({ id, kind, by }) => [id, kind, ...by])).toEqual([
      ['entity/client', 'same'],
      ['scorecard/worth', 'changed'],
      ['segmentation/tier', 'reached', 'scorecard/worth'],
      ['scorecard/other', 'added'],
    ]);
    const gone = differences(of(ENTITY, SCORE), of(ENTITY));
    expect(gone.map(({ id, kind }) => [id, kind])).toEqual([
      ['entity/client', 'same'],
      ['scorecard/worth', 'removed'],
    ]);
  });

  it('says something of every change', () => {
    const all = documents.filter((document) => kindOf(String(document['kind'])) !== undefined);
    const library = link(all.map((document) => ({ document: document as object })));
    let told = 0;
    for (const [i, document] of all.entries()) {
      const after = mutated(document, 977 * (i + 1), 'set');
      const sources = all.map((one) => ({ document: (one === document ? after : one) as object }));
      const id = `${String(document['kind'])}/${String(document['name'])}`;
      const found = differences(library, link(sources)).find((one) => one.id === id);
      if (found?.kind !== 'changed') continue;
      told += 1;
      for (const language of ['zh-CN', 'en'] as const) expect(found.words(language).length, id).toBeGreaterThan(0);
    }
    expect(told).toBeGreaterThan(0);
    // The whole pack is linked anew for each of its definitions.
  }, 240_000);
});

test('the pointers of changes are of RFC 6901', () => {
  const changes = changesBetween({ 'a/b': { 'c~d': 1 } }, { 'a/b': { 'c~d': 2 } });
  expect(changes).toEqual([{ op: 'replace', path: '/a~1b/c~0d', before: 1, value: 2 }]);
  expect(pointerSteps('/a~1b/c~0d')).toEqual(['a/b', 'c~d']);
});
