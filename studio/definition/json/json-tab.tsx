import { json, jsonLanguage } from '@codemirror/lang-json';
import { type Diagnostic, linter } from '@codemirror/lint';
import { search } from '@codemirror/search';
import { EditorView, keymap } from '@codemirror/view';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { JsonObject, Problem } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Shelf } from '../../texts/titles.ts';
import { offered } from './offered.ts';
import type { Draft } from '../draft/use-draft.ts';
import { rangeOf } from './json-place.ts';
import { useKnown } from './use-known.ts';
import { look, phrasesIn, scrollsByKeyboard } from '../../ui/code-look.ts';

/** The definition as text. Typing makes a draft, as every editor does: everything else on the page follows it. */
export function JsonTab({
  id,
  published,
  draft,
  problems,
  pointer,
  shelf,
}: {
  readonly id: string;
  readonly published: JsonObject;
  readonly draft: Draft;
  readonly problems: readonly Problem[];
  readonly pointer: string | null;
  readonly shelf: Shelf;
}) {
  const { t, language } = useReader();
  const known = useKnown(published, shelf);
  const editor = useRef<ReactCodeMirrorRef>(null);
  const { text } = draft.version;
  const [first] = useState(text);
  const burst = useBurst();
  const last = useRef(draft);
  useEffect(() => {
    last.current = draft;
  });
  const extensions = useMemo(
    () => [
      json(),
      // Named here, or a search that is open would be gone with the next thing that is known of the draft.
      search(),
      look,
      phrasesIn(language),
      jsonLanguage.data.of({ autocomplete: (asked: Parameters<typeof offered>[0]) => offered(asked, known) }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': t('json.label') }),
      scrollsByKeyboard,
      // One history over the document, whichever editor changed it.
      keymap.of([
        { key: 'Mod-z', run: () => (last.current.undo(), true), preventDefault: true },
        { key: 'Mod-y', run: () => (last.current.redo(), true), preventDefault: true },
        { key: 'Mod-Shift-z', run: () => (last.current.redo(), true), preventDefault: true },
      ]),
      linter(({ state }) =>
        problems
          .filter((problem) => problem.definition === undefined || problem.definition === id)
          .map(
            (problem): Diagnostic => ({
              ...rangeOf(state, problem.pointer),
              severity: problem.severity === 'note' ? 'info' : problem.severity,
              message: problem.message[language],
            }),
          ),
      ),
    ],
    [t, problems, language, id, known],
  );
  useEffect(() => {
    const view = editor.current?.view;
    if (pointer === null || view === undefined) return;
    goTo(view, pointer);
  }, [pointer]);
  useEffect(() => {
    const view = editor.current?.view;
    // What is being composed is not written over.
    if (view !== undefined && !view.composing) showText(view, text);
  }, [text]);
  return (
    <div className="json">
      <p className="fine">
        {draft.text === null ? t('json.published') : t('json.draft')} {draft.text === null ? t('json.hint') : null}{' '}
        {t('json.keys')}
      </p>
      <CodeMirror
        ref={editor}
        value={first}
        extensions={extensions}
        theme="none"
        // Tab goes on to the next part of the page; and brackets stand inside texts here, where a second one that comes by itself is a fault.
        indentWithTab={false}
        basicSetup={{
          closeBrackets: false,
          foldGutter: true,
          autocompletion: true,
          highlightActiveLine: false,
          syntaxHighlighting: false,
          history: false,
          historyKeymap: false,
        }}
        onCreateEditor={(view) => {
          if (pointer !== null) goTo(view, pointer);
        }}
        onChange={(next) => {
          if (next !== last.current.version.text) draft.type(next, burst());
        }}
      />
    </div>
  );
}

/** What is typed without a pause is one step back. */
const PAUSE_MS = 1000;

function useBurst(): () => string {
  const burst = useRef({ number: 0, at: 0 });
  return () => {
    const { number, at } = burst.current;
    const now = performance.now();
    burst.current = { number: now - at > PAUSE_MS ? number + 1 : number, at: now };
    return `typing ${burst.current.number}`;
  };
}

/** Shows another text by the least change, so that the cursor and what is folded stay where they are. */
function showText(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  if (before === text) return;
  const most = Math.min(before.length, text.length);
  let from = 0;
  while (from < most && before[from] === text[from]) from++;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const insert = text.slice(from, text.length - tail);
  view.dispatch({ changes: { from, to: before.length - tail, insert } });
}

function goTo(view: EditorView, pointer: string): void {
  const { from, to } = rangeOf(view.state, pointer);
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}
