import { expect, it } from 'vitest';
import {
  beginRequest,
  dueNext,
  instantText,
  mergeRequests,
  reprojected,
  requestLine,
  requestRules,
} from '../../../../definitions/index.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { describeShared } from '../../../support/shared.ts';
import { instant, readVectors, type Vector } from '../../time/vectors.ts';
import { environmentOf, queueOf } from './desk.ts';

const wide = (text: string): Json => instantText(instant(text));
const LADDER = ['80%', '100%'].map((at) => ({
  clock: 'resolve',
  at,
  actions: [{ type: 'escalate', params: { level: 1 } }],
}));

describeShared('vectors of requests that others change', 'cases/service', (folder) => {
  const { cases, calendars } = readVectors(folder);
  const of = (id: string): Vector => {
    const found = cases.get(id);
    if (found === undefined) throw new Error(`No vector ${id}`);
    return found;
  };
  const titled = (id: string) => `${id}: ${of(id).trouble}`;
  const documents = [{ title: { 'zh-CN': 'cn-desk', en: 'cn-desk' }, source: 'vectors', ...calendars.get('cn-desk') }];

  it(titled('change-04'), () => {
    const { right } = of('change-04');
    const queue = queueOf('complaints', {
      clocks: [{ name: 'resolve', runsIn: ['new'], stopsIn: ['resolved'], budgets: [{ budget: 'P1D' }] }],
      ladder: LADDER,
    });
    const [desk] = documents as readonly { readonly holidays?: readonly object[] }[];
    const closed = {
      ...desk,
      holidays: [...(desk?.holidays ?? []), { on: '2026-11-24', name: { 'zh-CN': '台风', en: 'Typhoon' } }],
    };
    const [before, after] = [documents, [closed, ...documents.slice(1)]].map((calendars) =>
      requestRules('workflow/complaint', environmentOf(calendars, [queue])),
    );
    if (before === undefined || before === null || after === undefined || after === null) throw new Error('no rules');
    const facts = { number: 'CMP-1' };
    const { turn: begun } = beginRequest(before, 'queue/complaints', { at: instant('2026-11-23T15:30'), facts });
    if (begun === null) throw new Error('not begun');
    const due = (rules: typeof before, turned: typeof begun) =>
      (requestLine(rules, turned).clocks[0] as { dueAt: string } | undefined)?.dueAt;
    expect(due(before, begun)).toBe(wide(String(right['before'])));
    const now = { at: instant('2026-11-23T18:00'), facts };
    const corrected = reprojected({ before, after }, ['calendar/cn-desk'], begun.snapshot, now);
    expect(due(after, corrected)).toBe(wide(String(right['after'])));
    expect([corrected.effects, corrected.snapshot.clocks[0]?.cycles[0]?.generation]).toEqual([[], 2]);
  });

  it(titled('merge-01'), () => {
    const { right } = of('merge-01');
    const clocks = (budget: Json) => [
      { name: 'resolve', runsIn: ['new'], stopsIn: ['resolved'], budgets: [{ budget }] },
      { name: 'regulatory', runsIn: 'all-open', stopsIn: ['resolved'], budgets: [{ budget: { calendarDays: 15 } }] },
    ];
    const queues = [
      queueOf('a', { clocks: clocks('P3D'), ladder: LADDER }),
      queueOf('b', { clocks: clocks('P1D'), ladder: LADDER }),
    ];
    const rules = requestRules('workflow/complaint', environmentOf(documents, queues));
    if (rules === null) throw new Error('no rules');
    const facts = { number: 'CMP-1' };
    const begun = (queue: string, at: string) => {
      const { turn: first } = beginRequest(rules, queue, { at: instant(at), facts });
      if (first === null) throw new Error('not begun');
      return first.snapshot;
    };
    const [a, b] = [begun('queue/a', '2026-11-17T09:00'), begun('queue/b', '2026-11-18T09:00')];
    const merged = mergeRequests(rules, a, b, { at: instant('2026-11-18T10:00'), facts, absorbedFacts: facts });
    const survivor = right['A'] as JsonObject;
    expect(requestLine(rules, merged.survivor).clocks).toMatchObject([
      { name: 'resolve', dueAt: wide(String(survivor['resolve'])) },
      { name: 'regulatory', dueAt: wide(`${String(survivor['regulatory'])}T17:30`) },
    ]);
    expect(merged.absorbed.clocks.map(({ cycles }) => cycles[0]?.verdict)).toEqual(['merged', 'merged']);
    expect(dueNext(rules, merged.absorbed)).toBeUndefined();
  });
});
