import type { Problem } from '../model/problem.ts';
import { type Extended, extendClock } from '../time/clock-changes.ts';
import { machineProblem } from './problems.ts';
import { say } from '../model/text.ts';
import type { Going, QueueClockRules, RequestOccurrence, RequestRules } from './request.ts';
import { active, carried, moved, queueIn, rebudgeted, settled } from './request-settling.ts';
import { queueUnknown } from './refusals.ts';
import { leaves } from './snapshot.ts';
import { step } from './step.ts';

/** What may happen beside that time passes. */
type Happening = Exclude<RequestOccurrence, { kind: 'time' }>;

/** What is made of a request to which something happens; time has passed before. */
export function happens(
  rules: RequestRules,
  going: Going,
  what: Happening,
  at: number,
): Going | { readonly refused: readonly Problem[] } {
  const { snapshot, facts } = going;
  switch (what.kind) {
    case 'event': {
      const { name, data = {} } = what;
      const world = rules.worldOf(facts, at);
      const stepped = step(rules.machine, snapshot.machine, { kind: 'event', name }, { ...world, at });
      if (!stepped.isAccepted) return { refused: stepped.problems };
      const before = leaves(rules.machine, snapshot.machine);
      const next = { ...going, snapshot: { ...snapshot, machine: stepped.snapshot } };
      return settled(rules, next, { before, event: name, data, effects: stepped.effects, at, isActivity: true });
    }
    case 'extend':
      return extended(rules, going, what, at);
    case 'move':
      if (rules.queueOf(what.queue) === undefined) return { refused: [queueUnknown(what.queue)] };
      if (what.queue === snapshot.queue)
        return { refused: [machineProblem('request-queue-same', { pointer: '/queue' }, { queue: what.queue })] };
      return active(rules, moved(rules, rebudgeted(rules, going, at), what.queue, at), at);
    case 'facts':
      return rebudgeted(rules, going, at);
  }
}

function extended(
  rules: RequestRules,
  going: Going,
  { clock: name, to, roles }: Extract<Happening, { kind: 'extend' }>,
  at: number,
): Going | { readonly refused: readonly Problem[] } {
  const { snapshot } = going;
  const queue = queueIn(rules, snapshot);
  const found = queue.clocks.find(({ rule }) => rule.name === name);
  if (found === undefined)
    return { refused: [machineProblem('clock-unknown', { pointer: '/extend' }, { clock: name })] };
  const clock = snapshot.clocks.find((one) => one.name === name) ?? { name, cycles: [] };
  const answer = extendClock(clock, found.extensions, { to, roles, at }, rules.calendars);
  if (answer.kind === 'refused') return { refused: [extensionRefused(found, answer)] };
  const clocks = snapshot.clocks.map((one) => (one.name === name ? answer.clock : one));
  const next = active(rules, { ...going, snapshot: { ...snapshot, clocks } }, at);
  return carried(rules, next, [{ actions: found.onExtend, clock: name }], at);
}

function extensionRefused(
  { title: clock, roleTitles }: QueueClockRules,
  { why, needs = [] }: Extract<Extended, { kind: 'refused' }>,
): Problem {
  const at = { pointer: '/extend' };
  switch (why) {
    case 'no-open-cycle':
      return machineProblem('extension-of-stopped', at, { clock });
    case 'not-offered':
      return machineProblem('extension-not-offered', at, { clock });
    case 'not-longer':
      return machineProblem('extension-shortens', at, { clock });
    case 'needs-role':
      return machineProblem('extension-needs-role', at, {
        clock,
        roles: {
          'zh-CN': needs.map((role) => say(roleTitles[role] ?? role, 'zh-CN')).join('或'),
          en: needs.map((role) => say(roleTitles[role] ?? role, 'en')).join(' or '),
        },
      });
  }
}
