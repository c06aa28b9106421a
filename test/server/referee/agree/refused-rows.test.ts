import { describe, expect, it } from 'vitest';
import { type JsonObject, link } from '../../../../definitions/index.ts';
import { ENGINES } from '../../../../server/engine.ts';
import { engineFor } from '../../../../server/engines.ts';

/** A related row's derived field that is missing whatever the row holds, and refuses: what it refuses is the row's, told by hand. */

const own = (text: string): JsonObject => ({ text, type: 'string', ifMissing: 'refuse' });
const DOCUMENTS: readonly JsonObject[] = [
  {
    kind: 'entity',
    name: 'customer',
    fields: { id: { type: 'string' } },
    relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
  },
  {
    kind: 'entity',
    name: 'account',
    fields: {
      id: { type: 'string' },
      branchId: { type: 'string' },
      grade: { type: 'integer', minimum: 0, maximum: 9 },
    },
    relations: { branch: { entity: 'entity/branch', by: 'branchId' } },
    derived: { never: own('["a"][2]') },
  },
  {
    kind: 'entity',
    name: 'branch',
    fields: { branchId: { type: 'string' } },
    derived: { never: own('["a"][2]'), is: { text: 'never = "a"', type: 'boolean' } },
  },
];
const ROW = { id: 'c', branchId: 'b', grade: 3, branch: { branchId: 'b' } };

describe.each([
  ['a row’s own', 'sum(accounts[never = "a"].grade)', 'entity/account'],
  ['that of a row behind it', 'sum(accounts[branch.never = "a"].grade)', 'entity/branch'],
  ['what is derived of it', 'sum(accounts[branch.is].grade)', 'entity/branch'],
  ['of each item', 'sum(for a in accounts return if a.never = "a" then 1 else 0)', 'entity/account'],
])('%s', (_, text, refusing) => {
  const line = { name: 'value', text, type: 'integer' };
  const formula = { kind: 'formula', name: 'f', entity: 'entity/customer', lines: [line], outputs: ['value'] };
  const library = link([...DOCUMENTS, formula].map((document) => ({ document })));

  it.each(ENGINES)('refuses where there is a row, and only there: %s', async (name) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const engine = await engineFor(name, library, 'formula/f', {});
    const requests = [[], [ROW]].map((accounts) => ({ facts: { id: 'c', accounts } }));
    const [none, some] = await engine.decide(requests, 'en');
    await engine.close();
    expect([none?.value, none?.problems]).toEqual([{ value: 0 }, []]);
    expect(some?.value).toBeNull();
    // SQL only refuses; the referee names no place.
    const problems = some?.problems.map(({ code, definition }) => [code, ...(name === 'function' ? [definition] : [])]);
    const expected = ['computed-missing', ...(name === 'function' ? [refusing] : [])];
    if (name !== 'sql') expect(problems).toEqual([expected]);
  });
});
