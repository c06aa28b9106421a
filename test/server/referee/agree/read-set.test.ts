import { expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { readsDiffer } from '../../../../server/referee/agree/read-names.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const whole = { type: 'integer', minimum: 0, maximum: 10 };
const formula = (name: string, text: string, more: JsonObject = {}): JsonObject => ({
  kind: 'formula',
  name,
  entity: 'entity/case',
  lines: [{ name: 'out', text, type: 'integer', ...more }],
  outputs: ['out'],
});
const criteria = (name: string, ...all: readonly Json[]): JsonObject => ({
  kind: 'criteria',
  name,
  entity: 'entity/case',
  when: { all },
});
const isMissing = (fact: string, path?: string): Json => ({
  fact,
  operator: 'isMissing',
  value: true,
  ...(path === undefined ? {} : { path }),
});

/** Each mentions something on which its answer does not hang; a request without it is refused all the same. */
const documents: readonly JsonObject[] = [
  {
    kind: 'entity',
    name: 'case',
    key: 'id',
    fields: { id: { type: 'string' }, x: whole, y: { ...whole, optional: true } },
    relations: { rows: { entity: 'entity/row', by: 'id', many: true }, house: { entity: 'entity/row', by: 'id' } },
    derived: { isUnknown: { text: 'x = null', type: 'boolean' } },
  },
  { kind: 'entity', name: 'row', fields: { id: { type: 'string', optional: true }, z: whole } },
  criteria('absent', isMissing('x')),
  criteria('behind', isMissing('x'), { fact: 'y', operator: 'greaterThan', value: 3 }),
  criteria('derived', { fact: 'isUnknown', operator: 'equal', value: true }),
  criteria('named', { condition: 'criteria/absent' }),
  formula('branch', 'if x = null then 1 else 2'),
  formula('unused', '1', { uses: { holds: 'criteria/absent#holds' } }),
  formula('rows', 'count(rows[z = null])'),
  formula('loop', 'if x = null then sum(for one in rows return one.z) else 1'),
  formula('house', 'if house.z != null or x = null then 1 else 2'),
  formula('day', 'if x = null and today() > @"2026-01-01" then 1 else 2'),
];
const library = link(documents.map((document) => ({ document })));

const CASES: readonly (readonly [ref: string, request: JsonObject, code: string, missing: readonly string[]])[] = [
  ['criteria/absent', { facts: {} }, 'required-missing', ['x']],
  ['criteria/behind', { facts: {} }, 'required-missing', ['x', 'y']],
  ['criteria/derived', { facts: {} }, 'required-missing', ['x']],
  ['criteria/named', { facts: { x: null } }, 'required-missing', ['x']],
  ['formula/branch', { facts: {} }, 'required-missing', ['x']],
  ['formula/unused', { facts: {} }, 'required-missing', ['x']],
  ['formula/rows', { facts: { rows: [{ z: 1 }, {}] } }, 'required-missing', []],
  ['formula/loop', { facts: { x: 1, rows: [{}] } }, 'required-missing', []],
  ['formula/loop', { facts: { x: 1 } }, 'required-missing', ['rows']],
  ['formula/house', { facts: { x: 1, house: {} } }, 'required-missing', ['house.z']],
  ['formula/day', { facts: { x: 1 } }, 'as-of-missing', []],
];

it.each(CASES)('%s %j is refused by every engine: %s', async (ref, request, code, missing) => {
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const name of availableEngines()) {
    const engine = await engineFor(name, library, ref);
    const [result] = await engine.decide([request], 'en');
    await engine.close();
    expect(
      { value: result?.value, codes: result?.problems.map((one) => one.code), missing: result?.missing },
      name,
    ).toEqual({
      value: null,
      codes: [code],
      missing,
    });
  }
});

it.each(CASES.map(([ref]) => ref))('%s reads what its document mentions', (ref) => {
  expect(readsDiffer(library, ref)).toBeUndefined();
});
