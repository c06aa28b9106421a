import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import type { Reader } from '../../store/store.ts';
import { listRequestNotices, type RequestNotice } from './request-notices.ts';

/** What whoever follows his notices is told: how many are unread, and those that are new to him, oldest first. */
export interface NoticesTold {
  /** The number of the newest; 0 where there is none. */
  readonly newest: number;
  readonly unread: number;
  readonly items: readonly RequestNotice[];
}

/** Somebody who follows his notices, in a session of his. */
export interface Follower {
  readonly person: string;
  readonly session: string;
  /** The newest that he knows; what came after it he is told first. Undefined: how many are unread is enough. */
  readonly after: number | undefined;
  tell(told: NoticesTold): void;
  /** Nothing new for a while, and he is still there. */
  beat(): void;
  /** Not to come back where his session is over; else another took his place, or the server stops. */
  end(why: 'session' | 'stopped'): void;
}

export interface NoticeFeed {
  /** Tells from now on; answers how to stop. */
  follow(follower: Follower): () => void;
  /** Somebody read one: his other windows are told at once. */
  changed(person: string): void;
  /** Ends every follower, and takes no other. */
  close(): void;
}

export interface Pace {
  readonly lookMs: number;
  readonly beatMs: number;
}

const PACE: Pace = { lookMs: 1000, beatMs: 15_000 };
/** How many are told at most: whoever missed more reads the list. */
const MOST_TOLD = 50;
/** How many one person may have at once: the oldest ends for the next. */
const MOST_FOLLOWING = 12;
/** Numbers are given before they are committed: how far below the newest another may still appear. */
const LATE = 256;

interface Following {
  readonly follower: Follower;
  known: number | undefined;
  /** What he was told last. */
  said: string;
}

/**
 * Tells people of their notices as they come, whichever node wrote them. While anybody follows, new notices are looked for once for all of
 * them, and so is whose session is over; those for whom there is something new are told how they stand. Every `beatMs` all are looked at:
 * what was read in another window, and what somebody is recused from by now.
 */
export function noticeFeed(store: Pick<Reader, 'read' | 'database'>, clock: Clock, pace = PACE): NoticeFeed {
  const followings = new Set<Following>();
  let [isClosed, isLooking] = [false, false];
  let seen: ReadonlySet<number> = new Set();
  /** Undefined before the first look: how those stand who begin to follow they are told by themselves. */
  let floor: number | undefined;

  const peopleOfNew = async (): Promise<ReadonlySet<string>> => {
    floor ??= (await newestNumber(store)) - LATE;
    const rows = await store.database
      .selectFrom('request_notice')
      .select(['number', 'person'])
      .where('number', '>', floor)
      .orderBy('number')
      .execute();
    const people = new Set(rows.filter(({ number }) => !seen.has(number)).map(({ person }) => person));
    floor = Math.max(floor, (rows.at(-1)?.number ?? 0) - LATE);
    seen = new Set(rows.map(({ number }) => number));
    return people;
  };
  const tellAbout = inTurn(async (person) => {
    if (![...followings].some(({ follower }) => follower.person === person)) return;
    const { items, unread } = await listRequestNotices(store, person, { before: undefined, limit: MOST_TOLD });
    const newest = items[0]?.number ?? 0;
    const said = `${newest} ${unread}`;
    for (const one of followings) {
      if (one.follower.person !== person || one.said === said) continue;
      const known = one.known ?? newest;
      one.follower.tell({ newest, unread, items: items.filter(({ number }) => number > known).toReversed() });
      [one.known, one.said] = [Math.max(known, newest), said];
    }
  });
  const endThoseWhoLeft = async (): Promise<void> => {
    const ids = await sessionsThere(
      store,
      [...followings].map(({ follower }) => follower.session),
      clock.now(),
    );
    for (const { follower } of [...followings]) if (!ids.has(follower.session)) follower.end('session');
  };
  const look = async (isBeat: boolean): Promise<void> => {
    await endThoseWhoLeft();
    const people = await peopleOfNew();
    const following = new Set([...followings].map(({ follower }) => follower.person));
    for (const person of following) if (isBeat || people.has(person)) await tellAbout(person);
    if (isBeat) for (const { follower } of followings) follower.beat();
  };
  const keepLooking = async (): Promise<void> => {
    isLooking = true;
    [floor, seen] = [undefined, new Set()];
    for (let sinceBeat = 0; followings.size > 0; sinceBeat += pace.lookMs) {
      const isBeat = sinceBeat >= pace.beatMs;
      if (isBeat) sinceBeat = 0;
      // A store that does not answer is asked again: whoever follows knows no less than before.
      await look(isBeat).catch(() => {});
      await wait(pace.lookMs, undefined, { ref: false });
    }
    isLooking = false;
  };

  return {
    follow(follower) {
      const following: Following = { follower, known: follower.after, said: '' };
      const own = [...followings].filter((one) => one.follower.person === follower.person);
      if (own.length >= MOST_FOLLOWING) own[0]?.follower.end('stopped');
      followings.add(following);
      if (isClosed) follower.end('stopped');
      else {
        void tellAbout(follower.person).catch(() => {});
        if (!isLooking) void keepLooking();
      }
      return () => void followings.delete(following);
    },
    changed: (person) => void tellAbout(person).catch(() => {}),
    close() {
      isClosed = true;
      for (const { follower } of [...followings]) follower.end('stopped');
    },
  };
}

/** Does what concerns one person once at a time, so that nobody is told last what was read first. */
function inTurn(run: (person: string) => Promise<void>): (person: string) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (person) => {
    const turn = (last.get(person) ?? Promise.resolve()).catch(() => {}).then(async () => await run(person));
    last.set(person, turn);
    await turn.finally(() => void (last.get(person) === turn && last.delete(person)));
  };
}

async function newestNumber({ database }: Pick<Reader, 'database'>): Promise<number> {
  const found = database.selectFrom('request_notice').select((of) => of.fn.max('number').as('newest'));
  return Number((await found.executeTakeFirst())?.newest ?? 0);
}

/** Which of some sessions have not ended, of people who are active. */
async function sessionsThere(
  { database }: Pick<Reader, 'database'>,
  sessions: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .select('session.id')
    .where('session.id', 'in', sessions)
    .where('session.expires_at', '>', now.toISOString())
    .where('person.is_active', '=', 1)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
