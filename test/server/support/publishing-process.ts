import type { StoreAddress } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { directExaminer } from '../../../server/operations/releases/examine.ts';
import { approveRelease } from '../../../server/operations/releases/approve.ts';
import { goLive } from '../../../server/operations/releases/go-live.ts';
import { submitRelease } from '../../../server/operations/releases/submit.ts';
import { beginRelease } from '../../../server/operations/releases/write-release.ts';
import { systemActor } from '../../../server/store/actor.ts';
import { as, codeAt } from './people.ts';
import { tier, wealth } from './releases.ts';

/**
 * Begins, hands in, approves and lets go live one release after another, each of two definitions that change together, and tells what
 * was answered on a line: to be killed while it does. `node --import tsx publishing-process.ts ADDRESS FROM`
 */
const [address = '', from = '0'] = process.argv.slice(2);
const time = { now: Date.parse('2026-11-22T04:00:00.000Z') + Number(from) * 86_400_000 };
const clock = { now: () => new Date(time.now) };
// The key that tests seal the secrets of a store by.
const secretKey = () => Buffer.alloc(32, 7);
const store = await openStore(JSON.parse(address) as StoreAddress, { clock, secretKey });
const examiner = directExaminer(store.database, '/none', clock);
// There is no population.
const impactOf = async () => null;
const keeper = systemActor('release-keeper');
const says = (line: string) => process.stdout.write(`${line}\n`);

for (let i = 0; ; i += 1) {
  // One figure in both of them: a reader who meets two has met a half.
  const figure = 61 + ((Number(from) * 7 + i) % 29);
  const title = `${from}/${i}`;
  const members = [{ document: { ...tier(figure), title } }, { document: { ...wealth(50), title } }];
  const { id } = await beginRelease(store, as('ann'), { title, note: '', goLiveAt: null, members });
  says(`draft ${id}`);
  const { hash } = await submitRelease({ store, examiner, impactOf }, as('ann'), id, {
    acceptsCases: null,
    whyNot: () => undefined,
  });
  says(`submitted ${id}`);
  time.now += 30_000;
  await approveRelease(store, as('ben'), id, { hash: hash ?? '', code: codeAt(clock.now()) });
  says(`approved ${id}`);
  says(`${await goLive({ store, examiner }, keeper, id)} ${id}`);
}
