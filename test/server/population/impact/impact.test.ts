import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/universal';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { compile, link, type Library } from '../../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../../server/batch/duckdb.ts';
import { csvCell, formulaSafe, withoutMark } from '../../../../server/batch/output/formula-safe.ts';
import { outputFile } from '../../../../server/batch/output/output-file.ts';
import { affected } from '../../../../server/population/impact/affected.ts';
import { scaleOf } from '../../../../server/population/impact/figures.ts';
import { USUAL_SETTINGS } from '../../../../server/authority/settings.ts';
import { grossMoves, scalesOf } from '../../../../server/population/impact/gross-moves.ts';
import { impactOf } from '../../../../server/population/impact/impact.ts';
import { writeMovers } from '../../../../server/population/impact/write-movers.ts';
import { populationRoom } from '../../support/population.ts';
import { clientEntity, clientScorecard, tierOf } from '../../../support/tier-documents.ts';

const CLIENT = clientEntity(
  {
    age: { type: 'integer', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, minimum: -1_000_000, maximum: 1_000_000, optional: true },
    branch: { type: 'string', optional: true },
  },
  {
    relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
    derived: { balance: { text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 } },
  },
);
const ACCOUNT = {
  kind: 'entity',
  name: 'account',
  key: 'no',
  fields: {
    no: { type: 'string' },
    id: { type: 'string' },
    balance: { type: 'decimal', decimals: 2, minimum: 0, maximum: 10_000 },
  },
};
const SCORE = clientScorecard('worth', {
  age: [
    ['[0, 30)', 10],
    ['[30, 120]', 40],
  ],
  balance: [
    ['[0, 500)', 0],
    ['[500, ∞)', 60],
  ],
});
const TIER = tierOf(
  [
    { name: 'plain', in: '[0, 40)' },
    { name: 'good', in: '[40, 90)' },
    { name: 'gold', in: '[90, 100]' },
  ],
  { primary: true },
);
const IDLE = {
  kind: 'criteria',
  name: 'adult',
  entity: 'entity/client',
  when: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: 18 }] },
};
const of = (...documents: readonly object[]) => link(documents.map((document) => ({ document })));
const before = of(CLIENT, ACCOUNT, SCORE, TIER, IDLE);
const changedScore = structuredClone(SCORE);
changedScore.characteristics[0] = {
  name: 'age',
  fact: 'age',
  bins: [
    { in: '[0, 25)', score: 40 },
    { in: '[25, 120]', score: 10 },
  ],
};
const after = of(CLIENT, ACCOUNT, changedScore, TIER, IDLE);

const room = populationRoom(before);
let duckdb: Duckdb;
beforeEach(async () => {
  duckdb = await openDuckdb({ threads: 1 });
});
afterEach(() => duckdb.close());

const people = Array.from({ length: 400 }, (_, i) => ({
  id: `k${i}`,
  age: (i * 37) % 100,
  aum: i % 7 === 0 ? null : Number((((i * 7919) % 100_000) / 100 - 200).toFixed(2)),
  branch: i % 5 === 0 ? null : `b${i % 3}`,
}));
const accounts = people.flatMap(({ id }, i) =>
  Array.from({ length: i % 3 }, (_, j) => ({ no: `${i}-${j}`, id, balance: (i * 31 + j * 400) % 900 })),
);
const csv = (rows: readonly object[]) =>
  `${Object.keys(rows[0] ?? {}).join(',')}\n${rows
    .map((row) =>
      Object.values(row)
        .map((value) => csvCell(String(value ?? '')))
        .join(','),
    )
    .join('\n')}\n`;

async function snapshotRequest() {
  const made = await room.import(room.write('p.csv', csv(people)), {
    related: new Map([['entity/account', room.write('a.csv', csv(accounts))]]),
  });
  const path = (at: number) => join(room.snapshots, made.id, made.manifest.tables[at]?.file ?? '');
  return {
    input: path(0),
    related: { 'entity/account': path(1) },
    asOf: 20_454n,
    cuts: {},
    mapping: {},
    language: 'en' as const,
  };
}

