import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, type JsonObject, link, type Regression } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { decileTable } from '../../../server/statistics/deciles.ts';
import { fitRegression } from '../../../server/statistics/fit-regression.ts';
import { outcomeOf } from '../../../server/statistics/outcome.ts';
import { Refusal } from '../../../server/terminal.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

const ENTITY = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: {
    id: { type: 'string' },
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    visits: { type: 'integer', minimum: 0, maximum: 1000, optional: true },
    grade: { type: 'string', enum: ['a', 'b', 'c', 'd'], optional: true },
    assets: { type: 'decimal', decimals: 2, minimum: 0, maximum: '9999999999999.99', optional: true },
  },
};
type Terms = Regression['terms'];
const regression = (link: Regression['link'], terms: Terms, decimals = 6) =>
  ({ kind: 'regression', name: 'risk', entity: 'entity/client', link, intercept: 0, decimals, terms }) as const;
const AGE: Terms[number] = { fact: 'age', coefficient: 0, ifMissing: 'missing' };
const VISITS: Terms[number] = { fact: 'visits', coefficient: 0, ifMissing: 'missing' };
const ASSETS: Terms[number] = { fact: 'assets', coefficient: 0, ifMissing: 'missing' };
const gradesFrom = (...names: readonly string[]): Terms[number] => ({
  fact: 'grade',
  values: Object.fromEntries(names.map((name) => [name, 0])),
  ifMissing: 'missing',
});
const libraryOf = (document: Regression) => {
  const library = link([ENTITY, document].map((one) => ({ document: one as unknown as JsonObject })));
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return library;
};

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-fit-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

type Cell = string | number;
function csv(header: string, rows: readonly (readonly Cell[])[]): string {
  const path = join(folder, 'in.csv');
  writeFileSync(path, `id,${header}\n${rows.map((row, i) => `C${i},${row.join(',')}\n`).join('')}`);
  return path;
}
const requestOf = (document: Regression, input: string, outcome: string) => ({
  library: libraryOf(document),
  input,
  related: {},
  asOf: 20_454n,
  cuts: {},
  mapping: {},
  language: 'en' as const,
  document,
  outcome: outcomeOf(outcome),
});
const fit = (document: Regression, input: string, outcome = 'y') =>
  fitRegression(duckdb, requestOf(document, input, outcome));
const messages = (problems: readonly { readonly code: string; readonly message: { readonly en: string } }[]) =>
  problems.map(({ code, message }) => `${code}: ${message.en}`);
async function refusalOf(asked: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw error instanceof Error ? error : new Error('It is not refused');
  return messages(error.problems);
}

const byAge = regression('logit', [AGE]);
/** Ages 18 … 77, an event in every row whose number `happened` says. */
const ages = (happened: (i: number) => Cell) => Array.from({ length: 60 }, (_, i) => [18 + i, happened(i)]);

