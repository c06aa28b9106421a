import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginRequest,
  type CalendarDocument,
  ladderPlan,
  link,
  parseRung,
  type Planned,
  type QueueDocument,
  requestLine,
  requestRules,
  workingCalendar,
} from '../../../definitions/index.ts';
import {
  addRung,
  addRungAction,
  removeRung,
  removeRungAction,
  rungActions,
} from '../../../studio/editors/queue/edits.ts';
import { placeMark, stepMark } from '../../../studio/editors/queue/marks.ts';
import { axisOf, labelPlaces } from '../../../studio/editors/queue/time-axis.ts';
import { packSources } from '../../support/packs.ts';
import { testReader } from '../reader.ts';

const { environment } = link(packSources('bank-crm'));
const queues = [...packSources('bank-crm')].flatMap(({ place, document }) =>
  place?.startsWith('queue/') === true ? [document as unknown as QueueDocument] : [],
);
const calendar = workingCalendar(environment.document('calendar/cn-retail') as CalendarDocument);
const at = (text: string) => Date.parse(text);
const minute = 60_000;
/** Instants of a year and a half, whatever they fall on. */
const instants = fc
  .integer({ min: at('2025-06-01T00:00:00Z') / minute, max: at('2026-11-01T00:00:00Z') / minute })
  .map((minutes) => minutes * minute);

