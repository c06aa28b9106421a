import type { JsonObject } from '../../../definitions/index.ts';
import { type Judge, judgeOf } from './actor.ts';

/** All that can come of a machine, by trying everything with XState's own actor: every event and every hour, for all facts there are. */
export interface Everything {
  /** Names of the states that are entered. */
  readonly entered: ReadonlySet<string>;
  /** Whether from wherever it may stand it can end. */
  readonly canAlwaysEnd: boolean;
  /** Delays that ended, `state delay`. */
  readonly ended: ReadonlySet<string>;
  readonly isEverEndless: boolean;
}

/** What is tried: the guards that hold of each kind of facts, the events, the delays in hours. */
export interface Trying {
  readonly worlds: readonly ReadonlySet<string>[];
  readonly events: readonly string[];
  readonly delays: Readonly<Record<string, number>>;
}

interface Tried {
  readonly path: readonly Deed[];
  readonly leads: number[];
  isDone: boolean;
}
interface Deed {
  readonly event: string | null;
  readonly world: ReadonlySet<string>;
}

const HOUR = 3_600_000;

/** Tries everything; undefined where a machine has more ways to stand than `most`. Each way is lived anew from the beginning. */
export function tryEverything(document: JsonObject, trying: Trying, most: number): Everything | undefined {
  const entered = new Set<string>();
  const ended = new Set<string>();
  const tried: Tried[] = [];
  const numbers = new Map<string, number>();
  let isEverEndless = false;
  const reach = (path: readonly Deed[]): number | undefined => {
    const judge = live(document, path, trying, ended);
    const { status, value, _nodes: nodes, historyValue } = judge.snapshot() as never as Seen;
    if (status === 'error') {
      isEverEndless = true;
      return undefined;
    }
    for (const { path: keys } of nodes) entered.add(keys.join('.'));
    const history = Object.entries(historyValue).map(([id, states]) => [id, states.map((one) => one.id)]);
    const key = JSON.stringify([status, value, history, judge.waiting()]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, tried.length);
    tried.push({ path, leads: [], isDone: status === 'done' });
    return tried.length - 1;
  };
  for (const world of trying.worlds) reach([{ event: '', world }]);
  for (let at = 0; at < tried.length; at += 1) {
    const here = tried[at];
    if (tried.length > most) return undefined;
    if (here === undefined || here.isDone) continue;
    for (const world of trying.worlds) {
      for (const event of [null, ...trying.events]) {
        const to = reach([...here.path, { event, world }]);
        if (to !== undefined) here.leads.push(to);
      }
    }
  }
  return { entered, ended, isEverEndless, canAlwaysEnd: canAllEnd(tried) };
}

interface Seen {
  readonly status: string;
  readonly value: object | string;
  readonly _nodes: readonly { readonly id: string; readonly path: readonly string[] }[];
  readonly historyValue: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

/** Lives a path: an event at once, or an hour (`null`). The first deed is the beginning. */
function live(document: JsonObject, path: readonly Deed[], { delays }: Trying, ended: Set<string>): Judge {
  let world = path[0]?.world ?? new Set<string>();
  const hours = Object.fromEntries(Object.entries(delays).map(([name, count]) => [name, count * HOUR]));
  const judge = judgeOf(document, ({ of }) => world.has(String(of)), hours);
  judge.actor.system.inspect((seen) => {
    if (seen.type !== '@xstate.microstep') return;
    const { event } = seen as never as { readonly event: { readonly type: string } };
    const [, name = '', state = ''] = /^xstate\.after\.([^.]+)\.(?:machine\.)?(.*)$/.exec(event.type) ?? [];
    if (name !== '') ended.add(`${state} ${name}`);
  });
  for (const deed of path.slice(1)) {
    world = deed.world;
    if (judge.snapshot().status !== 'active') break;
    if (deed.event === null) judge.advance(HOUR);
    else if (judge.accepts(deed.event)) judge.actor.send({ type: deed.event });
  }
  return judge;
}

function canAllEnd(tried: readonly Tried[]): boolean {
  const good = new Set(tried.flatMap(({ isDone }, i) => (isDone ? [i] : [])));
  for (let before = -1; before < good.size; ) {
    before = good.size;
    tried.forEach(({ leads }, i) => {
      if (leads.some((to) => good.has(to))) good.add(i);
    });
  }
  return good.size === tried.length;
}
