import { parseMilliseconds } from '../../expression/date-text.ts';
import type { Move } from '../../machine/explore.ts';
import type { Stepped } from '../../machine/life-lines.ts';
import type { RequestEffect, RequestSnapshot } from '../../machine/request.ts';
import type { Environment } from '../../model/environment.ts';
import { below, type Json } from '../../model/json.ts';
import type { Proof } from '../../model/proof.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import { parseRung } from '../../time/rungs.ts';
import { MOST_TRIED, type Proving } from '../workflow/proving.ts';
import { replay } from '../workflow/replay.ts';
import { queueProblem } from './problems.ts';
import type { QueueDocument, QueueRung } from './queue.ts';
import { historiesTo } from './rung-histories.ts';
import { queueStepper } from './stepper.ts';

/** Every rung fires in some history that was lived through the step itself; refuted where its clock never runs, or nothing is re-opened. */
export function proveRungs(document: QueueDocument, proving: Proving, environment: Environment): readonly Proof[] {
  const property = 'rungs-reachable';
  const definition = `queue/${document.name}`;
  const failures = (document.ladder ?? []).flatMap((rung, i): readonly Proof[] => {
    const at = { definition, pointer: below('/ladder', i) };
    const histories = historiesTo(document, rung, proving, environment);
    if (histories.length === 0 && proving.explored.isWhole) {
      const slots = { title: document.title ?? document.name, clock: rung.clock ?? '', at: rung.at };
      return [
        refuted(property, queueProblem(rung.clock === undefined ? 'rung-never' : 'rung-never-of-clock', at, slots)),
      ];
    }
    const lived = firstLived(document, rung, histories, proving, environment);
    if (lived !== undefined) return [];
    return [
      undecided(property, at, document.title ?? document.name, proving.explored.isWhole ? 'unrealised' : 'budget'),
    ];
  });
  return failures.length > 0 ? failures : [proved(property, { definition, pointer: '/ladder' })];
}

/** A life in which a rung fires: when it begins, and its lines as `guiju step` takes them. Undefined where none was found. */
export function rungHistory(
  document: QueueDocument,
  rung: QueueRung,
  proving: Proving,
  environment: Environment,
): { readonly from: number; readonly lines: readonly Json[] } | undefined {
  return firstLived(document, rung, historiesTo(document, rung, proving, environment), proving, environment);
}

function firstLived(
  document: QueueDocument,
  rung: QueueRung,
  histories: readonly (readonly Move[])[],
  proving: Proving,
  environment: Environment,
) {
  for (const moves of histories.slice(0, MOST_TRIED)) {
    const lived = replay(moves, proving.stage);
    const lines = lived === undefined || lived.life === null ? undefined : (lived.witness['lines'] as readonly Json[]);
    const found = lines && fired(document, rung, lines, proving, environment);
    if (found !== undefined) return { from: proving.stage.from, lines: found };
  }
  return undefined;
}

/** How often time passes up to what fires next. */
const MOST_WAITS = 40;

/** Lives lines in the queue, then waits for what fires next until the rung does; a request that was moved on the way is moved back. */
function fired(
  document: QueueDocument,
  rung: QueueRung,
  lines: readonly Json[],
  proving: Proving,
  environment: Environment,
): readonly Json[] | undefined {
  const own = `queue/${document.name}`;
  const stepper = queueStepper(document, environment);
  const { begun } = stepper.begin(proving.stage.from, {});
  if (begun === null) return undefined;
  const lived: Json[] = [];
  let now: Stepped<RequestSnapshot> = begun;
  /** Whether the rung fires by a line while the request is in this queue. */
  const live = (line: Json): boolean => {
    const before = now.life;
    lived.push(line);
    now = stepper.next(now, line);
    const isTold = now.line.effects.some((effect) => isOf(effect as RequestEffect, rung));
    return before.queue === own && (isTold || (hasPassed(now.life, rung) && !hasPassed(before, rung)));
  };
  for (const line of lines) if (live(line)) return lived;
  for (let waits = 0; waits < MOST_WAITS; waits += 1) {
    if (now.life.queue !== own && live({ move: own })) return lived;
    const next = [...(now.line.rungs ?? []), ...now.line.timers].map(({ dueAt }) => parseMilliseconds(dueAt) ?? 0);
    if (next.length === 0) return undefined;
    if (live({ advance: { ms: Math.max(0, Math.min(...next) - now.life.at) } })) return lived;
  }
  return undefined;
}

/** Whether a request has passed a rung: of its present cycle, its present idleness, or so many re-opens. */
function hasPassed({ clocks, idle, reopened: times }: RequestSnapshot, { at, clock }: QueueRung): boolean {
  if (clock === undefined) {
    const read = parseRung(at);
    return read?.kind === 'reopened' ? times >= read.times : idle.passed.includes(at);
  }
  const cycle = clocks.find(({ name }) => name === clock)?.cycles.at(-1);
  return cycle?.passed.some(({ rung }) => rung === at) ?? false;
}

/** A rung that asks for nothing new, since its level was called already, is seen by that it was passed alone; one that moves by this alone. */
const isOf = (effect: Pick<RequestEffect, 'rung'>, { at, clock }: QueueRung) =>
  effect.rung?.at === at && effect.rung.clock === clock;
