import {
  type ChangeEvent,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
} from 'react';

/** What is being typed into the active cell. `typed` replaces what stood there; `opened` changes it, with a caret of its own. */
export interface Editing {
  readonly text: string;
  readonly kind: 'typed' | 'opened';
}

/**
 * The field of the active cell: empty and waiting, so that the first letter typed, or composed, is in it already. It takes the focus
 * when the grid has it.
 */
export function LiveField({
  label,
  describedBy,
  editing,
  isReadOnly,
  wantsFocus,
  type,
  leave,
  onKeyDown,
  onCopy,
  onCut,
  onPaste,
}: {
  readonly label: string;
  readonly describedBy: string;
  readonly editing: Editing | null;
  readonly isReadOnly: boolean;
  readonly wantsFocus: RefObject<boolean>;
  readonly type: (text: string) => void;
  readonly leave: (to: EventTarget | null) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onCut: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (wantsFocus.current) field.current?.focus({ preventScroll: true });
  });
  const isOpened = editing?.kind === 'opened';
  useLayoutEffect(() => {
    const end = field.current?.value.length ?? 0;
    if (isOpened) field.current?.setSelectionRange(end, end);
  }, [isOpened]);
  return (
    <textarea
      ref={field}
      rows={1}
      className={editing === null ? 'live-field' : 'live-field writing'}
      aria-label={label}
      aria-describedby={describedBy}
      readOnly={isReadOnly}
      spellCheck={false}
      autoComplete="off"
      data-undoes={editing === null ? 'document' : 'text'}
      value={editing?.text ?? ''}
      onChange={({ target }: ChangeEvent<HTMLTextAreaElement>) => type(target.value)}
      onFocus={() => {
        wantsFocus.current = true;
      }}
      onBlur={({ relatedTarget }) => leave(relatedTarget)}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onCut={onCut}
      onPaste={onPaste}
    />
  );
}
