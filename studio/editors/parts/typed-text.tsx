import { type KeyboardEvent, useRef, useState } from 'react';

/**
 * A text that is typed, with the page following at every stroke; all that is typed in one visit is one step back. As long as it is typed it
 * stands as it is typed, whatever is read of it.
 */
export function TypedText({
  label,
  value,
  pointer,
  write,
  isLong = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly pointer: string;
  readonly write: (text: string, gesture: string) => void;
  readonly isLong?: boolean;
}) {
  const visit = useRef(0);
  const [typed, type] = useState<string | null>(null);
  const rest = {
    value: typed ?? value,
    'data-at': pointer,
    onFocus: () => {
      visit.current += 1;
    },
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      type(target.value);
      write(target.value, `${pointer} ${visit.current}`);
    },
    onBlur: () => type(null),
  };
  return (
    <label className="form-field">
      {label}
      {isLong ? <textarea rows={3} {...rest} /> : <input {...rest} />}
    </label>
  );
}

/**
 * A text that is written in one piece: what is typed counts on Enter or when the field is left, and only where nothing is wrong with it;
 * Esc takes it back.
 */
export function SettledText({
  label,
  value,
  pointer,
  write,
  faultOf,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly pointer: string;
  readonly write: (text: string) => void;
  /** What is wrong with a text, in words; null: nothing. */
  readonly faultOf?: (text: string) => string | null;
  readonly hint?: string;
}) {
  const { typed, field } = useSettledText(value, (text) => {
    if ((faultOf?.(text) ?? null) === null) write(text);
  });
  const fault = typed === null ? null : (faultOf?.(typed) ?? null);
  return (
    <label className="form-field">
      {label}
      <input data-at={pointer} spellCheck={false} aria-invalid={fault !== null} {...field} />
      {hint === undefined ? null : <span className="fine">{hint}</span>}
      {fault === null ? null : <span className="error">{fault}</span>}
    </label>
  );
}

/** The same without words of its own, named for who cannot see where it stands. */
export function SettledName({
  value,
  label,
  pointer,
  size = 14,
  write,
}: {
  readonly value: string;
  readonly label: string;
  readonly pointer: string;
  readonly size?: number;
  readonly write: (value: string) => void;
}) {
  const { field } = useSettledText(value, (text) => {
    if (text.trim() !== value) write(text.trim());
  });
  return <input aria-label={label} data-at={pointer} size={size} {...field} />;
}

function useSettledText(value: string, write: (text: string) => void) {
  const [typed, type] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed !== value) write(typed);
    type(null);
  };
  const field = {
    value: typed ?? value,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => type(target.value),
    onBlur: settle,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Enter') settle();
      if (event.key === 'Escape') type(null);
    },
  };
  return { typed, field };
}

/** One of a few, or none. */
export function Chosen({
  label,
  value,
  choices,
  pointer,
  write,
  none,
}: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [code: string, title: string])[];
  readonly pointer: string;
  readonly write: (code: string) => void;
  /** What none is called; undefined where one has to be chosen. */
  readonly none?: string | undefined;
}) {
  return (
    <label className="form-field">
      {label}
      <select value={value} data-at={pointer} onChange={({ target }) => write(target.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {value === '' || choices.some(([code]) => code === value) ? null : <option value={value}>{value}</option>}
        {choices.map(([code, title]) => (
          <option key={code} value={code}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
