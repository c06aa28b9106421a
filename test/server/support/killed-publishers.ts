import { expect } from 'vitest';
import { goLiveDue } from '../../../server/operations/releases/keep-releases.ts';
import { directExaminer } from '../../../server/operations/releases/examine.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { chainFaults } from './chain-faults.ts';
import { linesUntilKilled } from './killed.ts';
import { lifeRoom } from './releases.ts';
import { type Stores, TEST_KEY } from './stores.ts';

/** How far a release is by what was answered of it; what was not answered may have gone further, never back. */
const FAR = ['draft', 'submitted', 'approved', 'due', 'rechecking', 'live'];
/** For how many rounds of a day each a request waits. */
const EXPIRES_AFTER = 14;

interface Found {
  readonly id: string;
  readonly number: number;
  readonly state: string;
}

/** Whether a release that was handed in, and then waited for nobody, was rightly ended: by what went live over it, or by time. */
function isOver({ number, state }: Found, all: readonly Found[], rounds: number): boolean {
  if (state === 'expired') return rounds >= EXPIRES_AFTER;
  return state === 'void' && all.some((other) => other.number > number && other.state === 'live');
}

/**
 * Kills a node that hands in, approves and publishes releases, again and again, and each time looks: what was answered stands, both
 * members of a release are published or none, and what it had begun is ended by another. `told` hears of each round, and of how many
 * releases was answered so far.
 */
export async function killPublishers(
  stores: Stores,
  rounds: number,
  told: (round: number, releases: number) => void = () => {},
): Promise<void> {
  const chance = new Chance(Number(process.env['SEED'] ?? 1));
  await lifeRoom(stores);
  const answered = new Map<string, string>();
  const begunIn = new Map<string, number>();
  for (let round = 1; round <= rounds; round += 1) {
    const lines = await linesUntilKilled(
      'publishing-process.ts',
      stores.address,
      String(round),
      1 + chance.whole(0, 12),
    );
    for (const line of lines) {
      const [state = '', id = ''] = line.split(' ');
      answered.set(id, state);
      if (!begunIn.has(id)) begunIn.set(id, round);
    }
    // A day later: what a dead node had taken for itself is anybody's.
    const clock = { now: () => new Date(Date.parse('2026-11-22T06:00:00.000Z') + round * 86_400_000) };
    const store = await openStore(stores.address, { clock, secretKey: () => TEST_KEY });
    await goLiveDue({ store, examiner: directExaminer(store.database, '/none', clock) }, clock.now());
    await store.seal();
    const releases = await store.database
      .selectFrom('release')
      .select(['id', 'number', 'state', 'publication'])
      .execute();
    for (const [id, state] of answered) {
      const found = releases.find((one) => one.id === id) ?? { id, number: 0, state: 'none' };
      const isThere =
        FAR.indexOf(found.state) >= FAR.indexOf(state) ||
        (state === 'submitted' && isOver(found, releases, round - (begunIn.get(id) ?? round)));
      expect([id, state, found.state, isThere]).toEqual([id, state, found.state, true]);
    }
    expect(releases.filter(({ state }) => state === 'rechecking' || state === 'approved')).toEqual([]);
    const spans = await store.database
      .selectFrom('publication_member')
      .select(['id', 'since'])
      .where('since', '>', 1)
      .execute();
    const published = await store.database.selectFrom('publication').select('number').where('number', '>', 1).execute();
    for (const { number } of published)
      expect(
        spans
          .filter(({ since }) => since === number)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(['scorecard/wealth', 'segmentation/tier']);
    expect(new Set(releases.flatMap(({ publication }) => publication ?? []))).toEqual(
      new Set(published.map(({ number }) => number)),
    );
    expect(await chainFaults(store.database)).toEqual([]);
    await store.close();
    told(round, answered.size);
  }
  expect([...answered.values()]).toContain('live');
}
