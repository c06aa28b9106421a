import { describe, expect, it } from 'vitest';
import { countedDesign, type JsonObject, link } from '../../../definitions/index.ts';
import { askedCondition } from '../../../studio/editors/conditions/asked-condition.ts';
import { packSources } from '../../support/packs.ts';

const HALF = { fact: 'age', operator: 'greaterThan' };
const WHOLE = { fact: 'age', operator: 'greaterThan', value: 18 };
const OTHER = { condition: 'criteria/other' };
const UNKNOWN = { fact: 'age', operator: 'isMissing', value: true };

describe('what is counted of a condition', () => {
  it.each<[string, JsonObject, JsonObject | null, Readonly<Record<string, string>>]>([
    ['whole rows stay', { all: [WHOLE] }, { all: [WHOLE] }, { '/when': '', '/when/all/0': '/all/0' }],
    [
      'a half-filled row goes, and others are known by where they stand',
      { all: [HALF, WHOLE, OTHER] },
      { all: [WHOLE, OTHER] },
      { '/when': '', '/when/all/0': '/all/1', '/when/all/1': '/all/2' },
    ],
    [
      'a group that is empty by that goes with it',
      { any: [{ all: [HALF] }, { not: { any: [HALF] } }, { not: { any: [WHOLE, HALF] } }] },
      { any: [{ not: { any: [WHOLE] } }] },
      {
        '/when': '',
        '/when/any/0': '/any/2',
        '/when/any/0/not': '/any/2/not',
        '/when/any/0/not/any/0': '/any/2/not/any/0',
      },
    ],
    ['a half-filled row goes with what it says of the unknown', { all: [{ any: [UNKNOWN, HALF] }] }, null, {}],
    ['a root that is one row is wrapped', WHOLE, { all: [WHOLE] }, { '/when/all/0': '' }],
    ['nothing is left of nothing', { all: [] }, null, {}],
  ])('%s', (_, node, when, places) => {
    const found = askedCondition(node, '/classes/0/when');
    expect(found?.when ?? null).toEqual(when);
    const expected = Object.entries(places).map(([to, at]) => [to, `/classes/0/when${at}`]);
    expect(Object.fromEntries(found?.places ?? [])).toEqual(Object.fromEntries(expected));
  });

  it.each(['bank-crm', 'bank-marketing'] as const)(
    'is of every criteria of %s the criteria itself, node by node',
    (pack) => {
      const library = link(packSources(pack));
      const all = [...library.definitions.values()].filter(({ kind }) => kind === 'criteria');
      expect(all.length).toBeGreaterThan(2);
      for (const { id, document } of all) {
        const { when } = document as unknown as { readonly when: JsonObject };
        const found = askedCondition(when, '/when');
        const isRule = ['all', 'any', 'not'].some((key) => key in when);
        if (isRule) expect(found?.when, id).toBe(when);
        const counted = countedDesign(library, id)?.parts.map(({ pointer }) => pointer) ?? [];
        const known = new Set(found?.places.keys());
        expect(counted.length, id).toBeGreaterThan(0);
        if (isRule)
          expect(
            [...known].filter((pointer) => !counted.includes(pointer)),
            id,
          ).toEqual([]);
      }
    },
  );
});
