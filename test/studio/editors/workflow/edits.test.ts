import { describe, expect, it } from 'vitest';
import { createMachine, type StateNode as XStateNode } from 'xstate';
import { claimedId, type JsonObject, link, runCases, type WorkflowDocument } from '../../../../definitions/index.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { closureOf } from '../../../../studio/definition/try/closure.ts';
import {
  addAction,
  addState,
  addTimer,
  addTransition,
  describeEvent,
  guardBy,
  makeFinal,
  makeInitial,
  newStateKey,
  removeAction,
  removeState,
  renameState,
  retarget,
} from '../../../../studio/editors/workflow/edits.ts';
import { machineGraph } from '../../../../studio/editors/workflow/graph.ts';
import { withoutTransition } from '../../../../studio/editors/workflow/machine-edits.ts';
import { packSources } from '../../../support/packs.ts';
import { randomMachine } from '../../../support/machines/random-machine.ts';

const SEED = Number(process.env['SEED'] ?? 11);
const random = Array.from({ length: 40 }, (_, i) => {
  const machine = randomMachine(new Chance(SEED + i));
  return {
    kind: 'workflow',
    name: 'drawn',
    title: 'Drawn',
    entity: 'entity/any',
    machine,
  } as unknown as WorkflowDocument;
});
const sources = packSources('bank-crm');
const complaint = sources.find(
  ({ document }) =>
    Reflect.get(document as object, 'kind') === 'workflow' && Reflect.get(document as object, 'name') === 'complaint',
)?.document as unknown as WorkflowDocument;

/** Where states stand and lead by XState's own reading, and with what each state that holds others begins. */
function judged({ machine }: WorkflowDocument) {
  const place = (node: XStateNode) => ['/machine', ...node.path.flatMap((step) => ['states', step])].join('/');
  const all = (node: XStateNode): readonly XStateNode[] => [node, ...Object.values(node.states).flatMap(all)];
  const nodes = all(createMachine(machine as never).root as unknown as XStateNode);
  return {
    states: nodes.map(place).toSorted(),
    begins: nodes
      .flatMap((node) =>
        node.type === 'compound' ? node.initial.target.map((target) => `${place(node)} ${place(target)}`) : [],
      )
      .toSorted(),
    arrows: nodes
      .flatMap((node) =>
        [...node.transitions.values(), node.always ?? []]
          .flat()
          .flatMap((transition) =>
            (transition.target ?? [node]).map(
              (target) =>
                `${place(node)} ${transition.eventType.replace(/\.[^.]*\..*$/, '')} ${place(target as XStateNode)}`,
            ),
          ),
      )
      .toSorted(),
  };
}
const keysOf = (document: WorkflowDocument) => machineGraph(document).states.filter(({ id }) => id !== '/machine');

describe(`machines that are edited (SEED=${SEED})`, () => {
  it.each(random.map((document, i) => [i, document] as const))(
    '%i: a state called otherwise is meant by all that meant it',
    (i, document) => {
      const chance = new Chance(SEED * 31 + i);
      const state = chance.pick(keysOf(document));
      const to = state.id.replace(/[^/]*$/, 'renamed');
      const after = judged(renameState(document, state.id, 'renamed'));
      const carried = (text: string) =>
        text
          .split(' ')
          .map((one) => (one === state.id || one.startsWith(`${state.id}/`) ? to + one.slice(state.id.length) : one))
          .join(' ');
      const before = judged(document);
      expect(after.states).toEqual(before.states.map(carried).toSorted());
      expect(after.begins).toEqual(before.begins.map(carried).toSorted());
      // The names that XState gives to what ends a delay hold the state's own.
      expect(after.arrows).toEqual(before.arrows.map(carried).toSorted());
    },
  );

  it.each(random.map((document, i) => [i, document] as const))(
    '%i: adds to what stands, and takes it out again without a trace',
    (i, document) => {
      const chance = new Chance(SEED * 37 + i);
      const before = judged(document);
      const from = chance.pick(keysOf(document).filter(({ shape }) => shape !== 'end' && shape !== 'memory'));
      const to = chance.pick(keysOf(document));
      const led = addTransition(document, from.id, 'pressed', to.id);
      expect(judged(led).arrows).toEqual([...before.arrows, `${from.id} pressed ${to.id}`].toSorted());
      expect(judged(withoutTransition(led, `${from.id}/on/pressed`))).toEqual(before);
      const timed = addTimer(document, from.id, { name: 'soon', length: { budget: { elapsed: 'PT1H' } } }, null);
      expect(machineGraph(timed).edges.filter(({ delay }) => delay === 'soon')).toMatchObject([
        { source: from.id, target: from.id },
      ]);
      const key = newStateKey(document, '/machine');
      const grown = addState(document, '/machine', key);
      expect(judged(grown).states).toEqual([...before.states, `/machine/states/${key}`].toSorted());
      expect(judged(grown).arrows).toEqual(before.arrows);
      expect(removeState(grown, `/machine/states/${key}`)).toEqual(document);
    },
  );

  it.each(random.map((document, i) => [i, document] as const))(
    '%i: a state that is taken out leaves nothing that leads to it',
    (i, document) => {
      const state = new Chance(SEED * 41 + i).pick(keysOf(document));
      const isGone = (text: string) =>
        text.split(' ').some((one) => one === state.id || one.startsWith(`${state.id}/`));
      const rest = keysOf(document).filter(({ id }) => !isGone(id));
      if (rest.length === 0) return;
      const after = judged(removeState(document, state.id));
      expect(after.states).toEqual(judged(document).states.filter((one) => !isGone(one)));
      expect(after.arrows.filter(isGone)).toEqual([]);
    },
  );
});

