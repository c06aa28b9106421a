import { isDeepStrictEqual } from 'node:util';
import { readFileSync } from 'node:fs';
import { compile, link, type FactRecord, type Results } from '../../definitions/index.ts';
import { handWritten } from './contestants/hand-written.ts';
import { readByHand } from './contestants/hand-written-read.ts';
import { jsonRulesEngine } from './contestants/json-rules-engine.ts';
import { CRITERIA_NAMES, summary } from './contestants/summary.ts';
import { zen } from './contestants/zen.ts';
import { type Customer, customers } from './model/customers.ts';
import { definitions } from './model/definitions.ts';
import { REFS } from './model/workload.ts';
import { measured, ratio, type Suite } from './report.ts';
import { type Contestant, inFlight, rounds, steady } from './rounds.ts';

/**
 * One decision at a time: one call answers the class and the ten criteria. `function` evaluates a read record, `function+read` reads
 * the parsed request first; `hand-written` builds the same results of facts that it trusts, `hand-written+read` refuses what the reader
 * refuses first. Arguments: rounds (7), milliseconds a turn (400).
 */
export const suite: Suite = async ([count = '7', milliseconds = '400']) => {
  const library = link(definitions());
  const compiled = compile(library, REFS);
  const people = customers(10_000);
  const requests = people.map((facts) => ({ facts }));
  const records = requests.map((request) => recordOf(compiled.read(request)));
  const stamps = REFS.map(
    (ref) => compiled.evaluate(records[0] as FactRecord)[ref]?.definition ?? fail(`${ref} has no result`),
  );
  const hand = handWritten(stamps);
  const [engine, gorules] = [jsonRulesEngine(), zen()];
  await compareAnswers(people, (i) => compiled.evaluate(records[i] as FactRecord), hand, [engine, gorules]);

  compareRefusals(people, (request) => compiled.read(request).record !== undefined);

  let kept = 0;
  const keep = (results: Results) => void (kept += results['segmentation/customer-class']?.reasons.length ?? 0);
  const keepText = (text: string) => void (kept += text.length);
  const contestants: readonly Contestant[] = [
    { name: 'function', run: steady(records, (record) => compiled.evaluate(record), keep) },
    { name: 'function+read', run: steady(requests, (request) => compiled.decide(request), keep) },
    { name: 'hand-written', run: steady(people, hand, keep) },
    {
      name: 'hand-written+read',
      run: steady(requests, (request) => hand(readByHand(request) ?? fail('refused')), keep),
    },
    { name: 'json-rules-engine', run: inFlight(people, engine, keepText, 1) },
    { name: 'zen', run: inFlight(people, gorules, keepText, 1) },
    { name: 'zen, 16 in flight', run: inFlight(people, gorules, keepText, 16) },
  ];
  const samples = await rounds(contestants, Number(count), Number(milliseconds));
  const of = (name: string) => samples.get(name) ?? [];
  const times = (fast: string, slow: string) => ratio(fast, slow, of(fast), of(slow));
  return {
    versions: {
      'json-rules-engine': versionOf('json-rules-engine'),
      '@gorules/zen-engine': versionOf('@gorules/zen-engine'),
    },
    results: contestants.map(({ name }) => measured(name, 'decisions/s', of(name))),
    ratios: [
      times('hand-written', 'function'),
      times('hand-written', 'function+read'),
      times('hand-written+read', 'function+read'),
      times('function', 'json-rules-engine'),
      times('function', 'zen'),
      times('function', 'zen, 16 in flight'),
    ],
  };
};

function recordOf(reading: { readonly record?: FactRecord | undefined; readonly problems?: unknown }): FactRecord {
  return reading.record ?? fail(`A customer is not readable: ${JSON.stringify(reading.problems)}`);
}

function fail(why: string): never {
  throw new Error(why);
}

/** All answers must be equal before anything is timed: every result object, and what the peers can answer. */
async function compareAnswers(
  people: readonly Customer[],
  ours: (i: number) => Results,
  hand: (customer: Customer) => Results,
  peers: readonly ((customer: Customer) => Promise<string>)[],
): Promise<void> {
  for (const [i, customer] of people.entries()) {
    const results = ours(i);
    const expected = hand(customer);
    if (!isDeepStrictEqual(results, expected))
      fail(`Customer ${i}: ${JSON.stringify(results)} is not ${JSON.stringify(expected)}`);
    if (i >= 1000) continue;
    for (const peer of peers) {
      const answer = await peer(customer);
      if (answer !== summaryOf(results)) fail(`Customer ${i}: a peer answers ${answer}, not ${summaryOf(results)}`);
    }
  }
}

/** What the reader refuses is refused by hand, too: each fact of some people in turn put out of order. */
function compareRefusals(people: readonly Customer[], isRead: (request: unknown) => boolean): void {
  const spoilt = [undefined, null, -1, 0.12345, 1e15, '1', true, 'sme', [], {}];
  for (const facts of people.slice(0, 20)) {
    const names = [...Object.keys(facts), 'unheardOf'];
    const requests: unknown[] = [null, [], {}, { facts, more: 1 }, { facts: [facts] }];
    for (const name of names) for (const value of spoilt) requests.push({ facts: { ...facts, [name]: value } });
    for (const request of requests) {
      if (isRead(request) !== (readByHand(request) !== undefined))
        fail(`${JSON.stringify(request)} is read differently`);
    }
  }
}

function summaryOf(results: Results): string {
  const value = results['segmentation/customer-class']?.value as { readonly class: string; readonly score: number };
  return summary(
    Math.round(value.score * 10_000),
    value.class,
    CRITERIA_NAMES.map((name) => results[`criteria/${name}`]?.value === true),
  );
}

function versionOf(name: string): string {
  const text = readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
