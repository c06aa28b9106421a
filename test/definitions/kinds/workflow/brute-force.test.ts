import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { prove } from '../../../../definitions/prove.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { type Everything, tryEverything } from '../../../support/machines/brute-force.ts';
import { linked, problemsOf, workflow } from './complaint.ts';

const seed = Number(process.env['SEED'] ?? 1);
const EVENTS = ['go', 'stop'];
const DELAYS = { two: 2, four: 4, six: 6 };
/** Which guards hold for each kind of facts: what is very large is large. */
const WORLDS = [[], ['large'], ['large', 'very-large']]
  .flatMap((names) => [names, [...names, 'reply-recorded']])
  .map((names) => new Set(names.map((name) => `criteria/${name}`)));

it(`what is proved of small workflows, and refuted, is so by trying everything (seed ${seed})`, () => {
  const random = new Chance(seed);
  const verdicts: Record<string, number> = {};
  for (let i = 0; i < 60; i += 1) {
    const document = randomWorkflow(random);
    expect(
      problemsOf(document).filter((one) => !one.startsWith('workflow-delay-unused')),
      JSON.stringify(document),
    ).toEqual([]);
    const all = tryEverything(
      document['machine'] as JsonObject,
      { worlds: WORLDS, events: EVENTS, delays: DELAYS },
      60,
    );
    if (all !== undefined) compare(document, all, verdicts);
  }
  for (const what of ['states-reachable', 'states-lead-out', 'timers-can-end', 'comes-to-rest']) {
    expect(verdicts[`${what} proved`] ?? 0, JSON.stringify(verdicts)).toBeGreaterThan(2);
    if (what !== 'comes-to-rest') expect(verdicts[`${what} refuted`] ?? 0, JSON.stringify(verdicts)).toBeGreaterThan(0);
    expect(verdicts[`${what} undecided`] ?? 0, JSON.stringify(verdicts)).toBeLessThan(25);
  }
});

function compare(document: JsonObject, all: Everything, verdicts: Record<string, number>): void {
  const said = JSON.stringify(document);
  const machine = document['machine'] as { readonly states: JsonObject };
  const proofs = prove(linked(document), ['workflow/tried'])[0]?.proofs ?? [];
  for (const { property, verdict, pointer } of proofs) {
    verdicts[`${property} ${verdict}`] = (verdicts[`${property} ${verdict}`] ?? 0) + 1;
    if (verdict === 'undecided') continue;
    const isProved = verdict === 'proved';
    const [, , state = '', , delay = ''] = pointer.split('/').slice(1);
    const armed = Object.entries(machine.states).flatMap(([name, one]) =>
      Object.keys(all.entered.has(name) ? ((one as { readonly after?: object }).after ?? {}) : {}).map(
        (key) => `${name} ${key}`,
      ),
    );
    switch (property) {
      case 'states-reachable':
        if (isProved) for (const name of Object.keys(machine.states)) expect(all.entered.has(name), said).toBe(true);
        else expect(all.entered.has(state), `${pointer} ${said}`).toBe(false);
        break;
      case 'states-lead-out':
        expect(all.canAlwaysEnd, said).toBe(isProved);
        break;
      case 'timers-can-end':
        if (!isProved) expect(all.ended.has(`${state} ${delay}`), `${pointer} ${said}`).toBe(false);
        else for (const one of armed) expect(all.ended.has(one), `${one} ${said}`).toBe(true);
        break;
      case 'comes-to-rest':
        expect(all.isEverEndless, said).toBe(!isProved);
        break;
    }
  }
}

/** Four states and an end, with events, delays and guards as they fall. */
function randomWorkflow(random: Chance): JsonObject {
  const names = ['a', 'b', 'c', 'z'];
  const transition = (): JsonObject => ({
    target: random.pick(names),
    ...(random.is(0.4) ? { guard: random.pick(['large', 'very-large', 'reply-recorded']) } : {}),
    ...(random.is(0.2) ? { reenter: true } : {}),
  });
  const some = (keys: readonly string[], share: number) =>
    Object.fromEntries(
      keys.filter(() => random.is(share)).map((key) => [key, random.many(random.whole(1, 2), transition)]),
    );
  const state = (): JsonObject => ({
    on: some(EVENTS, 0.45),
    after: some(Object.keys(DELAYS), 0.3),
    ...(random.is(0.15) ? { always: [{ ...transition(), guard: random.pick(['large', 'very-large']) }] } : {}),
  });
  const machine = { id: 'machine', initial: 'a', states: { a: state(), b: state(), c: state(), z: { type: 'final' } } };
  const delays = Object.fromEntries(
    Object.entries(DELAYS).map(([name, hours]) => [name, { budget: { elapsed: `PT${hours}H` } }]),
  );
  return workflow(machine, { delays });
}
