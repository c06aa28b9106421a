import { parseMilliseconds } from '../../expression/date-text.ts';
import { lowerFirst } from '../../expression/to-words/speech.ts';
import type { Stepped, Stepper } from '../../machine/life-lines.ts';
import type { QueueRules, RequestEffect, RequestSnapshot } from '../../machine/request.ts';
import type { Environment } from '../../model/environment.ts';
import { below, type Json, type JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import type { Proof } from '../../model/proof.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import { parseRung } from '../../time/rungs.ts';
import { inBoth } from '../words.ts';
import { MOST_TRIED, type Proving } from '../workflow/proving.ts';
import { type Lived, replay } from '../workflow/replay.ts';
import { queueProblem } from './problems.ts';
import type { QueueDocument, QueueRung } from './queue.ts';
import { historiesTo } from './rung-histories.ts';
import { rungTime } from './rung-words.ts';
import { requestRules } from './rules.ts';
import { queueStepper } from './stepper.ts';

/** Every rung fires in some history that was lived through the step itself; refuted where its clock never runs, or nothing is re-opened. */
export function proveRungs(document: QueueDocument, proving: Proving, environment: Environment): readonly Proof[] {
  const property = 'rungs-reachable';
  const definition = `queue/${document.name}`;
  const { ladder = [] } = document;
  if (ladder.length === 0) return [proved(property, { definition, pointer: '/ladder' })];
  const living = livingIn(document, proving, environment);
  const failures = ladder.flatMap((rung, i): readonly Proof[] => {
    const at = { definition, pointer: below('/ladder', i) };
    const title = document.title ?? document.name;
    const { lived, isTried } = firstLived(rung, living);
    if (lived !== undefined) return [];
    if (isTried || !proving.explored.isWhole)
      return [undecided(property, at, title, proving.explored.isWhole ? 'unrealised' : 'budget')];
    return [refuted(property, neverReached(document, rung, at))];
  });
  return failures.length > 0 ? failures : [proved(property, { definition, pointer: '/ladder' })];
}

function neverReached(document: QueueDocument, rung: QueueRung, at: Place): Problem {
  const title = document.title ?? document.name;
  const when = inBoth((speech) => lowerFirst(speech, rungTime(document, rung, speech)));
  const clock = document.clocks.find(({ name }) => name === rung.clock);
  if (clock === undefined) return queueProblem('rung-never', at, { title, when });
  return queueProblem('rung-never-of-clock', at, { title, when, clock: clock.title ?? clock.name });
}

/** What the histories of a queue's rungs are lived by, made once for all of them. */
interface Living {
  readonly rules: QueueRules;
  readonly stepper: Stepper<RequestSnapshot>;
  readonly proving: Proving;
}

function livingIn(document: QueueDocument, proving: Proving, environment: Environment): Living {
  const rules = requestRules(document.workflow, environment)?.queueOf(`queue/${document.name}`);
  if (rules === undefined) throw new Error(`queue/${document.name} has errors`);
  return { rules, stepper: queueStepper(document, environment), proving };
}

/** A life in which a rung fires: when it begins and with which facts, and its lines as `guiju step` takes them. */
interface RungLife {
  readonly from: number;
  readonly facts: JsonObject;
  readonly lines: readonly Json[];
}

/** The same of one rung; undefined where none was found. */
export function rungHistory(
  document: QueueDocument,
  rung: QueueRung,
  proving: Proving,
  environment: Environment,
): RungLife | undefined {
  return firstLived(rung, livingIn(document, proving, environment)).lived;
}

/** The first history that was lived up to a rung, and whether there was any to try. */
function firstLived(
  rung: QueueRung,
  living: Living,
): { readonly lived: RungLife | undefined; readonly isTried: boolean } {
  const { rules, proving } = living;
  let tried = 0;
  for (const moves of historiesTo(rules, rung, proving)) {
    if (tried >= MOST_TRIED) break;
    tried += 1;
    const lived = replay(moves, proving.stage);
    const lines = lived === undefined || lived.life === null ? undefined : fired(rung, lived, living);
    if (lived !== undefined && lines !== undefined)
      return { lived: { from: proving.stage.from, facts: lived.facts, lines }, isTried: true };
  }
  return { lived: undefined, isTried: tried > 0 };
}

/** How often time passes up to what fires next. */
const MOST_WAITS = 40;

/** Lives a history in the queue, then waits for what fires next until the rung does; a request that was moved on the way is moved back. */
function fired(
  rung: QueueRung,
  { facts, lines }: Pick<Lived, 'facts' | 'lines'>,
  { rules: { id: own }, stepper, proving }: Living,
): readonly Json[] | undefined {
  const { begun } = stepper.begin(proving.stage.from, facts);
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
