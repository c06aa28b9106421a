import { setTimeout as wait } from 'node:timers/promises';
import { hash, isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import { type ServerAnswer, type ServerClient, ServerRefusal } from './server-client.ts';

/** What came of handing a release in. */
export interface Applied {
  readonly release: string;
  readonly state: string;
  readonly hash: string | null;
  /** Cases that are still to be accepted, as the server tells them. */
  readonly cases: readonly JsonObject[];
}

/** How many times a release of the same is begun anew, where the one before was ended by people. */
const MOST_TIMES = 20;

/** States in which a release has been handed in, and stands. */
const HANDED_IN: ReadonlySet<string> = new Set(['submitted', 'approved', 'due', 'rechecking', 'live', 'held']);

/**
 * Makes a release and hands it in. Under the same name (`once`) one release is made, whoever asks for it and however often: it is taken up
 * where it stands; where people ended it (withdrew, returned, refused it), another is made.
 */
export async function handIn(
  client: ServerClient,
  content: JsonObject,
  name: string,
  acceptsCases: boolean,
): Promise<Applied> {
  let once = name;
  for (let time = 0; time < MOST_TIMES; time++) {
    // The same content is begun once, whoever applies it and however often.
    const begun = await begin(client, content, once);
    const release = String(begun.body['id']);
    const now = await client.get(`/api/v1/releases/${release}`);
    const state = String(now.body['state']);
    if (HANDED_IN.has(state)) return { release, state, hash: textOf(now.body['hash']), cases: [] };
    if (state === 'draft') return await submit(client, release, now, acceptsCases);
    once = hash([once, release]);
  }
  throw new Error('A release of the same was ended too often');
}

const LOOK_MS = 300;
const MOST_LOOKS = 200;

/** Begins a release; where another is just beginning the same, waits for what came of it. */
async function begin(client: ServerClient, content: JsonObject, once: string): Promise<ServerAnswer> {
  for (let look = 0; ; look++)
    try {
      return await client.post('/api/v1/releases', content, once);
    } catch (error) {
      const isUnderWay = error instanceof ServerRefusal && error.body['code'] === 'key-in-flight';
      if (!isUnderWay || look === MOST_LOOKS) throw error;
      await wait(LOOK_MS);
    }
}

async function submit(
  client: ServerClient,
  release: string,
  seen: ServerAnswer,
  acceptsAll: boolean,
): Promise<Applied> {
  const path = `/api/v1/releases/${release}`;
  const send = (body: JsonObject) => client.post(`${path}/submission`, body, undefined, seen.tag);
  const handedIn = ({ body }: ServerAnswer): Applied => ({
    release,
    state: String(body['state']),
    hash: textOf(body['hash']),
    cases: [],
  });
  const orSeen = async (error: unknown): Promise<Applied> => {
    // Somebody else who applies the same may have handed it in a moment ago.
    const now = await client.get(path);
    if (HANDED_IN.has(String(now.body['state']))) return handedIn(now);
    throw error;
  };
  try {
    return handedIn(await send({}));
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error;
    const { caseChanges, acceptsCases } = error.body;
    if (!Array.isArray(caseChanges) || typeof acceptsCases !== 'string') return await orSeen(error);
    if (acceptsAll) return await send({ acceptsCases }).then(handedIn, orSeen);
    return { release, state: 'draft', hash: null, cases: (caseChanges as readonly Json[]).filter(isObject) };
  }
}

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
