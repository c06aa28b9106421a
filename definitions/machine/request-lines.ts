import { canonical } from '../model/hash.ts';
import { isObject, type Json, type JsonObject } from '../model/json.ts';
import type { Problem } from '../model/problem.ts';
import { parseBudget } from '../time/time-budget.ts';
import { elapsed, readInput, type Stepped, type Stepper } from './life-lines.ts';
import { machineProblem } from './problems.ts';
import type {
  RequestEffect,
  RequestMoment,
  RequestOccurrence,
  RequestRules,
  RequestSnapshot,
  Turn,
} from './request.ts';
import { requestLine } from './request-line.ts';
import { beginRequest, dueNext, turn } from './request-turn.ts';
import { isInstant } from './step.ts';

/** Who may do what, where people are known; `roles` undefined where they are not. */
export interface Rights {
  readonly mayCause: (event: string, by: string | undefined) => Problem | undefined;
  readonly rolesOf: (by: string | undefined) => readonly string[] | undefined;
}

/**
 * Lives the requests of a queue line by line, by the turn that the server takes. Beside the lines of a machine it takes
 * `{ "extend": "regulatory", "to": { "calendarDays": 30 } }`, `{ "move": "queue/…" }`, `{ "facts": { … } }`, and `{ "outage": "PT8H" }`:
 * time passes while nothing runs, and what it brought about fires at its end.
 */
export function requestStepper(rules: RequestRules, queue: string, rights: Rights): Stepper<RequestSnapshot> {
  const told = ({ snapshot, facts, effects, problems }: Omit<Turn, 'isAccepted'>): Stepped<RequestSnapshot> => ({
    life: snapshot,
    facts,
    line: requestLine(rules, { snapshot, effects, problems }),
  });
  const refuse = ({ life: snapshot, facts }: Stepped<RequestSnapshot>, problems: readonly Problem[]) =>
    told({ snapshot, facts, effects: [], problems });
  return {
    begin(at, facts) {
      const { turn: first, problems } = beginRequest(rules, queue, { at, facts });
      return { begun: first === null ? null : told(first), problems };
    },
    next(before, input) {
      const read = readRequestLine(input, rules, before.life.queue, rights);
      if (read.kind === 'refused') return refuse(before, [read.problem]);
      const facts = read.facts ?? before.facts;
      const { at } = before.life;
      switch (read.kind) {
        case 'advance':
          return told(advanceRequest(rules, before.life, read.milliseconds, { facts }));
        case 'outage':
          return told(turn(rules, before.life, { kind: 'time' }, { at: at + read.milliseconds, facts }));
        case 'occurrence':
          return told(turn(rules, before.life, read.occurrence, { at, facts }));
      }
    },
    refuse,
  };
}

/** Time passes and nothing is late: every timer and rung fires at its own instant. `seen` is told of each turn on the way. */
export function advanceRequest(
  rules: RequestRules,
  before: RequestSnapshot,
  milliseconds: number,
  now: Omit<RequestMoment, 'at'>,
  seen: (turn: Turn) => void = () => {},
): Turn {
  const until = before.at + milliseconds;
  if (!isInstant(until)) {
    const refused = turn(rules, before, { kind: 'time' }, { ...now, at: until });
    seen(refused);
    return refused;
  }
  const effects: RequestEffect[] = [];
  const problems = new Map<string, Problem>();
  let going = { snapshot: before, facts: now.facts };
  for (let from = Number.NEGATIVE_INFINITY; from < until; ) {
    // A timer whose step was refused is due still, and tried again whenever something else is: time passes it by.
    const at = Math.min(dueNext(rules, going.snapshot, from) ?? until, until);
    const next = turn(rules, going.snapshot, { kind: 'time' }, { at, facts: going.facts });
    seen(next);
    effects.push(...next.effects);
    for (const problem of next.problems) problems.set(canonical({ ...problem }), problem);
    going = next;
    from = next.problems.some(({ code }) => code === 'timers-endless') ? until : at;
  }
  return { ...going, effects, problems: [...problems.values()], isAccepted: true };
}

export type RequestInput =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'advance' | 'outage'; readonly milliseconds: number; readonly facts?: JsonObject }
  | { readonly kind: 'occurrence'; readonly occurrence: RequestOccurrence; readonly facts?: JsonObject };

/** What a line makes happen; one that says nothing of the kind, or what may not be, is refused. */
export function readRequestLine(input: Json, rules: RequestRules, queue: string, rights: Rights): RequestInput {
  const malformed: RequestInput = {
    kind: 'refused',
    problem: machineProblem('request-line-malformed', { pointer: '' }),
  };
  if (!isObject(input)) return malformed;
  const { extend, move, outage, by } = input;
  const has = (...keys: readonly string[]) => Object.keys(input).every((key) => keys.includes(key));
  if (typeof extend === 'string' && has('extend', 'to', 'by')) {
    const to = parseBudget(input['to'] ?? null);
    if (to === undefined || (by !== undefined && typeof by !== 'string')) return malformed;
    return {
      kind: 'occurrence',
      occurrence: { kind: 'extend', clock: extend, to, roles: rights.rolesOf(by) ?? anyRole(rules, queue, extend) },
    };
  }
  if (typeof move === 'string' && has('move', 'by'))
    return { kind: 'occurrence', occurrence: { kind: 'move', queue: move } };
  if (outage !== undefined && has('outage')) {
    const milliseconds = elapsed(outage);
    return milliseconds === undefined ? malformed : { kind: 'outage', milliseconds };
  }
  if (isObject(input['facts']) && has('facts'))
    return { kind: 'occurrence', occurrence: { kind: 'facts' }, facts: input['facts'] };
  const read = readInput(input, true);
  if (read.kind === 'refused') return read.problem.code === 'step-line-malformed' ? malformed : read;
  const facts = read.facts === undefined ? {} : { facts: read.facts };
  if (read.kind === 'advance') return { kind: 'advance', milliseconds: read.milliseconds, ...facts };
  const refused = rights.mayCause(read.name, read.by);
  if (refused !== undefined) return { kind: 'refused', problem: refused };
  return { kind: 'occurrence', occurrence: { kind: 'event', name: read.name, data: read.data }, ...facts };
}

/** The roles by which an extension is granted, where nobody says who grants it. */
function anyRole({ queueOf }: RequestRules, queue: string, clock: string): readonly string[] {
  const found = queueOf(queue)?.clocks.find(({ rule }) => rule.name === clock);
  return found?.extensions.map(({ by }) => by) ?? [];
}
