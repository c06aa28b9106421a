import { describe, expect, it } from 'vitest';
import {
  claimedId,
  isObject,
  type JsonObject,
  link,
  runCases,
  type WorkflowDocument,
} from '../../../../definitions/index.ts';
import { closureOf } from '../../../../studio/definition/try/closure.ts';
import { withCase } from '../../../../studio/editors/workflow/edits.ts';
import { machineGraph } from '../../../../studio/editors/workflow/graph.ts';
import { caseOf, type Path, play, standingIn } from '../../../../studio/editors/workflow/play.ts';
import {
  beginnings,
  beginTrail,
  moveOn,
  movesOf,
  stepTo,
  takeBranch,
  typedFact,
} from '../../../../studio/editors/workflow/trail.ts';
import { namesIn, pathName } from '../../../../studio/editors/workflow/use-stepping.ts';
import { packSources } from '../../../support/packs.ts';

const all = new Map(packSources('bank-crm').map((source) => [claimedId(source.document), source]));
const documents = new Map([...all].map(([id, { document }]) => [id, document]));
// A queue names its workflow and its calendars: with them all that is stepped.
const QUEUE = [...documents.keys()].find(
  (id) => id.startsWith('queue/') && Reflect.get(documents.get(id) as object, 'workflow') === 'workflow/complaint',
) as string;
const sources = closureOf(QUEUE, documents).flatMap((id) => all.get(id) ?? []);
const linked = link(sources);
const documentOf = (id: string) => linked.environment.document(id) as WorkflowDocument;
const played = (id: string, path: Path) => play(linked, id, path);
const COMPLAINT = 'workflow/complaint';
const [begun] = beginnings(documentOf(COMPLAINT), '2026-11-18T15:00:00+08:00');
const given = begun?.given as Path['given'];
const REPLIED = { ...given.facts, replyText: 'Refunded', repliedAt: '2026-11-17T15:00:00+08:00' };

describe('a request is stepped', () => {
  it('begins as in a case, offers the events of its state, and says how long time has to pass', () => {
    const { steps, offers, workingHours, toDue } = played(COMPLAINT, { given, moves: [] });
    expect(steps.map(({ line }) => line.state)).toEqual([['new']]);
    expect(offers.map(({ event, refused }) => [event, refused.length])).toEqual([
      ['claim', 0],
      ['withdraw', 0],
    ]);
    // From 15:00 on there are 2 h 30 min until 17:30; the rest is 1 h 30 min of the next morning, from 9:00 on.
    expect(workingHours).toBe('PT19H30M');
    expect(toDue).toBe('PT2H');
  });

  it('30: refuses an event by its guard, says which did, and takes it with other facts; timers ask their guards too', () => {
    const path = { given, moves: [{ event: 'claim' }, { event: 'resolve' }] };
    const refused = played(COMPLAINT, path);
    expect(refused.steps.at(-1)?.line.problems.map(({ code }) => code)).toEqual(['event-guarded']);
    expect(refused.steps.at(-1)?.guards).toEqual([{ criteria: 'criteria/reply-recorded', holds: false }]);
    expect(refused.reads).toContain('replyText');
    expect(refused.offers.find(({ event }) => event === 'resolve')?.refused).toHaveLength(1);
    const asked = played(COMPLAINT, { ...path, next: REPLIED });
    expect(asked.offers.find(({ event }) => event === 'resolve')?.refused).toEqual([]);
    expect(asked.guards).toEqual([{ criteria: 'criteria/reply-recorded', holds: true }]);
    const taken = played(COMPLAINT, { given, moves: [{ event: 'claim' }, { event: 'resolve', facts: REPLIED }] });
    expect(taken.steps.at(-1)?.line.state).toEqual(['resolved']);
  });

  it('passes time to what is due next, until nothing is', () => {
    let moves: readonly JsonObject[] = [{ event: 'claim' }, { event: 'resolve', facts: REPLIED }];
    const { toDue } = played(COMPLAINT, { given, moves });
    moves = [...moves, { advance: toDue }];
    const done = played(COMPLAINT, { given, moves });
    expect(done.steps.at(-1)?.line.state).toEqual(['closed']);
    expect(done.toDue).toBeNull();
    expect(done.offers).toEqual([]);
  });

  it('in a queue, with its clocks and the rungs of its ladder', () => {
    const { steps, toDue } = played(QUEUE, { given, moves: [{ event: 'claim' }] });
    const line = steps.at(-1)?.line;
    expect(line?.clocks.length).toBeGreaterThan(0);
    expect(line?.rungs?.length).toBeGreaterThan(0);
    const later = played(QUEUE, { given, moves: [{ event: 'claim' }, { advance: toDue }] });
    expect(later.steps.at(-1)?.line.at).toBe(line?.rungs?.[0]?.dueAt);
    expect(later.steps.at(-1)?.line.effects.length).toBeGreaterThan(0);
  });

  it('tells in which states it stands, with those that hold them', () => {
    const states = { a: { initial: 'b', states: { b: {} } }, c: {} };
    const graph = machineGraph({ ...documentOf(COMPLAINT), machine: { initial: 'a', states } });
    expect([...standingIn(graph, ['a.b'])]).toEqual(['/machine/states/a', '/machine/states/a/states/b']);
  });
});

