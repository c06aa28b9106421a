import { useCallback, useEffect, useMemo } from 'react';
import type { JsonObject } from '../../../definitions/index.ts';
import { useMe } from '../../api/queries.ts';
import type { Edit } from '../../editors/edit.ts';
import { useReader } from '../../texts/reader.ts';
import { titleIn } from '../../texts/titles.ts';
import type { Autosave, Saving } from './autosave.ts';
import { changed, drawn, type History, redone, textOf, typed, undone, type Version } from './history.ts';
import { NOBODY, writeLocal } from './local-copy.ts';
import type { OwnPage } from './resume.ts';
import { draftServer } from './server-draft.ts';
import { useOtherTab, useOwnPage } from './use-own-page.ts';
import { useSaver } from './use-saver.ts';

/** Where a draft is kept, for a person to read. */
export type Kept =
  | Saving
  /** In this browser only: nobody is signed in, or nobody may write here. */
  | { readonly kind: 'here'; readonly why: 'visitor' | 'no-people' | 'role' }
  /** The text is no JSON: the server keeps what it last was. */
  | { readonly kind: 'unreadable' }
  /** Another tab of this browser writes the same draft. */
  | { readonly kind: 'other-tab'; readonly theirs: JsonObject };

/** The draft of a definition, and all that can be done to it. */
export interface Draft {
  readonly version: Version;
  /** The text; null where it says what is published. */
  readonly text: string | null;
  readonly kept: Kept;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes the document by a pure edit. Edits of one gesture are one step back. */
  readonly edit: (edit: Edit, gesture?: string) => void;
  readonly type: (text: string, gesture?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly discard: () => void;
  readonly saveNow: () => void;
  /** Takes this document as what was meant, after both were seen. */
  readonly settle: (document: JsonObject) => void;
  /** Goes on in another release of one's own that has this draft now. */
  readonly rejoin: (release: string) => Promise<void>;
  /** The release that keeps it on the server; null where there is none. */
  readonly release: { readonly id: string; readonly title: string } | null;
}

/** `title`: what the release of its draft is called; where it is empty, as the draft itself is, else by its id. */
export function useDraft(id: string, published: JsonObject, title: string): Draft {
  const { data: me } = useMe();
  const origin = useMemo(() => textOf(published), [published]);
  const page = useOwnPage(id, origin);
  const { who, isWriter, history, change } = page;
  const { say } = useReader();
  const { present } = history;
  const titled = (document: JsonObject | null) => (document === null ? '' : say(titleIn(document)));
  const isDraft = present.text !== origin;
  const { saver, saving } = useSaver({
    ...page,
    id,
    title: title || titled(present.document) || id,
    person: isWriter ? who : null,
    published,
    origin,
  });
  useLocalCopy({ id, page, isDraft, saver, saving });
  const [otherTab, clearOtherTab] = useOtherTab({ id, origin, page });
  const release = saver?.known().kept ?? null;
  const kept = (): Kept => {
    if (otherTab !== null) return { kind: 'other-tab', theirs: otherTab };
    if (!isWriter) return { kind: 'here', why: me === null ? 'no-people' : who === NOBODY ? 'visitor' : 'role' };
    return present.document === null ? { kind: 'unreadable' } : saving;
  };
  return {
    // The visual editor can draw what is published, however it came to stand here.
    version: useMemo(() => (isDraft ? present : { ...present, isDrawn: true }), [present, isDraft]),
    text: isDraft ? present.text : null,
    kept: kept(),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    ...useChanges(id, change),
    discard: () => {
      clearOtherTab();
      if (saver === null) page.forget();
      else void saver.discard();
      change((before) => changed(before, typed(id, origin)));
    },
    saveNow: () => void saver?.flush(),
    settle: (next) => {
      clearOtherTab();
      if (saving.kind === 'conflict') saver?.settle(saving.theirs);
      change((before) => changed(before, drawn(next)));
    },
    rejoin: async (to) => {
      const found = await draftServer.read(id, to);
      if (found !== null) saver?.settle(found);
    },
    release: release === null ? null : { id: release.release, title: release.rest.title },
  };
}

/** The ways to change a history that are the same for every draft. */
function useChanges(id: string, change: (by: (before: History) => History) => void) {
  const edit = useCallback(
    (by: Edit, gesture?: string) =>
      change((before) => {
        const found = before.present.document;
        if (found === null) return before;
        const next = by(found);
        return next === found ? before : changed(before, drawn(next), gesture ?? null);
      }),
    [change],
  );
  const type = useCallback(
    (text: string, gesture?: string) => change((before) => changed(before, typed(id, text), gesture ?? null)),
    [change, id],
  );
  return {
    edit,
    type,
    undo: useCallback(() => change(undone), [change]),
    redo: useCallback(() => change(redone), [change]),
  };
}

/** What is written is kept in this browser at every change: a tab may end at any time. Until the server was asked, what was seen stays known. */
function useLocalCopy({
  id,
  page: { who, history, seen },
  isDraft,
  saver,
  saving,
}: {
  readonly id: string;
  readonly page: OwnPage;
  readonly isDraft: boolean;
  readonly saver: Autosave | null;
  readonly saving: Saving;
}): void {
  const { text, isDrawn, document } = history.present;
  const known = saver?.known() ?? null;
  const isDiscarded = saver === null ? seen.isDiscarded : saver.isDiscarding();
  useEffect(() => {
    const { kept, sent } = known ?? seen;
    if (!isDraft && kept === null && sent === null) {
      writeLocal(who, id, null);
      return;
    }
    writeLocal(who, id, {
      text: isDraft ? text : null,
      isDrawn,
      kept: kept && { release: kept.release, hash: kept.hash },
      sent,
      isDiscarded,
      isSaved: saver !== null && document !== null && saving.kind === 'saved' && saver.saving().kind === 'saved',
    });
  }, [who, id, text, isDrawn, document, isDraft, seen, known, isDiscarded, saver, saving]);
}
