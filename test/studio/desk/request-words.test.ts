import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, unitName } from '../../../definitions/index.ts';
import { askedFields, filledIn, registrationForm } from '../../../studio/desk/registration-form.ts';
import {
  eventTitle,
  mayHaveApprovals,
  nextDue,
  offeredEvents,
  stateTitle,
} from '../../../studio/desk/request-words.ts';
import { packSources } from '../../support/packs.ts';

const pack = packSources('bank-crm').map(({ document }) => document as JsonObject);
const found = (kind: string, name: string) => pack.find((one) => one['kind'] === kind && one['name'] === name) ?? {};

const nested: JsonObject = {
  machine: {
    initial: 'a',
    on: { stop: 'b' },
    states: {
      a: {
        initial: 'x',
        on: { up: 'b' },
        states: { x: { on: { go: 'y', 'any.*': 'y' }, meta: { title: 'X' } }, y: {} },
      },
      b: { type: 'final' },
    },
  },
  events: { go: { title: 'Go on', roles: ['agent'] }, up: { roles: ['team-lead'] } },
};

describe('approvals of a request', () => {
  it('are asked for where its workflow requires one at whatever depth, is not known, or had one', () => {
    const within = (entry: string): JsonObject => ({
      machine: {
        states: { a: { states: { b: { entry: [{ type: entry, params: { limits: 'decision-table/x' } }] } } } },
      },
    });
    const asked = (workflow: JsonObject | undefined, ...kinds: readonly string[]) =>
      mayHaveApprovals({ timeline: kinds.map((kind) => ({ kind })) }, workflow);
    expect([asked(within('require-approval')), asked(undefined), asked(nested, 'note', 'approval')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([asked(within('escalate'), 'registered'), asked(nested)]).toEqual([false, false]);
  });
});

describe('what may be done with a request', () => {
  it('is what its workflow takes now, of what somebody’s roles may send', () => {
    const events = ['go', 'up', 'stop'];
    expect(offeredEvents(nested, events, new Set(['agent']))).toEqual(['go', 'stop']);
    expect(offeredEvents(nested, events, new Set(['team-lead']))).toEqual(['up', 'stop']);
    expect(offeredEvents(nested, events, new Set())).toEqual(['stop']);
    expect(offeredEvents(nested, [], new Set(['agent']))).toEqual([]);
  });

  it('is called by its titles, and by its names where nothing is said', () => {
    expect(['a.x', 'a.y', 'gone'].map((leaf) => stateTitle(nested, leaf))).toEqual(['X', 'a.y', 'gone']);
    expect(['go', 'up', 'constructor'].map((event) => eventTitle(nested, event))).toEqual([
      'Go on',
      'up',
      'constructor',
    ]);
  });

  it('is due by the first clock that runs and is not decided', () => {
    const clocks = [
      { name: 'a', dueAt: '2026-12-02T00:00:00Z' },
      { name: 'b', dueAt: null },
      { name: 'c', dueAt: '2026-12-01T00:00:00Z', verdict: 'met' },
      { name: 'd', dueAt: '2026-12-01T12:00:00Z' },
    ];
    expect(nextDue(clocks)?.name).toBe('d');
    expect(nextDue([])).toBeUndefined();
  });
});

describe('the form of a registration', () => {
  it.each(pack.filter((one) => one['kind'] === 'request-type').map((one) => [String(one['name']), one] as const))(
    'has every field that %s asks for, with its title in each language, and its instants are now',
    (_name, type) => {
      const entity = found('entity', String(type['entity']).replace('entity/', ''));
      const fields = entity['fields'] as Readonly<Record<string, JsonObject>>;
      for (const language of ['en', 'zh-CN'] as const) {
        const form = registrationForm(type, entity, { language });
        const { facts } = form['properties'] as {
          facts: { properties: Record<string, JsonObject>; required: string[] };
        };
        expect(Object.keys(facts.properties)).toEqual(askedFields(type));
        for (const [name, part] of Object.entries(facts.properties)) {
          const { title, unit } = fields[name] ?? {};
          const called = isObject(title ?? null) ? (title as JsonObject)[language] : title;
          const told = typeof unit === 'string' ? unitName({ language }, unit) : undefined;
          const [open, close] = language === 'en' ? [' (', ')'] : ['（', '）'];
          expect(part['title']).toBe(told === undefined ? called : `${String(called)}${open}${told}${close}`);
          expect(facts.required.includes(name)).toBe(fields[name]?.['optional'] !== true);
        }
        const begun = filledIn(form, new Date('2026-11-30T16:30:00.000Z'));
        for (const at of Object.values(begun)) expect(at).toBe('2026-12-01T00:30:00+08:00');
      }
    },
  );
});
