import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, link, proveRows } from '../../../../definitions/index.ts';
import { newEngine } from '../../../../server/referee/operators.ts';

const fields = {
  id: { type: 'string' },
  age: { type: 'integer', minimum: 0, maximum: 3 },
  count: { type: 'integer', minimum: 0, maximum: 2, optional: true },
  kind: { type: 'string', enum: ['a', 'b'] },
  paid: { type: 'boolean', optional: true },
};
const entity = { kind: 'entity', name: 'e', key: 'id', fields };
const { environment } = link([{ document: entity }]);

/** Every record there is: absent fields too. */
const records = [0, 1, 2, 3].flatMap((age) =>
  [undefined, 0, 1, 2].flatMap((count) =>
    ['a', 'b'].flatMap((kind) =>
      [undefined, true, false].map((paid) =>
        Object.fromEntries(
          Object.entries({ id: 'x', age, count, kind, paid }).filter(([, value]) => value !== undefined),
        ),
      ),
    ),
  ),
);
const holds = async (condition: JsonObject, facts: Readonly<Record<string, unknown>>) => {
  const engine = newEngine(false);
  engine.addRule({ conditions: { all: [condition] } as never, event: { type: 'held' } });
  return (await engine.run(facts)).events.length > 0;
};

const rows: readonly JsonObject[] = [
  ...['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive', 'equal', 'notEqual'].flatMap((operator) =>
    [0, 2, 3].map((value) => ({ fact: 'age', operator, value })),
  ),
  ...[0, 1, 2].flatMap((value) =>
    ['lessThanInclusive', 'not:greaterThan'].map((operator) => ({ fact: 'count', operator, value })),
  ),
  { fact: 'count', operator: 'between', value: '[0, 2]' },
  {
    any: [
      { fact: 'count', operator: 'isMissing', value: true },
      { fact: 'count', operator: 'between', value: '[0, 2]' },
    ],
  },
  { fact: 'kind', operator: 'in', value: ['a', 'b'] },
  { fact: 'kind', operator: 'notIn', value: ['a', 'b'] },
  { fact: 'kind', operator: 'equal', value: 'a' },
  { fact: 'paid', operator: 'isPresent', value: false },
  { not: { fact: 'paid', operator: 'equal', value: true } },
];

describe('rows by themselves', () => {
  it.each(rows.map((condition) => ({ condition, text: JSON.stringify(condition) })))(
    '$text is judged as by every record there is',
    async ({ condition }) => {
      const met = await Promise.all(records.map((record) => holds(condition, record)));
      const expected = met.every(Boolean) ? 'always' : met.some(Boolean) ? undefined : 'never';
      const [proof] = proveRows([{ pointer: '/when/all/0', within: '/when', condition }], 'entity/e', environment);
      expect(proof?.verdict).toBe(expected);
      if (proof === undefined) return;
      const facts = isObject(proof.example) && isObject(proof.example['facts']) ? proof.example['facts'] : {};
      const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
      expect(await holds(condition, known)).toBe(expected === 'always');
    },
  );

  it('two that mean the same are told of the later one, in one junction only; what is refused is left out', () => {
    const asked = (pointer: string, within: string, condition: JsonObject) => ({ pointer, within, condition });
    const found = proveRows(
      [
        asked('/0', '', { fact: 'age', operator: 'lessThan', value: 2 }),
        asked('/1', '', { fact: 'age', operator: 'lessThanInclusive', value: 1 }),
        asked('/2', '', { fact: 'age', operator: 'greaterThan', value: 1 }),
        asked('/3', '/3', { fact: 'age', operator: 'lessThan', value: 2 }),
        asked('/4', '', { fact: 'nobody', operator: 'lessThan', value: 2 }),
        asked('/5', '', { fact: 'age', operator: 'lessThan', value: 'x' }),
      ],
      'entity/e',
      environment,
    );
    expect(found).toEqual([{ pointer: '/1', verdict: 'same', example: null }]);
  });
});
