import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../definitions/expression/date-text.ts';
import { fromFeel } from '../../../definitions/expression/from-feel/from-feel.ts';
import { referenceTable, withNames } from '../../../definitions/expression/scope/index.ts';
import { entityScope, inputsScope, pairScope } from '../../../definitions/expression/computed/record-scope.ts';
import { evaluate } from '../../support/evaluate.ts';
import { fieldOf, shortEnvironment } from '../../support/environment.ts';

const environment = shortEnvironment({
  'entity/person': {
    fields: { income: 'decimal 2 0..1000000 ?', item: 'integer' },
    relations: { home: { entity: 'entity/home', by: 'homeId' } },
    derived: {
      tax: { text: 'income * 0.2', type: 'decimal', decimals: 2 },
      ring: { text: 'sum(home.people.ring)', type: 'integer' },
    },
  },
  'entity/home': {
    fields: { rent: 'decimal 2 0..1000000' },
    relations: { people: { entity: 'entity/person', by: 'homeId', many: true } },
    derived: { taxes: { text: 'sum(people.tax)', type: 'decimal', decimals: 2 } },
  },
});
const person = entityScope(environment, 'entity/person', 'formula/f');
const home = entityScope(environment, 'entity/home', 'formula/f');
const inputs = [fieldOf('formula/f', 'flows', 'decimal 2 -100..100 []')];
const origin = { definition: 'formula/f', pointer: '/text' };
const value = (text: string, scope: typeof person, facts: object) => {
  const { expression, problems } = fromFeel(text, scope, origin);
  return expression === null ? problems.map(({ code }) => code) : evaluate(expression, { facts: facts as never });
};

describe('a scope', () => {
  it.each([
    ['the fields of the record', 'income', person, { income: 5 }, 500n],
    ['the fields of a single related row', 'home.rent', person, { home: { rent: 7 } }, 700n],
    ['missing behind a row that is absent', 'home.rent', person, {}, null],
    ['derived fields of related rows', 'taxes', home, { people: [{ income: 10 }, { income: 20 }] }, 600n],
    ['derived fields over two relations', 'home.taxes', person, { home: { people: [{ income: 10 }] } }, 200n],
    [
      'the row before the record inside a filter',
      'count(people[income > rent])',
      home,
      { rent: 5, people: [{ income: 10 }, { income: 1 }] },
      1n,
    ],
    ['a row field called item by its path alone', 'count(people[item.item = 3])', home, { people: [{ item: 3 }] }, 1n],
    ['the inputs of a formula', 'sum(flows)', inputsScope(environment, inputs, 'formula/f'), { flows: [1, 2] }, 300n],
    [
      'both subjects of a pair',
      'customer.tax > product.rent',
      pairScope(environment, 'entity/person', 'entity/home', 'matching/m'),
      { customer: { income: 100 }, product: { rent: 19 } },
      true,
    ],
    [
      'nothing of an entity that does not exist',
      'income',
      entityScope(environment, 'entity/none', 'formula/f'),
      {},
      ['unknown-name'],
    ],
    [
      'nothing of a subject that is not of the pair',
      'income',
      pairScope(environment, 'entity/person', 'entity/home', 'matching/m'),
      {},
      ['unknown-name'],
    ],
    ['no way round through rows', 'ring', person, {}, ['derived-cycle']],
  ] as const)('knows %s', (_, text, scope, facts, expected) => {
    expect(value(text, scope, facts)).toEqual(expected);
  });

  it('seats a decision of its own entity on the record, of a pair on the row, of another nowhere', () => {
    const pair = pairScope(environment, 'entity/person', 'entity/home', 'matching/m');
    const facts = { kind: 'entity', entity: 'entity/home' } as const;
    expect([home.seat(facts), person.seat(facts)]).toEqual([null, undefined]);
    expect(pair.seat(facts)).toMatchObject({ kind: 'field', field: { name: 'product' } });
  });

  it('puts new names before its own', () => {
    const line = person.name('tax');
    const scope = withNames(person, new Map(line === undefined ? [] : [['income', line]]));
    expect(value('income', scope, { income: 10 })).toBe(200n);
  });
});

describe('a reference table', () => {
  const table = referenceTable('reference/r', {
    kind: 'reference',
    name: 'r',
    key: ['code', 'level'],
    validFrom: 'from',
    fields: { rate: { type: 'decimal', decimals: 2 }, note: { type: 'string' }, level: { type: 'integer' } },
    rows: [
      { code: 'a', level: 1, from: '2026-01-01', rate: 1.5 },
      { code: 'a', level: 2, from: '2026-02-01', rate: 2, note: 'x' },
      { code: 'a', level: 1, from: '2026-03-01', rate: 1.75 },
    ],
  } as never);

  it('ends a row where the next of the same keys begins', () => {
    expect(table.rows.map(({ from, to }) => [from, to])).toEqual([
      [parseDate('2026-01-01'), parseDate('2026-03-01')],
      [parseDate('2026-02-01'), null],
      [parseDate('2026-03-01'), null],
    ]);
  });

  it('takes key types from the fields, or from the rows where they are not declared', () => {
    expect(table.keys.map(({ name, type }) => [name, type.kind])).toEqual([
      ['code', 'string'],
      ['level', 'number'],
    ]);
    expect([...table.columns.keys()]).toEqual(['rate', 'note']);
    expect(table.rows[0]?.values).toEqual({ rate: 150n, note: null });
  });
});
