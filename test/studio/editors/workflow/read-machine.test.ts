import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bareStepper,
  isObject,
  type Json,
  type JsonObject,
  link,
  refuses,
  type Stepped,
  type WorkflowDocument,
} from '../../../../definitions/index.ts';
import { readMachine, withMachine, writeMachine } from '../../../../studio/editors/workflow/read-machine.ts';
import { readXml } from '../../../../studio/editors/workflow/read-xml.ts';
import { packSources } from '../../../support/packs.ts';
import { describeShared } from '../../../support/shared.ts';
import { scxmlCases } from '../../../support/scxml-cases.ts';

const sources = packSources('bank-crm');
const workflows = sources.flatMap(({ place, document }) =>
  place?.startsWith('workflow/') === true ? [document as unknown as WorkflowDocument] : [],
);

function readOf(text: string) {
  const read = readMachine(text);
  if (read.kind !== 'read') throw new Error(read.why);
  return read;
}

describe('the machine of a workflow as text', () => {
  it.each(workflows.map((document) => [document.name, document] as const))(
    'of %s is read as it was written, and changes nothing of the workflow',
    (_, document) => {
      const read = readOf(writeMachine(document));
      expect(read.left).toEqual([]);
      expect(withMachine(document, read)).toEqual(document);
    },
  );

  it('has what cannot be read named and kept where it stood', () => {
    const text = JSON.stringify({
      id: 'door',
      initial: 'is open',
      context: { tries: 0 },
      states: {
        'is open': {
          tags: ['warm'],
          invoke: { src: 'bell' },
          entry: ['ring', { type: 'escalate', params: { level: 1 } }],
          on: {
            'door.close': { target: 'shut', guard: 'isHeavy', actions: 'log' },
            '*': 'shut',
            push: { target: ['shut', 'is open'] },
          },
          after: { 1500: 'shut', 60_000: { target: 'shut' } },
        },
        shut: { type: 'final' },
      },
    });
    const { machine, delays, left } = readOf(text);
    expect(machine).toEqual({
      id: 'door',
      initial: 'is-open',
      description: 'context: {"tries":0}',
      states: {
        'is-open': {
          description: 'tags: ["warm"]\ninvoke: {"src":"bell"}\nring\non *: shut',
          entry: [{ type: 'escalate', params: { level: 1 } }],
          on: {
            'door-close': { target: 'shut', actions: [], description: 'guard: isHeavy\nlog' },
            push: { description: 'target: ["shut","is open"]' },
          },
          after: { after1500ms: 'shut', after60000ms: { target: 'shut' } },
        },
        shut: { type: 'final' },
      },
    });
    expect(delays).toEqual({
      after1500ms: { budget: { elapsed: 'PT2S' } },
      after60000ms: { budget: { elapsed: 'PT1M' } },
    });
    expect(left.map(({ state, what }) => `${state}: ${what}`)).toEqual([
      'door: context: {"tries":0}',
      'door: is open → is-open',
      'is open: tags: ["warm"]',
      'is open: invoke: {"src":"bell"}',
      'is open: ring',
      'is open: door.close → door-close',
      'is open: guard: isHeavy',
      'is open: log',
      'is open: on *: shut',
      'is open: target: ["shut","is open"]',
      'is open: 1500 → 2s',
    ]);
  });

  it.each([
    ['{ "states": ', 'json'],
    ['[]', 'states'],
    ['{"initial":"a"}', 'states'],
    [`${'{"states":{"a":'.repeat(300)}{}${'}}'.repeat(300)}`, 'states'],
    ['<scxml><state id="a"></scxml>', 'scxml'],
    ['<!DOCTYPE x [<!ENTITY e "x">]><scxml><state id="a"/></scxml>', 'scxml'],
    ['<html/>', 'scxml'],
    ['<scxml/>', 'states'],
    [`${'<state>'.repeat(50_000)}`, 'scxml'],
  ])('%j is refused: %s', (text, why) => {
    expect(readMachine(text)).toEqual({ kind: 'refused', why });
  });

  it('has transitions that come to one name all heard, in their order, and what is no transition said', () => {
    const { machine, delays, left } = readOf(
      JSON.stringify({
        states: {
          a: {
            on: { 'a.b': 'x', 'a-b': ['y', { target: 'z' }], b: 7, none: null },
            after: { 1000: 'x', '1s': 'y' },
            states: [],
          },
        },
      }),
    );
    expect(machine['states']).toEqual({
      a: {
        description: '7\nstates: []',
        on: { 'a-b': ['x', 'y', { target: 'z' }], b: {}, none: {} },
        after: { after1000ms: ['x', 'y'] },
      },
    });
    expect(delays).toEqual({ after1000ms: { budget: { elapsed: 'PT1S' } } });
    expect(left.map(({ what }) => what)).toEqual(['a.b → a-b', '7', 'states: []']);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('hears an event that is called %s', (event) => {
    const plain = event === '__proto__' ? 'proto' : event;
    const both = `<transition event="${event}" target="b"/><transition event="${event}"/>`;
    const scxml = readOf(`<scxml><state id="a">${both}</state><state id="b"/></scxml>`);
    expect(scxml.machine['states']).toMatchObject({ a: { on: { [plain]: [{ target: '#b', reenter: true }, {}] } } });
    const json = readOf(`{"states":{"a":{"on":{"${event}":"b"},"after":{"${event}":"b"}},"b":{}}}`);
    expect(json.machine['states']).toEqual({ a: { on: { [plain]: 'b' }, after: { [plain]: 'b' } }, b: {} });
  });

  it('keeps the first of two states with one id, and says the other', () => {
    const { machine, left } = readOf('<scxml><state id="a"/><final id="a"/><state/><state id="state3"/></scxml>');
    expect(Object.keys(machine['states'] as JsonObject)).toEqual(['a', 'state3']);
    expect(left.map(({ what }) => what)).toEqual(['<final id="a"/>', '<state id="state3"/>']);
  });

  it('is read or refused, whatever is pasted', () => {
    const heardAs = fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype), 'a.b', 'a-b', '1s');
    const junk = fc.oneof(
      fc.json(),
      fc.string({ unit: fc.constantFrom(...'<>/="\'& a1\n!-['), maxLength: 80 }).map((text) => `<${text}`),
      fc.dictionary(fc.string(), fc.jsonValue()).map((states) => JSON.stringify({ states })),
      fc
        .tuple(heardAs, heardAs)
        .map(([one, other]) => `<scxml><state id="${one}"><transition event="${other} ${one}"/></state></scxml>`),
    );
    fc.assert(fc.property(junk, (text) => ['read', 'refused'].includes(readMachine(text).kind)));
  });
});

