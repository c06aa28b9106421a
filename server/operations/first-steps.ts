import type { Reader } from '../store/store.ts';

/** What a bank has done of what it begins with. */
export interface FirstSteps {
  /** Somebody may approve. */
  readonly approver: boolean;
  /** There is data that changes are judged on. */
  readonly data: boolean;
  /** A change was begun. */
  readonly changed: boolean;
  /** A change that people approved is, or was, in force. */
  readonly published: boolean;
}

/** How far a bank is: it tells that something is there, and nothing of it. */
export async function firstSteps({ read }: Pick<Reader, 'read'>): Promise<FirstSteps> {
  return await read(async (database) => {
    const approver = await database
      .selectFrom('role_grant')
      .select('role')
      .where('role', '=', 'approver')
      .limit(1)
      .executeTakeFirst();
    const snapshot = await database.selectFrom('snapshot').select('id').limit(1).executeTakeFirst();
    const begun = await database.selectFrom('release').select('id').limit(1).executeTakeFirst();
    const live = await database
      .selectFrom('release')
      .select('id')
      .where('state', '=', 'live')
      .limit(1)
      .executeTakeFirst();
    return {
      approver: approver !== undefined,
      data: snapshot !== undefined,
      changed: begun !== undefined,
      published: live !== undefined,
    };
  });
}