describe('the plan of a ladder', () => {
  it.each(queues.map((document) => [document.name, document] as const))(
    'says of %s what the step says of a request that is left alone',
    (name, document) => {
      const rules = requestRules(document.workflow, environment);
      if (rules === null) throw new Error('The workflow is sound');
      fc.assert(
        fc.property(instants, (from) => {
          const { turn } = beginRequest(rules, `queue/${name}`, { at: from, facts: {} });
          if (turn === null) throw new Error('It begins');
          const line = requestLine(rules, turn);
          // A line is JSON.
          const clocks = line.clocks as readonly { readonly name: string; readonly dueAt: string }[];
          const lasts = document.clocks.map(({ budgets }, clock): Planned => ({ clock, budget: budgets.length - 1 }));
          for (const planned of [...lasts, null]) {
            const clock = planned === null ? undefined : document.clocks[planned.clock];
            const marks = ladderPlan(document, planned, calendar, from);
            const rungs = marks.flatMap(({ kind, pointer, at: due }) =>
              kind === 'rung' ? [[document.ladder?.[Number(pointer.split('/')[2])]?.at, due] as const] : [],
            );
            const told = (line.rungs ?? []).flatMap((rung) =>
              rung.clock === clock?.name ? [[rung.at, at(rung.dueAt)] as const] : [],
            );
            expect(new Map(rungs)).toEqual(new Map(told));
            if (clock === undefined) continue;
            const due = clocks.find((one) => one.name === clock.name)?.dueAt ?? '';
            expect(marks.find(({ kind }) => kind === 'due')?.at).toBe(at(due));
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  it('ends an extension when the step, having granted it, says that the clock is due', () => {
    const document = queues.find(({ name }) => name === 'complaint-centre');
    const rules = requestRules('workflow/complaint', environment);
    if (document === undefined || rules === null) throw new Error('The pack has it');
    const from = at('2026-09-16T02:00:00Z');
    const marks = ladderPlan(document, { clock: 2, budget: 0 }, calendar, from);
    const ends = marks.filter(({ kind }) => kind !== 'rung').map((mark) => new Date(mark.at).toISOString());
    // The two extensions are those of the pack's own case.
    expect(ends).toEqual(['2026-10-08T09:30:00.000Z', '2026-10-16T09:30:00.000Z', '2026-11-16T09:30:00.000Z']);
  });
});

describe('a mark that is drawn along', () => {
  const pointers = queues.flatMap((document) =>
    [...document.clocks.map((_, clock): Planned => ({ clock, budget: 0 })), null].flatMap((planned) =>
      ladderPlan(document, planned, calendar, at('2026-03-02T02:00:00Z')).map(
        (mark) => [`${document.name} ${mark.pointer}`, document, planned, mark.pointer] as const,
      ),
    ),
  );

  it.each(pointers)('%s comes within a step of where it was left, and stays there', (_, document, planned, pointer) => {
    fc.assert(
      fc.property(instants, fc.double({ min: 0, max: 1, noNaN: true }), (from, share) => {
        const before = ladderPlan(document, planned, calendar, from);
        const due = before.find(({ kind }) => kind === 'due')?.at;
        const plan = { planned, calendar, from, due };
        const last = Math.max(...before.map((one) => one.at));
        const placed = placeMark(document, pointer, plan, from + share * (last - from) * 1.2);
        const after = ladderPlan(placed, planned, calendar, from).find((one) => one.pointer === pointer)?.at;
        if (after === undefined) throw new Error('The mark is gone');
        // A step less lies before where it was left, a step more behind it, but for steps that are drawn at the same place.
        const target = from + share * (last - from) * 1.2;
        const [less, more] = [-1, 1].map((steps) => {
          const beside = ladderPlan(stepMark(placed, pointer, steps), planned, calendar, from);
          const there = beside.find((one) => one.pointer === pointer)?.at;
          return there === after ? undefined : there;
        });
        expect(less ?? target).toBeLessThanOrEqual(target);
        expect(more ?? target).toBeGreaterThanOrEqual(target);
        // Put where it is drawn it comes to the same instant, and no other mark moves but those that count by its budget.
        const again = placeMark(placed, pointer, { ...plan, due: dueOf(placed, planned, from) }, after);
        expect(ladderPlan(again, planned, calendar, from).find((one) => one.pointer === pointer)?.at).toBe(after);
        expect({ ...placed, clocks: null, ladder: null }).toEqual({ ...document, clocks: null, ladder: null });
      }),
      { numRuns: 10 },
    );
  });

  const dueOf = (document: QueueDocument, planned: Planned, from: number) =>
    ladderPlan(document, planned, calendar, from).find(({ kind }) => kind === 'due')?.at;

  it('is late behind the end of its clock, and a share again before it', () => {
    const document = addRung({ ...(queues[0] as QueueDocument), ladder: [] }, 'resolve');
    const clock = document.clocks.findIndex(({ name }) => name === 'resolve');
    const planned = { clock, budget: (document.clocks[clock]?.budgets.length ?? 1) - 1 };
    const from = at('2026-03-02T01:00:00Z');
    const due = dueOf(document, planned, from) ?? 0;
    const plan = { planned, calendar, from, due };
    const late = placeMark(document, '/ladder/0/at', plan, at('2026-12-31T00:00:00Z'));
    expect(parseRung(late.ladder?.[0]?.at ?? '')?.kind).toBe('overdue');
    const early = placeMark(late, '/ladder/0/at', plan, from + 1);
    expect(early.ladder?.[0]?.at).toBe('1%');
  });
});

describe('a ladder by keys', () => {
  const [document] = queues as [QueueDocument];
  const bare: QueueDocument = { ...document, ladder: [] };

  it('gets its levels one above another: when it is due, then ever later', () => {
    const two = addRung(addRung(bare, 'resolve'), 'resolve');
    expect(two.ladder).toEqual([
      { clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 1 } }] },
      { clock: 'resolve', at: 'overdue PT4H', actions: [{ type: 'escalate', params: { level: 2 } }] },
    ]);
    expect(removeRung(removeRung(two, 1), 0).ladder).toBeUndefined();
    const [action] = rungActions(two);
    if (action === undefined) throw new Error('There are actions');
    const more = addRungAction(two, 1, action);
    expect(removeRungAction(more, 1, 1)).toEqual(two);
    expect(removeRungAction(two, 1, 0)).toBe(two);
  });

  it.each([
    ['100%', 1, 'overdue PT15M'],
    ['overdue PT15M', -1, '100%'],
    ['100%', -1, '99%'],
    ['5%', -10, '1%'],
    ['overdue P1D', 1, 'overdue P2D'],
    ['overdue P1D', -3, 'overdue P1D'],
    ['overdue PT4H', -1, 'overdue PT3H45M'],
    ['idle P1D', 1, 'idle P2D'],
    ['idle PT1H', -9, 'idle PT15M'],
    ['reopened 2', -5, 'reopened 1'],
  ])('%s, %i steps on, is %s', (before, steps, after) => {
    const one: QueueDocument = { ...bare, ladder: [{ at: before, actions: [] }] };
    expect(stepMark(one, '/ladder/0/at', steps).ladder?.[0]?.at).toBe(after);
  });

  it.each([
    ['PT4H', 1, 'PT4H15M'],
    ['P3D', -1, 'P2D'],
    ['P1DT2H', -8, 'P1D'],
    [{ calendarDays: 15 }, 10, { calendarDays: 25 }],
    [{ elapsed: 'PT30M' }, -5, { elapsed: 'PT15M' }],
  ])('%j, %i steps on, is %j', (before, steps, after) => {
    const clocks = [{ name: 'one', runsIn: 'all-open' as const, budgets: [{ budget: before }] }];
    expect(stepMark({ ...bare, clocks }, '/clocks/0/budgets/0/budget', steps).clocks[0]?.budgets[0]?.budget).toEqual(
      after,
    );
  });
});

describe('the time over which a ladder is drawn', () => {
  const reader = testReader('en');
  it('shades every minute that is not worked and no other, and names holidays', () => {
    const [from, to] = [at('2026-04-02T04:00:00Z'), at('2026-04-08T02:00:00Z')];
    const axis = axisOf(calendar, from, to, reader);
    for (let instant = from + 30_000; instant < to; instant += 7 * minute) {
      const place = axis.position(instant);
      const shade = axis.closed.find(({ left, width }) => left < place && place < left + width);
      // Worked from nine to twelve and half past one to half past five, in China, but for the 4th to the 6th of April.
      const local = new Date(instant + 8 * 60 * minute);
      const hour = local.getUTCHours() + local.getUTCMinutes() / 60;
      const isOff = [4, 5, 6].includes(local.getUTCDate());
      const isOpen = !isOff && ((hour >= 9 && hour < 12) || (hour >= 13.5 && hour < 17.5));
      expect(shade === undefined, local.toISOString()).toBe(isOpen);
      if (isOff) expect(shade?.name).toBe('Qingming Festival');
      expect(axis.instant(place)).toBe(instant);
    }
  });

  it('writes no label over another, and none beyond the drawing', () => {
    const text = '80% of it';
    const places = labelPlaces([0.1, 0.11, 0.3, 0.85, 0.97].map((position) => ({ position, text })));
    expect(places.map(({ lane }) => lane)).toEqual([0, 1, 0, 0, 1]);
    expect(places.map(({ isLeftward }) => isLeftward)).toEqual([false, false, false, false, true]);
  });
});
