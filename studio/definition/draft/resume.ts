import { hash } from '../../../definitions/index.ts';
import { begin, changed, type History, typed, type Version } from './history.ts';
import { type LocalCopy, NOBODY, NOTHING_SEEN, readLocal, type Seen } from './local-copy.ts';

/** Whose page it is, what is written on it, and what of that was last seen on the server. */
export interface OwnPage {
  readonly who: string;
  readonly history: History;
  readonly seen: Seen;
}

/** A page as it is opened: with what this browser kept of the person's draft, else of a visitor's, else with what is published. */
export function openedFor(who: string, id: string, origin: string): OwnPage {
  const own = readLocal(who, id);
  const visitors = readLocal(NOBODY, id);
  for (const copy of [own, visitors])
    if (isWritten(copy, origin)) {
      const version = { ...typed(id, copy.text), isDrawn: copy.isDrawn };
      return { who, history: begin(version), seen: copy === own ? own : NOTHING_SEEN };
    }
  return { who, history: begin(published(id, origin)), seen: own ?? NOTHING_SEEN };
}

const isWritten = (copy: LocalCopy | null, origin: string): copy is LocalCopy & { readonly text: string } =>
  copy !== null && copy.text !== null && copy.text !== origin;

/** What is published, as a version: the visual editor can always draw it. */
export const published = (id: string, origin: string): Version => ({ ...typed(id, origin), isDrawn: true });

/**
 * A page under which somebody signed in who is another than whose it was. A visitor's text goes on as his. A person's text is not
 * another's: it stays in this browser for when its author is back. Where a visitor wrote, and this browser also has a text of the
 * person that the server does not have, the person's is shown and the visitor's is one step back: neither takes the other's place.
 */
export function signedInAs(who: string, before: OwnPage, id: string, origin: string): OwnPage {
  const { present } = before.history;
  const own = openedFor(who, id, origin);
  if (before.who !== NOBODY || present.text === origin) return own;
  const copy = readLocal(who, id);
  if (isWritten(copy, origin) && !copy.isSaved && copy.text !== present.text)
    return { ...own, history: changed(begin(present), own.history.present) };
  // What the server has of this person was not seen by whoever wrote this.
  return { who, history: before.history, seen: NOTHING_SEEN };
}

/**
 * How a page goes on when the server has told its draft (null where it has none).
 * - `anew`: with what the server has, else with what is published. Nothing is written here that the server does not have, or had.
 * - `go-on`: what is written here is to be saved.
 * - `discard`: the draft was discarded here, which the server does not know yet.
 * - `meet`: the server has a text that was not seen here, and another is written: the person looks at both.
 */
export function resumed(
  { text, document }: Version,
  origin: string,
  seen: Seen,
  found: { readonly hash: string } | null,
): 'anew' | 'go-on' | 'discard' | 'meet' {
  const isDraft = text !== origin;
  const mine = isDraft && document !== null ? hash(document) : null;
  const isSaved = mine !== null && mine === seen.kept?.hash;
  if (found === null) return isSaved ? 'anew' : 'go-on';
  const isSeen = found.hash === seen.kept?.hash || found.hash === seen.sent;
  if (!isDraft) return !isSeen ? 'anew' : seen.isDiscarded ? 'discard' : 'go-on';
  if (isSaved && !isSeen) return 'anew';
  return isSeen || mine === found.hash ? 'go-on' : 'meet';
}
