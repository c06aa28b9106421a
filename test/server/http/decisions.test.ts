import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, type Result } from '../../../definitions/index.ts';
import { readLog } from '../../../server/store/decision-log.ts';
import { type Bank, openBank } from '../support/bank.ts';

const TIER = 'segmentation/tier';
const DECIDE = `/api/v1/decisions/${TIER}`;
const facts = { clientId: 'C-1', age: 40, aum: 1500.5 };

/** An answer is a result with the id of the decision. */
type Answer = Result & { readonly decisionId: string };
const resultOf = ({ decisionId: _, ...result }: Answer): Result => result;

describe('POST /api/v1/decisions', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  const post = (url: string, payload: string | object, headers: Record<string, string> = {}) =>
    bank.app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });

  it.each([
    ['a figure', { facts }, {}],
    ['a missing figure, with its reason in Chinese', { facts: { clientId: 'C-2', age: 1 } }, {}],
    [
      'a missing figure, with its reason in English',
      { facts: { clientId: 'C-2', age: 1 } },
      { 'accept-language': 'en' },
    ],
  ])('answers what the compiled function answers: %s', async (_title, request, headers: Record<string, string>) => {
    const reply = await post(DECIDE, request, headers);
    const language = headers['accept-language'] === 'en' ? 'en' : 'zh-CN';
    const expected = compile(bank.runtime.catalog.library, [TIER]).decide(request, language)[TIER];
    expect(reply.statusCode).toBe(200);
    expect(resultOf(reply.json<Answer>())).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it('adds the trace where it is asked for', async () => {
    const [plain, traced] = [await post(DECIDE, { facts }), await post(`${DECIDE}?trace=true`, { facts })];
    expect(plain.json()).not.toHaveProperty('trace');
    expect(traced.json<Result>().trace?.length).toBeGreaterThan(0);
    const { trace: _, ...rest } = resultOf(traced.json<Answer>());
    expect(rest).toEqual(resultOf(plain.json<Answer>()));
  });

  it('makes a decision for the day of the bank where the request names none', async () => {
    const recent = '/api/v1/decisions/criteria/recent';
    const at = async (joinedOn: string, $asOf?: string) =>
      (await post(recent, { facts: { joinedOn }, ...($asOf && { $asOf }) })).json<Result>().value;
    expect(await at('2026-01-01')).toBe(true);
    expect(await at('2024-01-01')).toBe(false);
    expect(await at('2024-01-01', '2024-06-30')).toBe(true);
  });

  it('answers a refused record with 422, what is missing, and the definition', async () => {
    const reply = await post(DECIDE, { facts: { aum: 1.005 } });
    expect(reply.statusCode).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'fact-too-precise', missing: [], definition: { id: TIER, version: 1 } });
    expect(reply.json<{ problems: { pointer: string }[] }>().problems[0]?.pointer).toBe('/facts/aum');
  });

  it('answers a stream line by line, a bad line in its place', async () => {
    const lines = [
      JSON.stringify({ facts }),
      '{bad',
      '',
      JSON.stringify(facts),
      '{"facts":{"aum":-1}}',
      '{"facts":{}}',
    ];
    const reply = await post(`${DECIDE}/batch`, lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    const single = (await post(DECIDE, { facts })).json<Answer>();
    const results = reply.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
    expect(reply.statusCode).toBe(200);
    expect(results.map(({ value, problems }) => [value, problems.map(({ code }) => code)])).toEqual([
      [single.value, []],
      [null, ['line-not-json']],
      [single.value, []],
      [null, ['fact-out-of-domain']],
      [{ class: 'plain', score: 50 }, []],
    ]);
    expect(resultOf(results[0] as Answer)).toEqual(resultOf(single));
    const ids = results.flatMap((result) => (result.problems.length === 0 ? (result as Answer).decisionId : []));
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => Number(a) - Number(b)));
    expect(ids).toHaveLength(3);
    expect(results[1]?.problems[0]?.message.en).toContain('Line 2 ');
  });

  it('logs every answer with what is needed to compute it again', async () => {
    const body = JSON.stringify({ facts: { joinedOn: '2026-01-01' } });
    const reply = await post('/api/v1/decisions/criteria/recent', body, { 'accept-language': 'en' });
    const pages = [];
    for await (const page of readLog(bank.store.database, { ref: 'criteria/recent' })) pages.push(...page);
    const { definition, decisionId, ...answer } = reply.json<Answer>();
    const { result, ...logged } = pages.at(-1) ?? { result: '' };
    expect(logged).toEqual({
      number: Number(decisionId),
      ref: definition.id,
      version: definition.version,
      hash: definition.hash,
      closure: definition.closure,
      cuts: 0,
      language: 'en',
      asOf: '2026-11-22',
      request: body,
      at: Date.parse('2026-11-22T04:00:00.000Z'),
    });
    expect(JSON.parse(result)).toEqual(answer);
  });

  it('counts what was answered and refused', async () => {
    await post(DECIDE, { facts });
    const metrics = await bank.app.inject({ url: '/metrics', headers: { host: 'localhost' } });
    expect(metrics.body).toMatch(
      /guiju_decisions_total\{ref="segmentation\/tier",way="single",outcome="answered"\} \d+/,
    );
    expect(metrics.body).toMatch(/guiju_decisions_total\{ref="segmentation\/tier",way="batch",outcome="refused"\} 2/);
  });
});
