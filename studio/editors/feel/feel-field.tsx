import { autocompletion, type CompletionContext } from '@codemirror/autocomplete';
import { type Diagnostic, linter, setDiagnostics } from '@codemirror/lint';
import { Annotation, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import CodeMirror, { type ReactCodeMirrorRef, type ViewUpdate } from '@uiw/react-codemirror';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WorkedText } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { look, phrasesIn } from '../../ui/code-look.ts';
import { choicesAt } from './choices.ts';
import type { OfferedUse, Vocabulary } from './vocabulary.ts';
import '../../texts/feel.ts';

/** What is chosen may bring a name of another definition with it. */
const brought = Annotation.define<OfferedUse>();
/** Written by others than the reader's hand: it is no step of this field's own way back. */
const outside = Annotation.define<boolean>();

/**
 * A formula text that is written in place: completion by our own names, faults where they stand, its own way back by Ctrl+Z. What is being
 * composed is never written over.
 */
export function FeelField({
  text,
  label,
  pointer,
  worked,
  vocabulary,
  write,
  point,
}: {
  readonly text: string;
  readonly label: string;
  /** Of the text itself. */
  readonly pointer: string;
  readonly worked: WorkedText | undefined;
  readonly vocabulary: Vocabulary;
  /** What is written in one visit is one gesture. */
  readonly write: (text: string, use: OfferedUse | undefined, gesture: string) => void;
  /** The caret went to a place of the text. */
  readonly point: (at: number) => void;
}) {
  const reader = useReader();
  const { t, language } = reader;
  const editor = useRef<ReactCodeMirrorRef>(null);
  const [first] = useState(text);
  // What was written here and has not come back yet: that is no text of others.
  const sent = useRef<string[]>([]);
  const visit = useRef(0);
  const last = useRef({ pointer, vocabulary, reader, write, point });
  useEffect(() => {
    last.current = { pointer, vocabulary, reader, write, point };
  });
  const extensions = useMemo(() => {
    return [
      look,
      phrasesIn(language),
      linter(null),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, 'data-at': pointer }),
      // What is shown is taken at once: Enter never means a new line beside a list.
      autocompletion({ override: [(asked) => offered(asked, last.current)], interactionDelay: 0 }),
    ];
  }, [language, label, pointer]);
  const changed = useCallback((next: string, { transactions }: ViewUpdate) => {
    if (transactions.some((one: Transaction) => one.annotation(outside) === true)) return;
    sent.current.push(next);
    const use = transactions.map((one: Transaction) => one.annotation(brought)).find((one) => one !== undefined);
    last.current.write(next, use, `${last.current.pointer} ${visit.current}`);
  }, []);
  const moved = useCallback(({ selectionSet, docChanged, focusChanged, state }: ViewUpdate) => {
    if (focusChanged) visit.current += 1;
    if (selectionSet || docChanged || focusChanged) last.current.point(state.selection.main.head);
  }, []);
  useEffect(() => {
    const view = editor.current?.view;
    const echo = sent.current.indexOf(text);
    sent.current = echo < 0 ? [] : sent.current.slice(echo + 1);
    // What is being composed is not written over.
    if (echo >= 0 || view === undefined || view.composing || view.state.doc.toString() === text) return;
    showText(view, text);
  }, [text]);
  useEffect(() => {
    const view = editor.current?.view;
    if (view === undefined || worked === undefined || view.state.doc.toString() !== worked.text) return;
    const length = view.state.doc.length;
    const told = worked.faults.map(
      ({ from, to, problem }): Diagnostic => ({
        from: Math.min(from, length),
        to: Math.min(Math.max(to, from), length),
        severity: problem.severity === 'note' ? 'info' : problem.severity,
        message: problem.message[language],
      }),
    );
    view.dispatch(setDiagnostics(view.state, told));
  }, [worked, language]);
  return (
    <CodeMirror
      ref={editor}
      className="feel-field"
      value={first}
      extensions={extensions}
      theme="none"
      indentWithTab={false}
      basicSetup={SETUP}
      placeholder={t('feel.empty')}
      onChange={changed}
      onUpdate={moved}
    />
  );
}

const SETUP = {
  lineNumbers: false,
  foldGutter: false,
  closeBrackets: false,
  autocompletion: false,
  highlightActiveLine: false,
  highlightActiveLineGutter: false,
  syntaxHighlighting: false,
  searchKeymap: false,
  dropCursor: false,
} as const;

function offered(
  { state, pos, explicit }: CompletionContext,
  { vocabulary, reader }: { readonly vocabulary: Vocabulary; readonly reader: Parameters<typeof choicesAt>[3] },
) {
  const found = choicesAt(state.doc.toString(), pos, vocabulary, reader, explicit);
  if (found === null) return null;
  return {
    from: found.from,
    // They are found by title, pinyin and name; the editor would compare letters alone.
    filter: false,
    options: found.choices.map(({ label, detail, insert, back, use }) => ({
      label,
      detail,
      apply: (view: EditorView, _: unknown, from: number, to: number) => {
        // A mark that closes what is inserted is not written twice.
        const isClosed = insert.endsWith('"') && view.state.sliceDoc(to, to + 1) === '"';
        view.dispatch({
          changes: { from, to: isClosed ? to + 1 : to, insert },
          userEvent: 'input.complete',
          ...(use === undefined ? {} : { annotations: brought.of(use) }),
        });
        // A step of its own, so that what is typed next is taken back without it.
        view.dispatch({ selection: { anchor: from + insert.length - back }, userEvent: 'select' });
      },
    })),
  };
}

/** Shows another text by the least change, so that the caret stays where it is. */
function showText(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  const most = Math.min(before.length, text.length);
  let from = 0;
  while (from < most && before[from] === text[from]) from++;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  view.dispatch({
    changes: { from, to: before.length - tail, insert: text.slice(from, text.length - tail) },
    annotations: outside.of(true),
  });
}