describe('an XML text', () => {
  it('has elements, attributes with what they stand for, and its own source', () => {
    const text =
      '<?xml version="1.0"?>\n<!-- <a> --><s:scxml a="1 &lt; 2 &#x4e2d;" b=\'"\'><x/><![CDATA[<y>]]> <x c="&e;"></x></s:scxml>';
    expect(readXml(text)).toMatchObject({
      name: 'scxml',
      attributes: { a: '1 < 2 中', b: '"' },
      children: [
        { name: 'x', source: '<x/>' },
        { name: 'x', attributes: { c: '&e;' }, source: '<x c="&e;"></x>' },
      ],
    });
  });
});

/** A machine of the published cases as the SCXML it was made from says it. */
function asScxml(machine: JsonObject): string {
  const actions = (part: Json | undefined) =>
    ((part ?? []) as readonly JsonObject[])
      .map(({ params }) => {
        const { event, delay } = params as { readonly event: string; readonly delay?: string };
        return delay === undefined ? `<raise event="${event}"/>` : `<send event="${event}" delay="${delay}"/>`;
      })
      .join('');
  const transition = (event: string | null, part: JsonObject) => {
    const ids = [part['target'] ?? []].flat().map((id) => String(id).replace(/^#/, ''));
    const target = ids.length === 0 ? '' : ` target="${ids.join(' ')}"`;
    const on = event === null ? '' : ` event="${event}"`;
    return `<transition${on}${target}>${actions(part['actions'])}</transition>`;
  };
  const state = (part: JsonObject): string => {
    const { type, id, initial, states, on, always, entry, exit, history, target } = part;
    const name = type === 'parallel' || type === 'final' || type === 'history' ? type : 'state';
    const begins = typeof initial === 'string' && name === 'state' ? ` initial="${initial}"` : '';
    const deep = history === 'deep' ? ' type="deep"' : '';
    const remembered = target === undefined ? '' : transition(null, { target });
    const led = Object.entries((on ?? {}) as JsonObject).flatMap(([event, list]) =>
      (list as readonly JsonObject[]).map((one) => transition(event, one)),
    );
    const free = ((always ?? []) as readonly JsonObject[]).map((one) => transition(null, one));
    const does = (key: string, list: Json | undefined) =>
      list === undefined ? '' : `<${key}>${actions(list)}</${key}>`;
    const within = Object.values((states ?? {}) as JsonObject).map((one) => (isObject(one) ? state(one) : ''));
    const all = [does('onentry', entry), does('onexit', exit), remembered, ...led, ...free, ...within].join('');
    return `<${name} id="${String(id)}"${begins}${deep}>${all}</${name}>`;
  };
  const within = Object.values(machine['states'] as JsonObject).map((one) => (isObject(one) ? state(one) : ''));
  const initial = typeof machine['initial'] === 'string' ? ` initial="${machine['initial']}"` : '';
  return `<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0"${initial}>${within.join('')}</scxml>`;
}

describeShared('SCXML', 'cases/scxml', (folder) => {
  const cases = scxmlCases(folder);
  const entity = sources.find(({ place }) => place === 'entity/complaint.json');
  const known = link(sources);
  const plain = (names: readonly string[]) => names.map((name) => name.replaceAll('$', '-')).toSorted();

  const SEVERAL = 'more-parallel/test9';

  it.each(cases.map((one) => [one.id, one] as const))('%s steps as was published', (id, one) => {
    const read = readOf(asScxml(one.machine));
    const unread = read.left.filter(({ what }) => !/ → /.test(what));
    // Workflows have no transition to several states at once: the one machine that has is told so.
    expect(unread.map(({ what }) => what)).toEqual(id === SEVERAL ? ['target: ["#a22","#b22"]'] : []);
    if (id === SEVERAL) return;
    const { stepper, problems } = bareStepper(named(read.machine, read.delays));
    expect(problems).toEqual([]);
    if (stepper === null) throw new Error('The machine is sound');
    let stepped: Stepped = stepper.begin(0, {}).begun as Stepped;
    expect([...stepped.line.state].toSorted()).toEqual(plain(one.initialConfiguration));
    for (const { after, event, nextConfiguration } of one.events) {
      // Lengths are whole seconds here.
      if (after !== undefined) stepped = stepper.next(stepped, { advance: { ms: Math.max(1000, after) } });
      stepped = stepper.next(stepped, { event });
      expect([...stepped.line.state].toSorted(), `${id} on ${event}`).toEqual(plain(nextConfiguration));
    }
    const document = { kind: 'workflow', name: 'pasted', title: 'Pasted', entity: 'entity/complaint', machine: {} };
    const made = withMachine(document as unknown as WorkflowDocument, read) as unknown as JsonObject;
    expect(entity).toBeDefined();
    const own = link([...sources, { document: made }], known).problems.filter(
      (problem) => problem.definition === 'workflow/pasted' && refuses([problem]),
    );
    expect(own).toEqual([]);
  });

  /** A bare machine has no named delays: each stands as its length. */
  function named(machine: JsonObject, delays: JsonObject): JsonObject {
    const text = JSON.stringify(machine);
    const seconds = (name: string) => {
      const { budget } = delays[name] as { readonly budget: { readonly elapsed: string } };
      return `${/PT(\d+)S/.exec(budget.elapsed)?.[1] ?? ''}s`;
    };
    return JSON.parse(
      Object.keys(delays).reduce((all, name) => all.replaceAll(`"${name}"`, `"${seconds(name)}"`), text),
    ) as JsonObject;
  }
});
