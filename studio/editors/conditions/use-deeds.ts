import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { isObject, type JsonObject } from '../../../definitions/index.ts';
import { partAt } from '../edit.ts';
import type { Change } from '../view.ts';
import type { BuilderContext, Deed } from './builder-context.ts';
import * as edits from './edits.ts';
import { itemsOf, readGroup, readNode } from './node.ts';
import { itemWords, type Speech } from './row-words.ts';

/** What rows and groups do, always of the document that is written now; what was moved has the focus at its new place. */
export function useDeeds<D extends object>({
  document,
  root,
  change,
  speech,
  say,
  place,
}: {
  readonly document: D;
  readonly root: string;
  readonly change: Change<D>;
  readonly speech: Speech;
  readonly say: (text: string) => void;
  readonly place: RefObject<HTMLDivElement | null>;
}): BuilderContext['act'] {
  const now = useRef({ document, change, speech });
  const focus = useRef<string | null>(null);
  useEffect(() => {
    now.current = { document, change, speech };
  });
  useEffect(() => {
    if (focus.current === null) return;
    const at = focus.current;
    focus.current = null;
    focusOn(place.current, at);
  }, [document, place]);
  return useMemo((): BuilderContext['act'] => {
    const put = (edit: (before: D) => edits.Edited<D>, gesture?: string) =>
      now.current.change((before) => edit(before).document, gesture);
    const partOf = (from: object, at: string) => partAt(from as JsonObject, at) ?? null;
    return {
      write: (at, edit, gesture) =>
        put((before) => {
          const item = partOf(before, at);
          return isObject(item) ? edits.setItem(before, root, at, edit(item)) : { document: before, at };
        }, gesture),
      go: (at, deed) => {
        const before = now.current.document;
        const { t } = now.current.speech.reader;
        const row = itemWords(partOf(before, at), now.current.speech);
        const done = doneBy(before, root, at, deed);
        if (done.document === before) return say(t('cond.did.stays', { row }));
        focus.current = done.at;
        put((from) => doneBy(from, root, at, deed));
        say(
          deed === 'remove'
            ? t('cond.did.removed', { row })
            : placeWords(done.document, root, done.at, now.current.speech),
        );
      },
      setMode: (at, mode) => put((before) => edits.setMode(before, root, at, mode)),
      add: (group, item) => {
        const done = edits.addItem(now.current.document, root, group, item);
        const read = readNode(item);
        // What is not whole yet is gone on with at once.
        if (read.kind === 'group' || (read.kind === 'row' && read.value === undefined))
          focus.current = `${done.at} value`;
        put((before) => edits.addItem(before, root, group, item));
        say(now.current.speech.reader.t('cond.did.added', { row: itemWords(item, now.current.speech) }));
      },
      say,
    };
  }, [root, say]);
}

function doneBy<D extends object>(document: D, root: string, at: string, deed: Deed): edits.Edited<D> {
  switch (deed) {
    case 'wrap':
      return edits.wrapItem(document, root, at);
    case 'unwrap':
      return edits.unwrapGroup(document, root, at);
    case 'copy':
      return edits.duplicateItem(document, root, at);
    case 'remove':
      return edits.removeItem(document, root, at);
    default:
      return edits.moveItem(document, root, at, deed);
  }
}

/** The handle of an item, or with ` value` behind its pointer the first field in which it is gone on with. */
function focusOn(place: HTMLElement | null, wanted: string): void {
  const [at = '', part] = wanted.split(' ');
  const within = place?.querySelector(`[data-at="${CSS.escape(at)}"]`);
  const field =
    part === undefined
      ? null
      : within?.querySelector<HTMLElement>('.cond-typed input, .cond-choice, .cond-boxes summary, .cond-search input');
  const handle = place?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(at)}"]`);
  (field ?? handle ?? place?.querySelector<HTMLElement>('.cond-foot input'))?.focus();
}

/** Where an item stands now, as it is announced. */
function placeWords(document: object, root: string, at: string, speech: Speech): string {
  const [group, items] = around(document, root, at);
  const index = items.findIndex((item) => item.at === at);
  const row = itemWords(items[index]?.node ?? null, speech);
  return speech.reader.t('cond.did.moved', {
    row,
    n: index + 1,
    count: items.length,
    group: speech.reader.t(`cond.mode.${group}`),
  });
}

function around(
  document: object,
  root: string,
  at: string,
): readonly ['all' | 'any' | 'none', ReturnType<typeof itemsOf>] {
  for (let here = root; ; ) {
    const group = readGroup(partAt(document as JsonObject, here) ?? null);
    const items = group === undefined ? [] : itemsOf(group, here);
    const next = items.find((item) => at.startsWith(`${item.at}/`));
    if (group === undefined || next === undefined || items.some((item) => item.at === at))
      return [group?.mode ?? 'all', items];
    here = next.at;
  }
}
