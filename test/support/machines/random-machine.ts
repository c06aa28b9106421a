import type { Json, JsonObject } from '../../../definitions/index.ts';
import type { Chance } from '../../../server/referee/agree/random/chance.ts';

/** What random machines hear. */
export const EVENTS = ['a', 'b', 'c', 'customer.replied', 'customer.left'];
/** What their guards ask: whether a flag of that number is set. */
export const FLAGS = 4;
const DELAYS = [1, 10, 25, 3_000_000_000];

/** A random XState machine as JSON: nested and parallel states, history, final states, timers, raised events, guards, eventless steps. */
export function randomMachine(random: Chance): JsonObject {
  const shape = randomShape(random, { count: 0 }, random.whole(1, 3), true);
  // XState enters the root anew without leaving it, and forgets a timer of it: the root is no target.
  return written(random, shape, idsOf(shape).slice(1));
}

interface Shape {
  readonly id: string;
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly deep?: boolean;
  readonly states: readonly Shape[];
}

const idsOf = ({ id, states }: Shape): readonly string[] => [id, ...states.flatMap(idsOf)];

function randomShape(random: Chance, made: { count: number }, depth: number, isRoot = false): Shape {
  const id = `s${made.count}`;
  made.count += 1;
  const leaf = () => random.pick(['atomic', 'atomic', 'atomic', 'final', 'history'] as const);
  const type = isRoot ? 'compound' : depth > 0 ? random.pick(['atomic', 'compound', 'parallel'] as const) : leaf();
  if (type === 'history') return { id, type, deep: random.is(0.5), states: [] };
  if (type === 'atomic' || type === 'final') return { id, type, states: [] };
  const count = type === 'parallel' ? random.whole(1, 3) : random.whole(2, 4);
  const states = random.many(count, () => randomShape(random, made, depth - 1));
  // A state begins somewhere, and a region is no leaf that is over or remembers.
  const first = { id: `${id}x`, type: 'atomic', states: [] } as const;
  const isSound = type === 'compound' || states.every((one) => one.type !== 'final' && one.type !== 'history');
  return { id, type, states: isSound ? [first, ...states] : [first] };
}

function written(random: Chance, shape: Shape, targets: readonly string[]): JsonObject {
  const { id, type, states } = shape;
  // Nor does it leave what it enters by a history that remembers nothing yet, where it is within: histories are entered from outside.
  const remembering = states.filter((one) => one.type === 'history').map((one) => one.id);
  const ids = targets.filter((one) => !remembering.includes(one));
  if (type === 'history') return { id, type, history: shape.deep === true ? 'deep' : 'shallow' };
  const actions = () =>
    random.is(0.4) ? { actions: random.many(random.whole(1, 2), () => randomAction(random)) } : {};
  const entry = random.is(0.3) ? { entry: [randomAction(random)] } : {};
  const exit = random.is(0.2) ? { exit: [randomAction(random)] } : {};
  if (type === 'final') return { id, type, ...entry };
  const transition = (): JsonObject => ({
    ...(random.is(0.85) ? { target: `#${random.pick(ids)}` } : {}),
    ...(random.is(0.3) ? { guard: { type: 'flag', params: { number: random.whole(0, FLAGS - 1) } } } : {}),
    ...(random.is(0.2) ? { reenter: true } : {}),
    ...actions(),
  });
  const table = (keys: readonly (string | number)[], share: number): JsonObject =>
    Object.fromEntries(
      keys.filter(() => random.is(share)).map((key) => [String(key), random.many(random.whole(1, 2), transition)]),
    );
  const kind = type === 'parallel' ? { type } : states.length > 0 ? { initial: states[0]?.id ?? '' } : {};
  return {
    id,
    ...kind,
    ...entry,
    ...exit,
    on: table([...EVENTS, 'customer.*', 'raised'], 0.3),
    after: table(DELAYS, 0.12),
    ...(random.is(0.1) ? { always: [{ ...transition(), guard: { type: 'flag', params: { number: 0 } } }] } : {}),
    ...(states.length > 0 && random.is(0.4) ? { onDone: [transition()] } : {}),
    ...(states.length > 0
      ? { states: Object.fromEntries(states.map((one) => [one.id, written(random, one, ids)])) }
      : {}),
  };
}

function randomAction(random: Chance): Json {
  if (random.is(0.7)) return { type: 'note', params: { number: random.whole(0, 9) } };
  const delay = random.is(0.5) ? {} : { delay: random.pick(['1ms', '10ms', '0.02s', '40ms']) };
  return { type: 'raise', params: { event: random.pick(['raised', ...EVENTS]), ...delay } };
}