/** The same by a plain loop over the records and the compiled function. */
function judged(old: Library, now: Library) {
  const ref = 'segmentation/tier';
  const [left, right] = [compile(old, [ref]), compile(now, [ref])];
  const order = ['plain', 'good', 'gold'];
  const found = {
    matrix: {} as Record<string, Record<string, number>>,
    up: 0,
    down: 0,
    value: 0,
    units: {} as Record<string, number[]>,
  };
  for (const { id, age, aum, branch } of people) {
    const facts = {
      age,
      accounts: accounts.filter((account) => account.id === id).map(({ balance }) => ({ balance })),
    };
    const classOf = (compiled: typeof left) =>
      (compiled.decide({ facts })[ref]?.value as { class: string } | undefined)?.class ?? '';
    const [from, to] = [classOf(left), classOf(right)];
    const row = (found.matrix[from] ??= {});
    row[to] = (row[to] ?? 0) + 1;
    const unit = (found.units[branch ?? ''] ??= [0, 0, 0, 0]);
    unit[0] = (unit[0] ?? 0) + 1;
    if (from === to) continue;
    const at = order.indexOf(to) > order.indexOf(from) ? 2 : 3;
    if (at === 2) found.up += 1;
    else found.down += 1;
    unit[1] = (unit[1] ?? 0) + 1;
    unit[at] = (unit[at] ?? 0) + 1;
    found.value += Math.round((aum ?? 0) * 100);
  }
  return found;
}

describe('an impact', () => {
  it('counts who moves, up and down, by organisation and with what is at stake, as a plain loop does', async () => {
    const request = await snapshotRequest();
    const { impact } = await impactOf(duckdb, {
      ...request,
      before,
      after,
      ref: 'segmentation/tier',
      organisation: 'branch',
      value: 'aum',
    });
    const { matrix, up, down, value, units } = judged(before, after);
    expect(up).toBeGreaterThan(0);
    expect(down).toBeGreaterThan(0);
    expect(impact.matrix).toEqual(matrix);
    expect([impact.moved, impact.up, impact.down]).toEqual([up + down, up, down]);
    expect(Number(impact.atStake?.moved)).toBeCloseTo(value / 100, 6);
    expect(
      Object.fromEntries(
        (impact.organisations ?? []).map((one) => [one.organisation, [one.compared, one.moved, one.up, one.down]]),
      ),
    ).toEqual(units);
  });

  it('tells how figures are spread, and which move beyond a step', async () => {
    const request = await snapshotRequest();
    const { impact } = await impactOf(duckdb, { ...request, before, after, ref: 'scorecard/worth', step: 6 });
    const scoreOf = (library: Library) => {
      const { decide } = compile(library, ['scorecard/worth']);
      return people.map(({ id, age }) => {
        const facts = {
          age,
          accounts: accounts.filter((account) => account.id === id).map(({ balance }) => ({ balance })),
        };
        return (decide({ facts })['scorecard/worth']?.value as { score: number } | undefined)?.score ?? Number.NaN;
      });
    };
    const [old, now] = [scoreOf(before), scoreOf(after)];
    const sorted = old.toSorted((a, b) => a - b);
    const [figure] = impact.figures;
    expect(figure).toMatchObject({ name: 'score', step: 6, lost: 0, gained: 0 });
    expect(figure?.before).toMatchObject({
      count: 400,
      minimum: String(sorted[0]),
      maximum: String(sorted.at(-1)),
      median: String(sorted[199]),
    });
    expect([figure?.up, figure?.down]).toEqual([
      old.filter((score, i) => (now[i] ?? 0) - score >= 6).length,
      old.filter((score, i) => score - (now[i] ?? 0) >= 6).length,
    ]);
    // Its ranges meet, and each figure is in one of them.
    const within = (scores: readonly number[], { from, to }: { from: string | null; to: string | null }) =>
      scores.filter((score) => score >= Number(from ?? '-Infinity') && score < Number(to ?? 'Infinity')).length;
    const ranges = figure?.ranges ?? [];
    expect(ranges.length).toBeGreaterThan(3);
    expect(ranges.slice(1).map(({ from }) => from)).toEqual(ranges.slice(0, -1).map(({ to }) => to));
    expect(ranges.map(({ before: count }) => count)).toEqual(ranges.map((range) => within(old, range)));
    expect(ranges.map(({ after: count }) => count)).toEqual(ranges.map((range) => within(now, range)));
    expect(ranges.reduce((sum, range) => sum + range.before, 0)).toBe(400);
  });

  it('is measured by the scale of another, to be held against it', async () => {
    const request = { ...(await snapshotRequest()), before, after, ref: 'scorecard/worth' };
    const { impact: approved } = await impactOf(duckdb, { ...request, step: 6 });
    // Another population: the scale would be another by itself.
    const { impact: now } = await impactOf(duckdb, { ...request, before: after, scales: scalesOf(approved) });
    expect(now.figures.map(scaleOf)).toEqual(approved.figures.map(scaleOf));
    expect(grossMoves([approved], [approved], USUAL_SETTINGS.settings.tolerance)).toEqual([]);
    const held = grossMoves([approved], [now], USUAL_SETTINGS.settings.tolerance);
    expect(held.map(({ kind }) => kind)).toContain('figure');
    expect(held.map(({ kind }) => kind)).not.toContain('unknown');
  });

  it('is asked of all that stand on what changed, the primary segmentation first, and of nothing else', () => {
    expect(affected(before, after, 'entity/client')).toEqual([
      { ref: 'segmentation/tier', kind: 'reached' },
      { ref: 'scorecard/worth', kind: 'changed' },
    ]);
    expect(affected(before, before, 'entity/client')).toEqual([]);
  });
});

