import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Regression } from '../../../definitions/index.ts';
import type { DecileTable } from '../../../server/statistics/deciles.ts';
import type { FitReport } from '../../../server/operations/regressions/fit-file.ts';
import type * as BuiltFitter from '../../../server/operations/regressions/fitter.ts';
import { packSources } from '../../support/packs.ts';
import { type Bank, clock, openBank } from '../support/bank.ts';
import { churnFile, churnRows, plainAuc, plainFit, probability } from '../support/churn-rows.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

/** A thread runs what was built. */
const BUILT = fileURLToPath(new URL('../../../dist/server/operations/regressions/fitter.js', import.meta.url));
const documents = packSources('bank-crm')
  .map(({ document }) => document as { readonly kind: string; readonly name: string })
  .filter(({ kind, name }) => kind === 'entity' || `${kind}/${name}` === 'regression/churn' || kind === 'reference');
const churn = documents.find(({ kind }) => kind === 'regression') as unknown as Regression;
const rows = churnRows(600);

describe('fitting a regression to a file that is sent', { timeout: 120_000 }, () => {
  let bank: Bank;
  let cookie: string;
  const own = { host: 'localhost', origin: 'http://localhost' };
  beforeAll(async () => {
    bank = await openBank(documents, 'en', { hasPeople: true, now: clock.now });
    await seedPeople(bank.store, [...STAFF, { id: 'head', node: 'bank', roles: ['author'] }]);
    await bank.look();
    const payload = { account: 'head', password: PASSWORD, code: codeAt(clock.now()) };
    const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
    cookie = `guiju-session=${reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? ''}`;
  });
  afterAll(() => bank.close());

  const form = (parts: Readonly<Record<string, string>>, file?: readonly [name: string, text: string]) => {
    const made = new FormData();
    for (const [name, value] of Object.entries(parts)) made.append(name, value);
    if (file !== undefined) made.append('file', new File([file[1]], file[0]));
    return new Response(made);
  };
  async function send(body: Response, language = 'en') {
    const reply = await bank.app.inject({
      method: 'POST',
      url: '/api/v1/regressions/fit',
      headers: {
        ...own,
        cookie,
        'accept-language': language,
        'content-type': body.headers.get('content-type') ?? '',
      },
      payload: Buffer.from(await body.arrayBuffer()),
    });
    return {
      status: reply.statusCode,
      type: reply.headers['content-type'],
      body: reply.json<FitReport>(),
      text: reply.body,
    };
  }
  const whole = { definition: JSON.stringify(churn), outcome: 'left=yes', groups: '5', asOf: '2026-06-30' };
  const file = ['churn.csv', churnFile(rows)] as const;

  it('finds what plain Newton steps find, and parts those who left from the others as plain pairs do', async () => {
    const { status, body } = await send(form(whole, file));
    expect(status).toBe(200);
    const expected = plainFit(rows);
    const { fitted, before, after } = body;
    const got = [fitted.intercept, ...fitted.coefficients.map(({ estimate }) => estimate)];
    got.forEach((estimate, i) => expect(estimate?.coefficient).toBeCloseTo(expected[i] ?? Number.NaN, 6));
    expect(fitted.discrimination?.auc).toBeCloseTo(
      plainAuc(
        rows.map((row) => probability(expected, row)),
        rows,
      ),
      9,
    );
    const written = fitted.document as Regression;
    expect(written).toEqual({ ...churn, intercept: written.intercept, terms: written.terms });
    expect(written.terms.map(({ fact, ifMissing }) => [fact, ifMissing])).toEqual(
      churn.terms.map(({ fact, ifMissing }) => [fact, ifMissing]),
    );
    // The figures of the draft as it was sent, by the same pairs of scores as they are shown.
    const today = rows.map((row) => Number(probability([-2, 0.8, -0.03, 1.2], row).toFixed(6)));
    expect(before?.discrimination.auc).toBeCloseTo(plainAuc(today, rows), 9);
    const byHand = groupsOf(
      rows.map((row) => Number(probability(expected, row).toFixed(6))),
      5,
    );
    expect(after?.rows.map(({ size, events }) => [size, events])).toEqual(byHand);
    expect(after?.total).toMatchObject({ size: 600, events: rows.filter(({ left }) => left).length });
  });

  /** Size and events of groups by rank, equal scores together. */
  function groupsOf(scores: readonly number[], groups: number): readonly (readonly [number, number])[] {
    const found = new Map<number, [number, number]>();
    scores.forEach((score, i) => {
      const rank = scores.filter((other) => other > score).length;
      const group = Math.floor((rank * groups) / scores.length) + 1;
      const [size, events] = found.get(group) ?? [0, 0];
      found.set(group, [size + 1, events + (rows[i]?.left === true ? 1 : 0)]);
    });
    return [...found].toSorted(([a], [b]) => a - b).map(([, counts]) => counts);
  }

  it('gives the definition, and the deciles, that guiju fit and guiju deciles give of the same file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-fit-'));
    const at = (name: string) => join(folder, name);
    writeDefinitions(at('definitions'), documents);
    writeFileSync(at('churn.csv'), file[1]);
    const options = [
      '--definitions',
      at('definitions'),
      '--input',
      at('churn.csv'),
      '--outcome',
      'left=yes',
      '--as-of',
      '2026-06-30',
    ];
    const fit = await guiju(['fit', 'regression/churn', ...options, '--write', at('fitted.json')]);
    expect(fit.code, fit.stderr).toBe(0);
    const { body } = await send(form(whole, file));
    expect(body.fitted.document).toEqual(JSON.parse(readFileSync(at('fitted.json'), 'utf8')));
    const deciles = await guiju(['deciles', 'regression/churn#value', ...options, '--groups', '5', '--json']);
    const table = JSON.parse(deciles.stdout) as DecileTable;
    expect(body.before?.rows).toEqual(table.rows);
    expect(body.before?.discrimination).toEqual(table.discrimination);
    rmSync(folder, { recursive: true });
  });

  it('refuses what says nothing, in both languages, with what was expected', async () => {
    const cases: readonly (readonly [Response, number, string])[] = [
      [form({ outcome: 'left=yes' }, file), 422, 'fit-part-absent'],
      [form({ definition: whole.definition }, file), 422, 'fit-part-absent'],
      [form(whole), 422, 'fit-part-absent'],
      [form(whole, ['churn.exe', 'x']), 422, 'fit-file-name'],
      [form({ ...whole, groups: '1000' }, file), 422, 'fit-part-malformed'],
      [form({ ...whole, asOf: 'soon' }, file), 422, 'fit-part-malformed'],
      [form({ ...whole, definition: '{ no' }, file), 400, 'not-json'],
      [form({ ...whole, definition: JSON.stringify(documents[0]) }, file), 422, 'not-a-regression'],
      [form({ ...whole, outcome: 'gone=yes' }, file), 422, 'column-not-found'],
      [form({ ...whole, outcome: 'left=perhaps' }, file), 422, 'outcome-value-absent'],
      [form({ ...whole, feed: 'feed/none' }, file), 404, 'feed-not-found'],
      [
        new Response('--x', { headers: { 'content-type': 'multipart/form-data; boundary=y' } }),
        400,
        'fit-form-unreadable',
      ],
    ];
    for (const [body, status, code] of cases) {
      const found = await send(body);
      expect([code, found.status, found.text.includes(`"${code}"`), found.type]).toEqual([
        code,
        status,
        true,
        'application/problem+json; charset=utf-8',
      ]);
    }
    const spoken = await send(form(whole, ['churn.exe', 'x']), 'zh-CN');
    expect(spoken.text).toContain('文件名须以');
    expect((await send(new Response('{}', { headers: { 'content-type': 'application/json' } }))).status).toBe(415);
  });

  it('gives no definition where the fit is unsound, and says why', async () => {
    const parted = rows.map((row) => ({ ...row, left: row.ratio > 1.5 }));
    const { status, body } = await send(form(whole, ['parted.csv', churnFile(parted)]));
    expect(status).toBe(200);
    expect(body.fitted.document).toBeNull();
    expect(body.after).toBeNull();
    expect(JSON.stringify(body.fitted.problems)).toContain('separated-by-number');
  });

  it('runs in a thread of its own that ends with it, and is told when it takes too long', async () => {
    const body = form(whole, file);
    const task = {
      publication: bank.runtime.catalog.publication.number,
      contentType: body.headers.get('content-type') ?? '',
      bytes: new Uint8Array(await body.arrayBuffer()),
      today: 20_000n,
      language: 'en' as const,
    };
    const { threadedFitter } = (await import(BUILT)) as typeof BuiltFitter;
    const fitter = threadedFitter(bank.store.address);
    const found = await fitter.fit(task);
    expect(found.kind).toBe('report');
    const direct = await send(form(whole, file));
    expect(found.kind === 'report' && (JSON.parse(found.text) as FitReport).fitted.document).toEqual(
      direct.body.fitted.document,
    );
    await fitter.close();
    expect(await threadedFitter(bank.store.address, 1).fit(task)).toEqual({ kind: 'too-long' });
    const busy = threadedFitter(bank.store.address, 1);
    const all = await Promise.all(Array.from({ length: 6 }, () => busy.fit(task)));
    expect(all.filter(({ kind }) => kind === 'busy')).toHaveLength(2);
  });
});
