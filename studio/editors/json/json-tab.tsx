import { json, jsonLanguage } from '@codemirror/lang-json';
import { type Diagnostic, linter } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef } from 'react';
import { isObject, type Json, type JsonObject, type Problem } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { useCatalogue, useKindSchema } from '../../api/queries.ts';
import { nameFor } from '../../texts/name-for.ts';
import { type Shelf, titleIn } from '../titles.ts';
import { OPERATORS } from '../../texts/is-text.ts';
import { completionsAt, factsOf, type Known, referencesTo } from './completion.ts';
import { rangeOf } from './json-place.ts';
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
      look,
      phrasesIn(language),
      jsonLanguage.data.of({ autocomplete: (asked: Asked) => offered(asked, known) }),
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
        basicSetup={{ foldGutter: true, autocompletion: true, highlightActiveLine: false, syntaxHighlighting: false }}
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

type Asked = Parameters<typeof completionsAt>[0];

/** Completions as the editor takes them: it compares the choices with the text up to, not with, the closing quotation mark. */
function offered(asked: Asked, known: Known) {
  const found = completionsAt(asked, known);
  if (found === null) return null;
  const { from, to, options } = found;
  const closing = to > from && asked.state.sliceDoc(to - 1, to) === '"' ? 1 : 0;
  return {
    from,
    to: to - closing,
    options: options.map(({ label, detail, apply }) => ({
      label,
      detail,
      apply: (view: EditorView, _: unknown, start: number, end: number) => {
        view.dispatch({
          changes: { from: start, to: end + closing, insert: apply },
          selection: { anchor: start + apply.length },
          userEvent: 'input.complete',
        });
      },
    })),
  };
}

/** What may be written: by the kind's schema, the definitions in force and the entity's fields. */
function useKnown(published: JsonObject, shelf: Shelf): Known {
  const { language, say, t } = useReader();
  const { kind, entity } = published;
  const { data: schema } = useKindSchema(String(kind));
  const definitions = useCatalogue().data?.definitions;
  return useMemo(() => {
    const listed = definitions?.map((one) => ({ id: one.id, kind: one.kind, title: say(one.title) })) ?? [];
    return {
      schema: isObject(schema as Json) ? (schema as JsonObject) : undefined,
      references: referencesTo(listed),
      facts: factsOf(shelf.get(String(entity)), (part, name) => say(titleIn(part) ?? name)),
      operators: OPERATORS.map((text) => ({ text, title: t(`op.${text}`) })),
      titleOf: ({ title }) => (typeof title === 'string' ? nameFor(title, language) : ''),
    };
  }, [schema, definitions, shelf, entity, language, say, t]);
}

function goTo(view: EditorView, pointer: string): void {
  const { from, to } = rangeOf(view.state, pointer);
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}
