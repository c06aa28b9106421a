import {
  claimedId,
  hash,
  isObject,
  type Json,
  type JsonObject,
  parseMilliseconds,
} from '../../../definitions/index.ts';
import { newestPublication, readMembers } from '../../store/definitions.ts';
import type { ReleaseMemberTable } from '../../store/release-tables.ts';
import { OperationRefused } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import type { DraftSet } from '../impacts/compute-impact.ts';
import { releaseProblem } from './problems.ts';

/** What a writer wants a release to say. */
export interface ReleaseContent {
  readonly title: string;
  readonly note: string;
  /** An instant with its zone; null: at once when it is approved. */
  readonly goLiveAt: string | null;
  readonly members: readonly AskedMember[];
}

/** A definition as it is to be, or one that is to go. */
export type AskedMember =
  | {
      readonly document: JsonObject;
      /** The hash of the published text that it was written on; what is in force, or what it stood on before, unless given. */
      readonly replaces?: string;
    }
  | { readonly retire: string };

/** Content as it is kept, without the revision that it belongs to. */
export interface KeptContent {
  readonly title: string;
  readonly note: string;
  readonly goLiveAt: string | null;
  readonly members: readonly Omit<ReleaseMemberTable, 'release' | 'revision'>[];
  readonly hash: string;
}

/** What was written before, by which a text stays on what it was written on, and an instant that is past by now may stay. */
export interface Before {
  readonly members: readonly ReleaseMemberTable[];
  readonly goLiveAt: string | null;
}

/** Reads what a writer wants against what is in force, and against what the release, or what it is copied from, said before. */
export async function keptContent(
  database: Database,
  subject: string,
  { title, note, goLiveAt, members }: ReleaseContent,
  { now, before }: { readonly now: Date; readonly before?: Before },
): Promise<KeptContent> {
  const sorted = await keptMembers(database, subject, members, before?.members);
  const at = goLiveAt === null ? null : instantOf(subject, goLiveAt, now, before?.goLiveAt ?? null);
  return {
    title,
    note,
    goLiveAt: at,
    members: sorted,
    hash: contentHash({ title, note, goLiveAt: at, members: sorted }),
  };
}

/** Members as they are kept: each upon what is in force, or upon what it, or what it is copied from, stood before. */
export async function keptMembers(
  database: Database,
  subject: string,
  members: readonly AskedMember[],
  before: readonly ReleaseMemberTable[] = [],
): Promise<KeptContent['members']> {
  const inForce = new Map((await readMembers(database, await newestPublication(database))).map((one) => [one.id, one]));
  const known = new Map(before.map((one) => [one.ref, one]));
  const refs = new Set<string>();
  const kept = members.map((member, i) => {
    const pointer = `/members/${i}`;
    const refuse = (problem: ReturnType<typeof releaseProblem>) => new OperationRefused(subject, [problem]);
    const ref = 'retire' in member ? member.retire : claimedId(member.document);
    if (!isNamed(member)) throw refuse(releaseProblem('member-not-named', { pointer }));
    if (refs.has(ref)) throw refuse(releaseProblem('release-names-twice', { pointer }, { found: ref }));
    refs.add(ref);
    const live = inForce.get(ref);
    const json = 'retire' in member ? null : JSON.stringify(member.document);
    if (json === null && live === undefined)
      throw refuse(releaseProblem('retired-not-there', { pointer }, { found: ref }));
    const seen = 'replaces' in member ? member.replaces : undefined;
    if (seen !== undefined && seen !== live?.hash) {
      const slots = { ref, live: live?.hash ?? '–', base: seen };
      throw refuse(releaseProblem('base-moved', { pointer: `${pointer}/replaces`, definition: ref }, slots));
    }
    const stood = seen === undefined ? known.get(ref) : undefined;
    const base =
      stood === undefined
        ? { base_version: live?.version ?? null, base_hash: live?.hash ?? null }
        : { base_version: stood.base_version, base_hash: stood.base_hash };
    const change =
      json === null ? ('retire' as const) : base.base_hash === null ? ('add' as const) : ('change' as const);
    return { ref, change, json, hash: 'document' in member ? hash(member.document) : null, ...base };
  });
  return kept.toSorted((one, other) => (one.ref < other.ref ? -1 : 1));
}

/** Whether a member says which definition it is: two texts that ids are made of. */
const isNamed = (member: AskedMember): boolean => {
  const parts = 'retire' in member ? member.retire.split('/') : [member.document['kind'], member.document['name']];
  return (
    parts.length === 2 &&
    parts.every((part) => typeof part === 'string' && /^[\p{L}\p{M}\p{Nd}_.-]{1,200}$/u.test(part))
  );
};

/** What a release says, whatever the order of its keys. */
export const contentHash = ({ title, note, goLiveAt, members }: Omit<KeptContent, 'hash'>): string =>
  hash([title, note, goLiveAt, members.map((one) => [one.ref, one.change, one.hash, one.base_hash])] satisfies Json);

/** An instant that somebody wrote: with its zone, and not past, unless it stood there already (life L22). */
function instantOf(subject: string, found: string, now: Date, stood: string | null): string {
  const at = parseMilliseconds(found);
  const refuse = (code: 'instant-needs-zone' | 'instant-past') =>
    new OperationRefused(subject, [releaseProblem(code, { pointer: '/goLiveAt' }, { found: found.slice(0, 60) })]);
  if (at === undefined) throw refuse('instant-needs-zone');
  const instant = new Date(at).toISOString();
  if (at <= now.getTime() && instant !== stood) throw refuse('instant-past');
  return instant;
}

/** What members change, as an impact of it is asked for. */
export const draftOf = (members: readonly Pick<ReleaseMemberTable, 'ref' | 'json'>[]): DraftSet => ({
  documents: members.map(documentOf).filter((document) => document !== null),
  retired: members.filter(({ json }) => json === null).map(({ ref }) => ref),
});

/** What a member would be written as. */
export function documentOf({ json }: Pick<ReleaseMemberTable, 'json'>): JsonObject | null {
  const read: Json = json === null ? null : (JSON.parse(json) as Json);
  return isObject(read) ? read : null;
}