describe('a workflow that is edited', () => {
  it('keeps its cases where a state is called otherwise: they follow, and hold', () => {
    const renamed = renameState(complaint, '/machine/states/inProgress', 'working');
    expect(JSON.stringify(renamed)).not.toContain('"inProgress"');
    const documents = new Map(sources.map(({ document }) => [claimedId(document), document]));
    documents.set('workflow/complaint', renamed as never);
    const reached = closureOf('workflow/complaint', documents);
    const library = link(reached.map((id) => ({ document: documents.get(id) as never })));
    const outcomes = runCases(library, 'workflow/complaint', 'en');
    expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
    expect(outcomes).toHaveLength(complaint.cases?.length ?? 0);
    expect(renameState(complaint, '/machine/states/inProgress', 'new')).toBe(complaint);
  });

  it('says of transitions where they lead, what they wait for and what is done, and of events what they are', () => {
    const at = '/machine/states/new/on/withdraw';
    const read = (document: WorkflowDocument, pointer: string) =>
      machineGraph(document).edges.find((edge) => edge.pointer === pointer);
    const to = retarget(complaint, at, '/machine/states/new', '/machine/states/resolved');
    expect(read(to, at)?.target).toBe('/machine/states/resolved');
    expect(read(retarget(to, at, '/machine/states/new', null), at)?.row.targets).toEqual([]);
    const guarded = guardBy(complaint, at, 'criteria/reply-recorded');
    expect(read(guarded, at)?.row.criteria).toBe('criteria/reply-recorded');
    expect(read(guardBy(guarded, at, null), at)?.row.criteria).toBeUndefined();
    const done = addAction(complaint, `${at}/actions`, { type: 'escalate', params: { level: 1 } });
    expect(read(done, at)).toMatchObject({ isEscalating: true, target: '/machine/states/withdrawn' });
    expect(read(removeAction(done, `${at}/actions`, 0), at)?.isEscalating).toBe(false);
    const told = describeEvent(complaint, 'fresh', 'roles', ['agent']);
    expect(told.events?.['fresh']).toEqual({ roles: ['agent'] });
    const begun = makeInitial(complaint, '/machine/states/resolved');
    expect(
      machineGraph(begun)
        .states.filter(({ isInitial }) => isInitial)
        .map(({ name }) => name),
    ).toEqual(['resolved']);
    const ended = makeFinal(complaint, '/machine/states/resolved', true);
    expect(machineGraph(ended).states.find(({ name }) => name === 'resolved')?.shape).toBe('end');
    expect(makeFinal(ended, '/machine/states/resolved', false)).toEqual(complaint);
  });

  it('writes a second transition of an event behind the first, and nests states by an id of the machine', () => {
    const twice = addTransition(complaint, '/machine/states/new', 'claim', '/machine/states/resolved');
    expect(
      machineGraph(twice).edges.filter(({ event, source }) => event === 'claim' && source.endsWith('new')),
    ).toHaveLength(2);
    const { id: _, ...bare } = complaint.machine as JsonObject;
    const nested = addState({ ...complaint, machine: bare }, '/machine/states/new', 'inner');
    const led = addTransition(nested, '/machine/states/new/states/inner', 'go', '/machine/states/closed');
    expect(judged(led).arrows).toContain('/machine/states/new/states/inner go /machine/states/closed');
  });
});
