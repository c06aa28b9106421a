import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hash, type JsonObject } from '../../../definitions/index.ts';
import { useMe } from '../../api/queries.ts';
import type { Edit } from '../../editors/edit.ts';
import { type Autosave, autosave, type Saving } from './autosave.ts';
import { begin, changed, drawn, type History, redone, textOf, typed, undone, type Version } from './history.ts';
import { NOBODY, onOtherTab, readLocal, writeLocal } from './local-copy.ts';
import { draftServer, type ServerDraft } from './server-draft.ts';

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
  /** The release that keeps it on the server; null where there is none. */
  readonly release: string | null;
}

/** Who may write definitions that the server keeps. */
const WRITERS: readonly string[] = ['author', 'integrator'];

export function useDraft(id: string, published: JsonObject, title: string): Draft {
  const { data: me } = useMe();
  const who = me?.kind === 'person' ? (me.id ?? NOBODY) : NOBODY;
  const isWriter = me?.kind === 'person' && me.rights.some(({ role }) => WRITERS.includes(role));
  const origin = useMemo(() => textOf(published), [published]);
  const [history, setHistory] = useState(() => firstHistory(who, id, origin));
  const { text, document } = history.present;
  const saver = useSaver({ id, title, person: isWriter ? who : null, history, origin, setHistory });
  const [otherTab, setOtherTab] = useState<JsonObject | null>(null);
  const isDraft = text !== origin;

  // What is kept here is written at every change: a tab may end at any time.
  const kept = saver.current?.kept() ?? null;
  useEffect(() => {
    // Until the server was asked, what was last seen there stays known.
    const base =
      saver.current === null ? (readLocal(who, id)?.kept ?? null) : kept && { release: kept.release, hash: kept.hash };
    const isDrawn = history.present.isDrawn;
    writeLocal(who, id, isDraft || base !== null ? { text, isDrawn, kept: base } : null);
  }, [who, id, text, isDraft, kept, saver, history.present.isDrawn]);
  useOtherTab({ who, id, origin, history, setHistory, tell: setOtherTab });
  useEffect(() => {
    if (document !== null && (isDraft || kept !== null)) saver.current?.save(document);
    // What the server has is asked for when it is saved.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [document, isDraft, saver.current]);

  const apply = useCallback((change: (before: History) => History) => setHistory(change), []);
  const edit = useCallback(
    (by: Edit, gesture?: string) =>
      apply((before) => {
        const found = before.present.document;
        if (found === null) return before;
        const next = by(found);
        return next === found ? before : changed(before, drawn(next), gesture ?? null);
      }),
    [apply],
  );
  const type = useCallback(
    (next: string, gesture?: string) => apply((before) => changed(before, typed(id, next), gesture ?? null)),
    [apply, id],
  );
  const where: Kept =
    otherTab !== null
      ? { kind: 'other-tab', theirs: otherTab }
      : !isWriter
        ? { kind: 'here', why: me === null ? 'no-people' : me?.kind === 'person' ? 'role' : 'visitor' }
        : document === null
          ? { kind: 'unreadable' }
          : (saver.current?.saving() ?? { kind: 'saved' });
  return {
    version: history.present,
    text: isDraft ? text : null,
    kept: where,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit,
    type,
    undo: useCallback(() => apply(undone), [apply]),
    redo: useCallback(() => apply(redone), [apply]),
    discard: () => {
      setOtherTab(null);
      void saver.current?.discard();
      apply((before) => changed(before, typed(id, origin)));
    },
    saveNow: () => void saver.current?.flush(),
    settle: (next) => {
      setOtherTab(null);
      const saving = saver.current?.saving();
      if (saving?.kind === 'conflict') saver.current?.settle(saving.theirs);
      apply((before) => changed(before, drawn(next)));
    },
    release: kept?.release ?? null,
  };
}

/** What this browser kept of the draft, else what is published. */
function firstHistory(who: string, id: string, origin: string): History {
  const copy = readLocal(who, id) ?? readLocal(NOBODY, id);
  if (copy === null || copy.text === origin) return begin({ ...typed(id, origin), isDrawn: true });
  return begin({ ...typed(id, copy.text), isDrawn: copy.isDrawn });
}

/** Saves on the server for whoever may write: begins with what the server has, or with what was last seen there. */
function useSaver({
  id,
  title,
  person,
  history,
  origin,
  setHistory,
}: {
  readonly id: string;
  readonly title: string;
  readonly person: string | null;
  readonly history: History;
  readonly origin: string;
  readonly setHistory: (change: (before: History) => History) => void;
}) {
  const saver = useRef<Autosave | null>(null);
  const [, draw] = useState(0);
  const last = useRef({ history, title });
  useEffect(() => {
    last.current = { history, title };
  });
  useEffect(() => {
    if (person === null) return undefined;
    let isGone = false;
    const redraw = () => draw((count) => count + 1);
    const start = (found: ServerDraft | null) => {
      if (isGone) return;
      const { present } = last.current.history;
      const seen = readLocal(person, id)?.kept ?? null;
      const mine = present.text === origin ? null : present.document;
      const isSeen = seen !== null && found !== null && seen.hash === found.hash;
      const begun = autosave({ id, title: () => last.current.title, server: draftServer }, found, redraw);
      saver.current = begun;
      if (found !== null && (mine === null || (seen !== null && hash(mine) === seen.hash && !isSeen)))
        // Nothing was written here that the server does not have: it goes on from there.
        setHistory((before) => (before.past.length === 0 ? begin(drawn(found.document)) : before));
      else if (found !== null && mine !== null && !isSeen && hash(mine) !== found.hash) {
        begun.save(mine);
        begun.meet(found);
      } else if (mine !== null) begun.save(mine);
      redraw();
    };
    const seek = () =>
      draftServer.find(id, person).then(start, () => {
        // The server is not reached, or refuses: what is written is kept here until it answers.
        if (!isGone) setTimeout(seek, 4000);
      });
    void seek();
    const goOn = () => void saver.current?.flush();
    window.addEventListener('online', goOn);
    return () => {
      isGone = true;
      window.removeEventListener('online', goOn);
      void saver.current?.flush();
      saver.current?.stop();
      saver.current = null;
    };
  }, [id, person, origin, setHistory]);
  return saver;
}

/** Another tab's change of the same draft: taken where nothing was written here since, else for the person to look at. */
function useOtherTab({
  who,
  id,
  origin,
  history,
  setHistory,
  tell,
}: {
  readonly who: string;
  readonly id: string;
  readonly origin: string;
  readonly history: History;
  readonly setHistory: (change: (before: History) => History) => void;
  readonly tell: (theirs: JsonObject | null) => void;
}): void {
  const last = useRef({ who, history });
  useEffect(() => {
    last.current = { who, history };
  });
  useEffect(
    () =>
      onOtherTab(
        () => last.current.who,
        id,
        (copy) => {
          // Whoever is signed in saves on the server, which tells of it.
          if (last.current.who !== NOBODY) return;
          const { past, present } = last.current.history;
          const theirs = typed(id, copy?.text ?? origin);
          if (theirs.text === present.text) tell(null);
          else if (past.length === 0) setHistory(() => begin({ ...theirs, isDrawn: copy?.isDrawn ?? true }));
          else if (theirs.document !== null) tell(theirs.document);
        },
      ),
    [id, origin, setHistory, tell],
  );
}
