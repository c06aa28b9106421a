import type { EditorView } from '@codemirror/view';
import { completionsAt, type Known } from './completion.ts';

type CompletionArguments = Parameters<typeof completionsAt>[0];

/** Completions as the editor takes them: it compares the choices with the text up to, not with, the closing quotation mark. */
export function offered(asked: CompletionArguments, known: Known) {
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
