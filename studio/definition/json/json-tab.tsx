import { json, jsonLanguage } from '@codemirror/lang-json';
import { type Diagnostic, linter } from '@codemirror/lint';
import { search } from '@codemirror/search';
import { EditorView } from '@codemirror/view';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef } from 'react';
import type { JsonObject, Problem } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Shelf } from '../../texts/titles.ts';
import { offered } from './offered.ts';
import { rangeOf } from './json-place.ts';
import { useKnown } from './use-known.ts';
import { look, phrasesIn, scrollsByKeyboard } from './look.ts';

/** The definition as text. Typing makes a draft: everything else on the page follows it; nothing is saved. */
export function JsonTab({
  id,
  published,
  draft,
  setDraft,
  problems,
  pointer,
  shelf,
}: {
  readonly id: string;
  readonly published: JsonObject;
  readonly draft: string | null;
  readonly setDraft: (draft: string | null) => void;
  readonly problems: readonly Problem[];
  readonly pointer: string | null;
  readonly shelf: Shelf;
}) {
  const { t, language } = useReader();
  const original = useMemo(() => `${JSON.stringify(published, null, 2)}\n`, [published]);
  const known = useKnown(published, shelf);
  const editor = useRef<ReactCodeMirrorRef>(null);
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
  return (
    <div className="json">
      {draft === null ? (
        <p className="fine">
          {t('json.published')} {t('json.hint')} {t('json.keys')}
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
        // Tab goes on to the next part of the page; and brackets stand inside texts here, where a second one that comes by itself is a fault.
        indentWithTab={false}
        basicSetup={{
          closeBrackets: false,
          foldGutter: true,
          autocompletion: true,
          highlightActiveLine: false,
          syntaxHighlighting: false,
        }}
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
