import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../../definitions/index.ts';
import { placeTitle } from '../../../studio/definition/place-title.ts';
import { entitiesOf, titlesOf } from '../../../studio/texts/titles.ts';
import { testReader } from '../reader.ts';
import { packSources } from '../definition/try/pack.ts';

const reader = testReader('en');
const shelf = new Map<string, JsonObject>(
  packSources('bank-crm').flatMap(({ document }) =>
    isObject(document) ? [[`${String(document['kind'])}/${String(document['name'])}`, document] as const] : [],
  ),
);
const documentOf = (id: string): JsonObject => shelf.get(id) ?? {};
const titlesFor = (id: string) => titlesOf(shelf, entitiesOf(documentOf(id)), reader);

describe('titles of what a definition reads', () => {
  it.each([
    ['criteria/good-customer', 'tenureMonths', 'Time with the bank'],
    ['criteria/good-customer', 'scorecard/credit#score', 'Credit score'],
    ['criteria/good-customer', 'segmentation/customer-class#class', 'Customer class (Class)'],
    ['criteria/good-customer', 'formula/contribution#amount', 'Customer contribution: Contribution'],
    ['criteria/good-customer', 'household.formedOn', 'Household: Formed on'],
    ['criteria/good-customer', 'household.none', 'household.none'],
    ['criteria/good-customer', 'noSuchField', 'noSuchField'],
    ['matching/product-match', 'product.isOnSale', 'On sale'],
    ['matching/product-match', 'tenureMonths', 'Time with the bank'],
  ])('in %s, %s is called %s', (id, fact, title) => {
    expect(titlesFor(id).fact(fact)).toBe(title);
  });

  it.each([
    ['a class', 'segmentation/customer-class#class', 'gold', 'Gold'],
    ['yes and no', 'payroll', true, 'Yes'],
    ['a figure', 'aum', 1234567.5, '1,234,567.5'],
    ['what has no title', 'creditGrade', 'AAA', 'AAA'],
    ['what is missing', 'aum', null, 'missing'],
  ] as const)('shows %s', (_, fact, value, shown) => {
    expect(titlesFor('criteria/good-customer').value(fact, value)).toBe(shown);
  });

  it.each([
    ['aum', 2000, 'CNY 2,000'],
    ['tenureMonths', 24, '24 months'],
    ['formula/contribution#amount', 50000, 'CNY 50,000'],
  ])('measures %s', (fact, value, shown) => {
    expect(titlesFor('criteria/good-customer').measured(fact, value)).toBe(shown);
  });

  it.each([
    ['aum', '[10000, 50000)', 'CNY 10,000 – <50,000'],
    ['tenureMonths', '[60, 120)', '60 – <120 months'],
    ['tenureMonths', '[120, ∞)', '≥ 120 months'],
  ])('tells an interval of %s with its unit', (fact, text, shown) => {
    expect(titlesFor('criteria/good-customer').interval(fact, text)).toBe(shown);
  });

  it.each([
    ['interestRate', 0.0005, '0.05%'],
    ['interestRate', '0.3', '30%'],
    ['interestRate', '0.0000001', '0.00001%'],
    ['interestRate', -1, '-100%'],
    ['interestRate', 12.5, '1,250%'],
  ])('found, page: a share of one is told in percent: %s %s is %s', (fact, value, shown) => {
    const titles = titlesOf(shelf, { '': 'entity/account' }, reader);
    expect([titles.figure(fact, value), titles.measured(fact, value), titles.unit(fact)]).toEqual([shown, shown, '']);
    expect(titles.bounds(fact, `[${value}, ∞)`)).toBe(`≥ ${shown}`);
  });

  it.each([
    ['a label of an output', 'decision-table/service-parameters#serviceLevel', 'dedicated', 'Dedicated'],
    ['a row of a matrix', 'segmentation/selection-matrix', 'low-value', 'Low value'],
    ['a column of a matrix', 'segmentation/selection-matrix', 'good-fit', 'Good fit'],
  ])('shows %s by its title', (_, fact, value, shown) => {
    expect(titlesFor('criteria/good-customer').value(fact, value)).toBe(shown);
  });

  it.each([
    ['scorecard/loyalty', '/characteristics/0/bins', 'Time with the bank'],
    ['segmentation/customer-class', '/classes/5', 'Gold'],
    ['segmentation/customer-class', '/classes', undefined],
    ['segmentation/customer-class', '/no/such/place', undefined],
  ])('calls the place %s %s by its part', (id, pointer, title) => {
    expect(placeTitle(documentOf(id), pointer, titlesFor(id), reader)).toBe(title);
  });
});
