import { setTimeout as wait } from 'node:timers/promises';
import type { Message } from '../../../definitions/index.ts';
import { systemActor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import { OperationRefused } from '../../store/store.ts';
import type { Terminal } from '../../terminal.ts';
import { goLive, type GoLiveParts, isLate, judgedElsewhere } from './go-live.ts';
import { concernedBy, tell } from './notices.ts';
import { endApprovals, moveRelease } from './release-rows.ts';
import { APPROVED } from './release-state.ts';
import { termsOf } from './terms.ts';

const KEEPER = systemActor('release-keeper');
const LOOK_MS = 1000;
/** Clocks of nodes differ: what may be due is looked for this much ahead; whether it is, the store's clock says. */
const AHEAD_MS = 60_000;

/**
 * Lets everything go live that is due, one after another, and expires what nobody decided in time. Any node may; one of them does it.
 * Answers why some of it was left to other nodes.
 */
export async function goLiveDue(parts: GoLiveParts, now: Date): Promise<Message | undefined> {
  const soon = new Date(now.getTime() + AHEAD_MS).toISOString();
  const { database } = parts.store;
  const overdue = await database
    .selectFrom('release')
    .select('id')
    .where('state', '=', 'submitted')
    .where('expires_at', '<=', soon)
    .execute();
  if (overdue.length > 0) await expireRequests(parts.store);
  const due = await database
    .selectFrom('release')
    .select(['id', 'kind', 'begun_at', 'due_at', 'lease_until'])
    .where('state', 'in', [...APPROVED])
    .where('due_at', '<=', soon)
    .orderBy('due_at')
    .orderBy('number')
    .execute();
  const lacking = due.length === 0 ? [] : await parts.examiner.lacking(database);
  let left: Message | undefined;
  for (const release of due) {
    // Another node is at it.
    if (release.lease_until !== null && release.lease_until > soon) continue;
    const why = judgedElsewhere(release, lacking);
    // What is late is held, whoever sees it.
    if (why !== undefined && !isLate(release.due_at ?? '', now, await termsOf(database, release))) {
      left = why.message;
      continue;
    }
    await goLive(parts, KEEPER, release.id).catch((error: unknown) => {
      // Not due yet by the store's clock, or taken by another node, or decided otherwise in between.
      if (!(error instanceof OperationRefused)) throw error;
    });
  }
  return left;
}

/** Expires the requests that nobody decided in time: nothing is ever approved by silence. */
async function expireRequests(store: Store): Promise<void> {
  await store.write(KEEPER, 'expire-releases', async (tx) => {
    const rows = await tx.database
      .selectFrom('release')
      .selectAll()
      .where('state', '=', 'submitted')
      .where('expires_at', '<=', tx.now.toISOString())
      .execute();
    for (const release of rows) {
      const at = release.expires_at ?? '';
      const reason = { 'zh-CN': `至 ${at} 无人审批`, en: `Nobody decided it by ${at}` };
      const expired = await moveRelease(tx, release, 'expire', { reason, set: { expires_at: null } });
      await endApprovals(tx, release.id, 'void', { reason });
      await tell(tx, expired, [{ kind: 'expired', people: await concernedBy(tx.database, release.id) }]);
    }
  });
}

/** Keeps at it until the server stops. A fault, and what is left to other nodes, is told once. */
export async function keepReleases(parts: GoLiveParts, isStopping: () => boolean, terminal: Terminal): Promise<void> {
  let told = '';
  const tell = (why: Message | undefined) => {
    const text = why?.en ?? '';
    if (why !== undefined && text !== told)
      terminal.tell({
        'zh-CN': `变更未能生效：${why['zh-CN']}`,
        en: `A release could not go live: ${why.en}`,
      });
    told = text;
  };
  while (!isStopping()) {
    await wait(LOOK_MS, undefined, { ref: false });
    if (isStopping()) return;
    try {
      tell(await goLiveDue(parts, new Date()));
    } catch (error) {
      if (isStopping()) return;
      const text = error instanceof Error ? error.message : String(error);
      tell({ 'zh-CN': text, en: text });
    }
  }
}
