import type { Release } from '../api/releases.ts';
import type { operations } from '../api/schema.d.ts';
import { instantText } from '../texts/day.ts';
import type { Reader, Said } from '../texts/reader.ts';

/** Whoever looks at a change: what he may do in it. */
export interface Onlooker {
  readonly id: string | null;
  readonly isApprover: boolean;
  readonly isAuthor: boolean;
}

interface Me {
  readonly kind: string;
  readonly id?: string | undefined;
  readonly rights: readonly { readonly role: string }[];
}

export function onlookerOf(me: Me | null | undefined): Onlooker {
  const holds = (role: string) => me?.rights.some((right) => right.role === role) ?? false;
  return { id: me?.id ?? null, isApprover: holds('approver'), isAuthor: holds('author') };
}

/** The states that the server lists releases by. */
export type State = NonNullable<NonNullable<operations['listReleases']['parameters']['query']>['state']>;

/** The state of a release: one of those that the server's document names. */
export const stateOf = ({ state }: { readonly state: string }): State => state as State;

type Looked = Pick<Release, 'state' | 'title' | 'editors' | 'goLiveAt' | 'liveAt' | 'isInForce' | 'awaitsReader'>;

export const isEditor = ({ editors }: Pick<Release, 'editors'>, { id }: Onlooker): boolean =>
  editors.some(({ person }) => person === id);

/** Whether it went live and something else is decided by since. */
export const isSuperseded = ({ state, isInForce }: Pick<Release, 'state' | 'isInForce'>): boolean =>
  state === 'live' && isInForce === false;

/** The title of a change's page, which is its answer: how it stands, for this reader. */
export function titleOf(release: Looked, { t }: Reader): string {
  const key: Said = release.awaitsReader
    ? 'review.title.submitted.mine'
    : isSuperseded(release)
      ? 'review.title.superseded'
      : `review.title.${stateOf(release)}`;
  return t(key, { title: release.title });
}

/** What happens next with it, in a sentence. */
export function nextOf(release: Looked, onlooker: Onlooker, reader: Reader): string {
  const { t } = reader;
  const { goLiveAt, liveAt } = release;
  const when = goLiveAt === null ? t('review.when.atOnce') : t('review.when.at', { at: instantText(goLiveAt, reader) });
  const slots = { when, at: liveAt === null ? '' : instantText(liveAt, reader) };
  if (release.awaitsReader) return t('review.next.submitted.mine', slots);
  if (isSuperseded(release)) return t('review.next.superseded', slots);
  if (release.state === 'submitted' && isEditor(release, onlooker)) return t('review.next.submitted.own', slots);
  return t(`review.next.${stateOf(release)}`, slots);
}

/** The states from which a release may be written, and handed in, again. */
export const WRITABLE: ReadonlySet<string> = new Set(['draft', 'returned', 'held', 'withdrawn', 'expired', 'void']);
/** Those in which it is on its way. */
export const ON_THE_WAY: ReadonlySet<string> = new Set(['submitted', 'approved', 'due', 'rechecking', 'held']);

/** The names of whoever did something in a release, by id. */
export function namesIn({ history }: Pick<Release, 'history'>): ReadonlyMap<string, string> {
  return new Map(history.map(({ by }) => [by.id, by.name]));
}
