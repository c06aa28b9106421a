import { expect, it } from 'vitest';
import { compile, type Json, type JsonObject, link, type RowValue } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const field = (more: JsonObject = {}): JsonObject => ({ type: 'integer', minimum: 0, maximum: 99, ...more });
const entity = (name: string, fields: JsonObject, relations: JsonObject = {}): JsonObject => ({
  kind: 'entity',
  name,
  fields: { id: { type: 'string', optional: true }, ...fields },
  relations,
});
const REF = 'formula/of-home';
const library = link(
  [
    entity('street', { length: field({ optional: true }) }),
    entity(
      'home',
      {
        size: field({ optional: true }),
        rooms: field(),
        age: field({ unreadable: 'missing', optional: true }),
        unread: field({ optional: true }),
      },
      { street: { entity: 'entity/street', by: 'id' } },
    ),
    entity('client', { income: field({ optional: true }) }, { home: { entity: 'entity/home', by: 'id' } }),
    {
      kind: 'formula',
      name: 'of-home',
      entity: 'entity/client',
      lines: [
        {
          name: 'all',
          text: 'income + home.size + home.rooms + home.age + home.street.length',
          type: 'integer',
          ifMissing: 'missing',
        },
      ],
      outputs: ['all'],
    },
  ].map((document) => ({ document: document as JsonObject })),
);

const street = { length: 1 };
const whole: JsonObject = { size: 1, rooms: 1, age: 1, street };
const without = (name: string): JsonObject => Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
/** The facts, and the fields that they lack; a required one is refused, and still told. */
const CASES: readonly (readonly [string, JsonObject, readonly string[]])[] = [
  ['nothing is lacking', { income: 1, home: whole }, []],
  ['the row is not there: it alone is told', { income: 1 }, ['home']],
  ['the row is null', { income: 1, home: null }, ['home']],
  ['a field behind', { income: 1, home: without('size') }, ['home.size']],
  ['a field behind that is null', { income: 1, home: { ...whole, size: null } }, ['home.size']],
  ['what is not read is not told', { income: 1, home: { ...whole, unread: null } }, []],
  ['one that cannot be read', { income: 1, home: { ...whole, age: 'old' } }, ['home.age']],
  ['a row behind the row', { income: 1, home: without('street') }, ['home.street']],
  ['a field of the row behind the row', { income: 1, home: { ...whole, street: {} } }, ['home.street.length']],
  [
    'all of them, as they are declared',
    { home: { street: {}, rooms: 1 } },
    ['income', 'home.size', 'home.age', 'home.street.length'],
  ],
  ['a required one', { income: 1, home: without('rooms') }, ['home.rooms']],
];

it.each(availableEngines())('field I: tells what is missing behind a single relation, by %s', async (name) => {
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const engine = await engineFor(name, library, REF);
  const results = await engine.decide(
    CASES.map(([, facts]): Json => ({ facts })),
    'en',
  );
  await engine.close();
  expect(results.map(({ missing }, i) => [CASES[i]?.[0], missing])).toEqual(
    CASES.map(([title, , missing]) => [title, missing]),
  );
});

it('field I: tells it of rows as lists of values, too', () => {
  const compiled = compile(library, [REF]);
  const row = (home: RowValue): readonly RowValue[] =>
    compiled.reads.fields.map(({ field: { name: own } }) => (own === 'income' ? 1n : home));
  const [, home] = compiled.reads.fields;
  const names = home?.rows?.map(({ field: { name: own } }) => own);
  expect(names).toEqual(['size', 'rooms', 'age', 'street']);
  const missing = (of: RowValue) => compiled.evaluate(compiled.fromRow(row(of)))[REF]?.missing;
  expect(missing([1n, 1n, 1n, [1n]])).toEqual([]);
  expect(missing(null)).toEqual(['home']);
  expect(missing([null, 1n, 1n, [null]])).toEqual(['home.size', 'home.street.length']);
  expect(missing([1n, 1n, null, null])).toEqual(['home.age', 'home.street']);
});