test('life L54: as many up as down are all told, and a small class that doubles shows', async () => {
  const swapped = structuredClone(TIER);
  swapped.classes = [
    { name: 'good', in: '[0, 40)' },
    { name: 'plain', in: '[40, 90)' },
    { name: 'gold', in: '[90, 100]' },
  ];
  const request = await snapshotRequest();
  const { impact } = await impactOf(duckdb, {
    ...request,
    before,
    after: of(CLIENT, ACCOUNT, SCORE, swapped, IDLE),
    ref: 'segmentation/tier',
  });
  const plain = Object.values(impact.matrix['plain'] ?? {}).reduce((sum, count) => sum + count, 0);
  const good = Object.values(impact.matrix['good'] ?? {}).reduce((sum, count) => sum + count, 0);
  expect(impact.moved).toBe(plain + good);
  expect(impact.matrix['plain']).toEqual({ good: plain });
  expect(impact.moves['plain']).toEqual({ out: plain, in: good, net: good - plain });
});

describe('life L58: what is exported is never a formula', () => {
  const PAYLOADS = [
    "=cmd|'/c calc'!A0",
    '=1+1',
    '+86 139',
    '-x',
    '@SUM(1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '＋1',
    '－x',
    '＠x',
    ' =1',
    '\u00a0=1',
    '\u3000=1',
    "'=1",
    "'",
    "''x",
    '"=1"',
    '=HYPERLINK("http://x";"y")',
    '-5-3',
    '+',
    '-',
    '=',
    '@',
    '=1,2',
    'a=1',
    '张三',
    '-5',
    '+86139',
  ];

  test.each(PAYLOADS)('%j', (text) => {
    const cell = formulaSafe(text);
    expect(/^[\s\u00a0\u3000]*[=+\-@＝＋－＠]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell)).toBe(false);
    expect(/^[\t\r\n]/.test(cell)).toBe(false);
    expect(cell === text || withoutMark(cell) === text).toBe(true);
    // Whoever reads the file can tell: a cell with the mark had it put there.
    expect(cell.startsWith("'") ? withoutMark(cell) : cell).toBe(text);
  });

  it('in the movers: names as keys and branches, figures as figures', async () => {
    const rows = PAYLOADS.filter((text) => !/[\r\n]/.test(text)).map((id, i) => ({
      id,
      age: 35,
      aum: -5 - i,
      branch: id,
    }));
    const made = await room.import(room.write('p.csv', csv(rows)));
    const input = join(room.snapshots, made.id, made.manifest.tables[0]?.file ?? '');
    const plain = of(CLIENT, ACCOUNT, { ...SCORE, characteristics: SCORE.characteristics.slice(0, 1) });
    const other = of(CLIENT, ACCOUNT, { ...changedScore, characteristics: changedScore.characteristics.slice(0, 1) });
    const request = { input, related: {}, asOf: 20_454n, cuts: {}, mapping: {}, language: 'en' as const };
    const { movers, impact } = await impactOf(duckdb, {
      ...request,
      before: plain,
      after: other,
      ref: 'scorecard/worth',
      organisation: 'branch',
      value: 'aum',
    });
    expect(impact.moved).toBe(rows.length);
    const output = outputFile(room.path('movers.csv'), { force: true, inputs: [] });
    await writeMovers(duckdb, movers, output);
    const read = await duckdb.rows(
      `SELECT id, branch, aum FROM read_csv('${output.path}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`,
    );
    expect(read.map(([id]) => withoutMark(String(id))).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    for (const [id, branch, aum] of read) {
      expect(branch).toBe(id);
      expect(/^-\d+\.00$/.test(String(aum))).toBe(true);
    }
    expect(readFileSync(output.path, 'utf8')).toContain("'=1+1");
    const sheet = outputFile(room.path('movers.xlsx'), { force: true, inputs: [] });
    await writeMovers(duckdb, movers, sheet);
    const [head, ...cells] = await readSheet(new Blob([readFileSync(sheet.path)]));
    const column = (name: string) => cells.map((row) => row[head?.indexOf(name) ?? -1]);
    // Texts as they are, none of them a formula, which a reader would see as its result; figures as figures.
    // The reader passes over blanks around a text.
    expect(column('id').map(String).toSorted()).toEqual(rows.map(({ id }) => id.trim()).toSorted());
    expect(column('aum').every((value) => typeof value === 'number' && value < 0)).toBe(true);
  });
});
