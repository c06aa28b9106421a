import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef } from 'react';
import type { JsonObject, Problem } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { rangeOf } from './json-place.ts';

/** The definition as text. Typing makes a draft: everything else on the page follows it; nothing is saved. */
export function JsonTab({
  id,
  published,
  draft,
  setDraft,
  problems,
  pointer,
}: {
  readonly id: string;
  readonly published: JsonObject;
  readonly draft: string | null;
  readonly setDraft: (draft: string | null) => void;
  readonly problems: readonly Problem[];
  readonly pointer: string | null;
}) {
  const { t, language } = useReader();
  const original = useMemo(() => `${JSON.stringify(published, null, 2)}\n`, [published]);
  const editor = useRef<ReactCodeMirrorRef>(null);
  const extensions = useMemo(
    () => [
      json(),
      look,
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': t('json.label') }),
      scrollsByKeyboard,
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
    [t, problems, language, id],
  );
  useEffect(() => {
    const view = editor.current?.view;
    if (pointer === null || view === undefined) return;
    goTo(view, pointer);
  }, [pointer]);
  return (
    <div className="json">
      {draft === null ? (
        <p className="fine">
          {t('json.published')} {t('json.hint')}
        </p>
      ) : (
        <p className="witness">
          {t('json.draft')}{' '}
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setDraft(null);
            }}
          >
            {t('json.discard')}
          </button>
        </p>
      )}
      <CodeMirror
        ref={editor}
        value={draft ?? original}
        extensions={extensions}
        theme="none"
        basicSetup={{ foldGutter: true, autocompletion: false, highlightActiveLine: false, syntaxHighlighting: false }}
        onCreateEditor={(view) => {
          if (pointer !== null) goTo(view, pointer);
        }}
        onChange={(text) => {
          setDraft(text === original ? null : text);
        }}
      />
    </div>
  );
}

function goTo(view: EditorView, pointer: string): void {
  const { from, to } = rangeOf(view.state, pointer);
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}

/** A long text scrolls in its own box, which the keyboard has to reach. */
const scrollsByKeyboard = EditorView.updateListener.of(({ view }) => {
  if (view.scrollDOM.tabIndex !== 0) view.scrollDOM.tabIndex = 0;
});

const look = EditorView.theme({
  '&': { fontSize: '12px', color: 'var(--ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: '2px solid var(--indigo)' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--ink)' },
  '.cm-gutters': { color: 'var(--ink-faint)', backgroundColor: 'transparent', border: 'none' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--selected) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--indigo)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--jade)' },
  { tag: tags.string, color: 'var(--ink)' },
]);