describe('field 25: outcomes that say nothing', () => {
  it.each<[string, string, (i: number) => Cell, RegExp]>([
    [
      'a value no row has',
      'y=Yes',
      (i) => (i < 31 ? 'yes' : 'no'),
      /No row says Yes in “y”; its values are yes 31, no 29\./,
    ],
    ['1 and 2', 'y', (i) => (i < 31 ? 1 : 2), /Of the 31 rows .*, 31 say .* values of “y” are 1 31, 2 29\./],
    ['one value', 'y', () => 'no', /Of the 60 rows .*, 0 say .* no 60\./],
    ['one value, by name', 'y=no', () => 'no', /Of the 60 rows .*, 60 say .* no 60\./],
    ['words nobody knows', 'y', (i) => (i < 40 ? 'good' : 'bad'), /Of the 0 rows .* good 40, bad 20\./],
  ])('%s', async (_, outcome, cell, message) => {
    const input = csv('age,y', ages(cell));
    expect((await refusalOf(fit(byAge, input, outcome)))[0]).toMatch(message);
    const asked = { ...requestOf(byAge, input, outcome), ref: 'regression/risk#value', groups: 3 };
    expect((await refusalOf(decileTable(duckdb, asked)))[0]).toMatch(message);
  });

  it.each<[string, Cell]>([
    ['y=yes', '"yes "'],
    ['y=yes', 'Yes'],
    ['y=yes', 'ｙｅｓ'],
    ['y', '"yes "'],
    ['y', 2],
  ])('with %s, rows that say %s are refused and told', async (outcome, odd) => {
    const says = (i: number) => (i % 10 === 7 ? odd : i % 3 === 0 ? 'yes' : 'no');
    const input = csv('age,y', ages(says));
    const fitted = await fit(byAge, input, outcome);
    const clean = await fit(
      byAge,
      csv(
        'age,y',
        ages(says).filter(([, y]) => y !== odd),
      ),
      outcome,
    );
    expect([fitted.used, fitted.leftOut]).toEqual([54, { noOutcome: 0, outcomeUnreadable: 6, noFacts: 0 }]);
    expect(fitted.intercept).toEqual(clean.intercept);
    expect(messages(fitted.problems)[0]).toMatch(/^outcome-unreadable: .* refused: 6 \(/);
    expect(messages(fitted.problems)[0]).toContain(` 6).`);
  });

  it('rows are counted by why they are left out', async () => {
    const rows = ages((i) => (i === 0 ? '' : i === 1 ? '"  "' : i % 3 === 0 ? 'yes' : 'no')).map((row, i) =>
      i > 1 && i < 7 ? ['', row[1] ?? ''] : row,
    );
    const fitted = await fit(byAge, csv('age,y', rows));
    expect([fitted.used, fitted.leftOut]).toEqual([53, { noOutcome: 2, outcomeUnreadable: 0, noFacts: 5 }]);
  });
});

/** Rows of grades by events out of ten. */
const grades = (events: Readonly<Record<string, number>>) =>
  Object.entries(events).flatMap(([grade, count]) => Array.from({ length: 10 }, (_, i) => [grade, Number(i < count)]));

describe('field 26: what separates the outcome is said, and nothing is written', () => {
  it.each<[string, Terms, string, readonly (readonly Cell[])[], readonly (string | RegExp)[]]>([
    [
      'a bound',
      [AGE],
      'age,y',
      ages((i) => Number(18 + i >= 50)),
      [
        'separated-by-number: “age” separates the outcome: it is 50…77 where it happened and 18…49 where it did not, so that no finite coefficient is the best.',
      ],
    ],
    [
      'a bound that both outcomes share',
      [AGE],
      'age,y',
      ages((i) => Number(i > 30)).concat([
        [48, 1],
        [48, 0],
      ]),
      [/“age” .* 48…77 where it happened and 18…48 where it did not/],
    ],
    [
      'two facts together',
      [AGE, VISITS],
      'age,visits,y',
      ages(() => '').map(([age = 0], i) => [age, (i * 37) % 60, Number(Number(age) + ((i * 37) % 60) > 70)]),
      [/^separated-together: Taken together, “age”, “visits” separate the outcome in 60 of 60 rows/],
    ],
    [
      'two of three facts',
      [AGE, VISITS, gradesFrom('b')],
      'age,visits,grade,y',
      ages(() => '').map(([age = 0], i) => [
        age,
        (i * 37) % 60,
        i % 3 === 0 ? 'b' : 'a',
        Number(Number(age) + ((i * 37) % 60) > 70),
      ]),
      [/Taken together, “age”, “visits” separate/],
    ],
    [
      'the level the others are measured against',
      [gradesFrom('b', 'c')],
      'grade,y',
      grades({ a: 0, b: 4, c: 6 }),
      [/^separated-by-level: “grade = any other value” .* happened in 0 of its 10 rows/],
    ],
    [
      'a fact that follows from another',
      [AGE, VISITS],
      'age,visits,y',
      ages((i) => Number(i % 3 === 0)).map(([age = 0, y = 0]) => [age, 2 * Number(age), y]),
      ['term-determined: “visits” follows from “age” and so has no coefficient of its own; leave out one of them.'],
    ],
    [
      'the same in every row',
      [AGE, VISITS],
      'age,visits,y',
      ages((i) => Number(i % 3 === 0)).map(([age = 0, y = 0]) => [age, 7, y]),
      [/^term-constant: “visits” is the same/],
    ],
    [
      'a level without rows',
      [gradesFrom('b', 'd')],
      'grade,y',
      grades({ a: 2, b: 4 }),
      [/^level-without-rows: No row that can be used has “grade = d”/],
    ],
  ])('%s', async (_, terms, header, rows, expected) => {
    const fitted = await fit(regression('logit', terms), csv(header, rows));
    expect(fitted.document).toBeNull();
    const found = messages(fitted.problems);
    expect(found).toHaveLength(expected.length);
    expected.forEach((one, i) =>
      typeof one === 'string' ? expect(found[i]).toBe(one) : expect(found[i]).toMatch(one),
    );
  });

  it('by the command line: exit code 1 and no file, 0 and the file', { timeout: 60_000 }, async () => {
    writeDefinitions(join(folder, 'pack'), [ENTITY, byAge]);
    const command = (input: string, outcome: string) =>
      guiju([
        'fit',
        'regression/risk',
        '--definitions',
        join(folder, 'pack'),
        '--input',
        input,
        '--outcome',
        outcome,
        '--write',
        join(folder, 'out.json'),
      ]);
    const separated = await command(
      csv(
        'age,y',
        ages((i) => Number(i > 31)),
      ),
      'y',
    );
    expect([separated.code, existsSync(join(folder, 'out.json'))]).toEqual([1, false]);
    expect(separated.stderr).toContain('“age” separates the outcome: it is 50…77');
    const refused = await command(
      csv(
        'age,y',
        ages((i) => (i < 31 ? 'yes' : 'no')),
      ),
      'y=Yes',
    );
    expect([refused.code, existsSync(join(folder, 'out.json'))]).toEqual([2, false]);
    expect(refused.stderr).toContain('No row says Yes in “y”; its values are yes 31, no 29.');
    const sound = await command(
      csv(
        'age,y',
        ages((i) => (i % 3 === 0 ? 'yes' : 'no')),
      ),
      'y=yes',
    );
    expect(sound.code).toBe(0);
    expect(sound.stdout).toMatch(/AUC 0\.\d{6}, Gini -?0\.\d{6}, KS 0\.\d{6}/);
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toMatchObject({ name: 'risk', link: 'logit' });
  });
});

it('field 27: a level that always happens is told; the others keep their rates', async () => {
  const fitted = await fit(regression('logit', [gradesFrom('b', 'c')]), csv('grade,y', grades({ a: 2, b: 4, c: 10 })));
  const [b, c] = fitted.coefficients;
  const rate = 1 / (1 + Math.exp(-(fitted.intercept?.coefficient ?? 0) - (b?.estimate?.coefficient ?? 0)));
  expect(rate).toBeCloseTo(0.4, 9);
  expect([c?.value, c?.estimate, fitted.document]).toEqual(['c', null, null]);
  expect(messages(fitted.problems)).toEqual([
    'separated-by-level: “grade = c” separates the outcome: it happened in 10 of its 10 rows, so that no finite coefficient is the best.',
  ]);
});

describe('least squares', () => {
  it('found 28: rows whose outcome is no finite number are left out and told', async () => {
    const line = (odd: readonly Cell[]) => ages((i) => odd[i] ?? 3 * i + ((i * 7) % 5));
    const fitted = await fit(regression('identity', [AGE]), csv('age,y', line(['NaN', 'inf', '-Infinity', 'x', ''])));
    const clean = await fit(regression('identity', [AGE]), csv('age,y', line([]).slice(5)));
    expect(fitted.intercept).toEqual(clean.intercept);
    expect(fitted.leftOut).toEqual({ noOutcome: 1, outcomeUnreadable: 4, noFacts: 0 });
    expect(messages(fitted.problems)[0]).toContain('refused: 4 (');
    expect(fitted.document?.intercept).toBeCloseTo(clean.intercept?.coefficient ?? Number.NaN, 9);
  });

  it.each<[string, number, number, boolean]>([
    ['figures about 1e9', 1e9, 2, true],
    ['figures about 1e12 and six decimals', 1e12, 6, false],
    ['figures about 1e12 and none', 1e12, 0, true],
  ])('found 29: what is written answers as the fit does, or is refused: %s', async (_, about, decimals, isWritten) => {
    const rows = Array.from({ length: 40 }, (_, i) => [about + i * 1.25, (2 * i + ((i * 7) % 5)).toFixed(2)]);
    const document = regression('identity', [ASSETS], decimals);
    const fitted = await fit(document, csv('assets,y', rows));
    expect(fitted.document !== null).toBe(isWritten);
    if (fitted.document === null) {
      expect(messages(fitted.problems)[0]).toMatch(
        /^coefficients-need-digits: .* comes from “assets” \(up to 1000000000048\.75\)/,
      );
      return;
    }
    const evaluate = compile(libraryOf(fitted.document), ['regression/risk']);
    const slope = fitted.coefficients[0]?.estimate?.coefficient ?? Number.NaN;
    const [mx, my] = [0, 1].map((c) => rows.reduce((sum, row) => sum + Number(row[c]) - (c === 0 ? about : 0), 0) / 40);
    for (const [x = 0] of rows) {
      const result = evaluate.decide({ facts: { id: 'C', assets: Number(x) } })['regression/risk'];
      const expected = (my ?? 0) + slope * (Number(x) - about - (mx ?? 0));
      expect(Math.abs(Number(result?.value) - expected)).toBeLessThan(1.01 * 10 ** -decimals);
    }
  });

  it('found 30: two rows and two coefficients have no standard errors, and nothing is written', async () => {
    const fitted = await fit(
      regression('identity', [AGE]),
      csv('age,y', [
        [20, 3],
        [30, 8],
      ]),
    );
    expect([fitted.intercept?.standardError, fitted.coefficients[0]?.estimate?.p]).toEqual([null, null]);
    expect(fitted.document).toBeNull();
    expect(messages(fitted.problems)[0]).toMatch(/^fit-without-freedom: 2 rows determine 2 coefficients exactly/);
  });

  it('found 30: p is that of t', async () => {
    // R 4.2.2: summary(lm(c(1, 3, 2, 5) ~ c(20, 30, 40, 50)))$coefficients[2, 4]
    const fitted = await fit(
      regression('identity', [AGE]),
      csv('age,y', [
        [20, 1],
        [30, 3],
        [40, 2],
        [50, 5],
      ]),
    );
    expect(fitted.coefficients[0]?.estimate?.p).toBeCloseTo(0.16847815937969998, 12);
  });
});
