import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Organisation } from '../../authority/organisation.ts';
import { rightsInCommon, type Right } from '../../authority/rights.ts';
import { secretHash } from '../../authority/secret.ts';
import type { Clock } from '../../clock.ts';
import { peopleThere, readOrganisation, readPerson } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import type { Database, Tables } from '../../store/tables.ts';
import { behindKey } from './acting-key.ts';

/** Who asks, as his session or his key says; `visitor`: nobody who is known. */
export type Asker =
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string;
      readonly session: string;
      readonly rights: readonly Right[];
    }
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly name: string;
      readonly owner: string;
      /** Everybody behind it: whoever owns it, and whoever asked for it. */
      readonly people: readonly string[];
      readonly rights: readonly Right[];
      /** The operations it is for. */
      readonly operations: readonly string[];
    };

/** What the store says of whoever asks. */
export interface Access {
  /** Whether the server may be tried without signing in: on loopback, while there are no people but samples. */
  readonly isOpen: () => boolean;
  /** Whether it serves: not before both first administrators have used their links. */
  readonly isBegun: () => boolean;
  /** Whose session a cookie is; undefined where it is nobody's any more. */
  personOf(session: string): Promise<Asker | undefined>;
  /** Whose key this is; undefined where it is nobody's any more. */
  keyOf(key: string): Promise<Asker | undefined>;
}

/** Whether a bank has begun: an administrator of either sort can sign in. */
export async function isBegun(database: Database): Promise<boolean> {
  const rows = await database
    .selectFrom('role_grant')
    .innerJoin('credential', 'credential.person', 'role_grant.to_id')
    .select('role_grant.role')
    .distinct()
    .where('role_grant.to_kind', '=', 'person')
    .where('role_grant.role', 'in', ['security-administrator', 'system-administrator'])
    .execute();
  return rows.length === 2;
}

/** What a key may do: it asks as an integrator, where its owner may still do anything at all. */
export function keyRights(
  organisation: Organisation,
  { scope: over }: { readonly scope: string },
  owner: { readonly rights: readonly Right[] },
): readonly Right[] {
  const own = owner.rights.map(({ scope }) => ({ role: 'integrator', scope }) as const);
  return rightsInCommon(organisation, [{ role: 'integrator', scope: over }], own);
}

/** A server without people: whoever reaches it may try it. */
export const openAccess: Access = {
  isOpen: () => true,
  isBegun: () => true,
  personOf: async () => undefined,
  keyOf: async () => undefined,
};

/** Access as it is watched while the server runs. */
export interface WatchedAccess extends Access {
  /** Looks again whether there are people: they may have come by another process. */
  look(): Promise<void>;
}

/**
 * Access by what stands in the store, read for every request: a session that ended and a right that was taken are gone with the next
 * one, on whichever node (life L40, L43, L46).
 */
export async function storeAccess(
  { database }: Pick<Reader, 'database'>,
  clock: Clock,
  isLoopback: boolean,
): Promise<WatchedAccess> {
  let [isOpen, hasBegun] = [false, false];
  const look = async (): Promise<void> => {
    const there = await peopleThere(database);
    [isOpen, hasBegun] = [isLoopback && there !== 'people', there !== 'people' || (await isBegun(database))];
  };
  await look();
  return {
    isOpen: () => isOpen,
    isBegun: () => hasBegun,
    look,
    async personOf(session) {
      const row = await database
        .selectFrom('session')
        .select(['id', 'person'])
        .where('hash', '=', secretHash(session))
        .where('expires_at', '>', clock.now().toISOString())
        .executeTakeFirst();
      const person = row === undefined ? undefined : await readPerson(database, row.person);
      if (row === undefined || person === undefined || !person.isActive) return undefined;
      const { id, name, rights } = person;
      return { kind: 'person', id, name, session: row.id, rights };
    },
    keyOf: async (key) => await keyWhere(database, clock.now(), (each) => each('hash', '=', secretHash(key))),
  };
}

/** Who asks by a key of this id: somebody who is known by other means than the key itself. Undefined where it is nobody's any more. */
export const keyNamed = async ({ database }: Pick<Reader, 'database'>, now: Date, id: string) =>
  await keyWhere(database, now, (each) => each('id', '=', id));

async function keyWhere(
  database: Database,
  now: Date,
  where: (each: ExpressionBuilder<Tables, 'api_key'>) => Expression<SqlBool>,
): Promise<(Asker & { readonly kind: 'key' }) | undefined> {
  const row = await database
    .selectFrom('api_key')
    .selectAll()
    .where(where)
    .where('is_active', '=', 1)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  const owner = row === undefined ? undefined : await readPerson(database, row.owner);
  if (row === undefined || owner === undefined || !owner.isActive) return undefined;
  const rights = keyRights(await readOrganisation(database), row, owner);
  // What operations are was written by `applyChange`.
  const operations = JSON.parse(row.operations) as readonly string[];
  return { kind: 'key', id: row.id, name: row.name, owner: owner.id, people: behindKey(row), rights, operations };
}