describe('a path that was played', () => {
  const moves = [{ event: 'claim' }, { event: 'resolve' }, { event: 'resolve', facts: REPLIED }, { advance: 'PT200H' }];
  const names = namesIn(machineGraph(documentOf(COMPLAINT)));
  const one = caseOf(pathName(moves, names, []), { given, moves }, played(COMPLAINT, { given, moves }).steps);

  it('is a case that holds, and that fails where the workflow is another', () => {
    const outcomeIn = (change: (document: WorkflowDocument) => unknown) => {
      const library = link(
        sources.map((source) => {
          const { document } = source;
          const isOurs = isObject(document as JsonObject) && Reflect.get(document as object, 'name') === 'complaint';
          const isFlow = isOurs && Reflect.get(document as object, 'kind') === 'workflow';
          return isFlow
            ? { ...source, document: change(withCase(document as unknown as WorkflowDocument, one)) }
            : source;
        }),
      );
      return runCases(library, COMPLAINT, 'en').at(-1);
    };
    expect(outcomeIn((document) => document)).toMatchObject({ name: one['name'], passed: true });
    expect(
      outcomeIn((document) => ({
        ...document,
        delays: { ...document.delays, quiet: { budget: { elapsed: 'PT2000H' } } },
      })),
    ).toMatchObject({ passed: false });
  });

  it('is called by its events in both languages, each name once', () => {
    expect(one['name']).toBe('认领 → 办结 → 办结 → +PT200H / Claim → Resolve → Resolve → +PT200H');
    expect(pathName([{ event: 'claim' }], names, ['认领 / Claim'])).toBe('认领 / Claim (2)');
  });
});

describe('the trail of a request', () => {
  it('31: goes back to any step, and takes another branch from there without losing the first', () => {
    const made = ['a', 'b', 'c'].reduce((trail, event) => moveOn(trail, { event }), beginTrail(given));
    const back = stepTo(made, 1);
    expect(movesOf(back)).toEqual([{ event: 'a' }]);
    expect(movesOf(stepTo(back, 2))).toEqual([{ event: 'a' }, { event: 'b' }]);
    const other = moveOn(back, { event: 'x' });
    expect(other.branches).toEqual([
      [{ event: 'a' }, { event: 'b' }, { event: 'c' }],
      [{ event: 'a' }, { event: 'x' }],
    ]);
    expect(movesOf(takeBranch(other, 0))).toHaveLength(3);
    // What was done before from here is no branch of its own.
    expect(moveOn(back, { event: 'b' })).toEqual({ ...back, at: 2 });
    expect(stepTo(made, -4).at).toBe(0);
  });

  it('reads facts as they are typed', () => {
    expect(['', '12.5', 'true', 'no', '-3', '1e5'].map(typedFact)).toEqual([null, 12.5, true, 'no', -3, '1e5']);
  });
});
