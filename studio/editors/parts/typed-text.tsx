import { useRef, useState } from 'react';

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
