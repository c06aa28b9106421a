import { useId, useRef, useState } from 'react';
import type { Json } from '../../../definitions/index.ts';
import { readInterval } from '../../texts/interval.ts';
import { percentText } from '../../texts/titles.ts';
import { readMember } from '../decision-table/read-value.ts';
import { useBuilder } from './builder-context.ts';
import type { ReadableField } from './fields.ts';
import { oneText } from './row-words.ts';
import '../../texts/ruler.ts';

/** What every control of a value is given. */
export interface ValueProps<V> {
  readonly value: V;
  readonly field: ReadableField;
  readonly label: string;
  /** Undefined: there is no value (yet). */
  readonly write: (value: Json | undefined, gesture?: string) => void;
}

/**
 * A value that is typed as people write it. What is not understood stays as it was typed, and the value is what it was before: a part of
 * what was typed is never a rule.
 */
export function TypedValue({
  value,
  field,
  label,
  write,
  isText = false,
  placeholder,
  leaveEmpty,
}: ValueProps<Json | undefined> & {
  readonly isText?: boolean;
  readonly placeholder?: string;
  /** Called when the field is left empty; without it an emptied field writes at once that there is no value. */
  readonly leaveEmpty?: () => void;
}) {
  const {
    speech: { reader },
  } = useBuilder();
  const [written, type] = useState<string | null>(null);
  const visit = useRef(0);
  const before = useRef(value);
  const told = useId();
  const read = (text: string) => (isText ? text : readOne(text, field));
  const isUnread = written !== null && written.trim() !== '' && read(written) === undefined;
  return (
    <span className="cond-typed">
      <input
        inputMode={field.values.type === 'number' ? 'decimal' : undefined}
        className={field.values.type === 'number' ? 'cond-figure' : 'cond-text'}
        aria-label={label}
        aria-invalid={isUnread}
        aria-describedby={isUnread ? told : undefined}
        placeholder={placeholder}
        value={written ?? (value === undefined ? '' : shownAs(value))}
        onFocus={() => {
          visit.current += 1;
          before.current = value;
        }}
        onChange={({ target }) => {
          type(target.value);
          const isEmpty = target.value.trim() === '';
          if (isEmpty && leaveEmpty !== undefined) return;
          const next = isEmpty ? undefined : (read(target.value) ?? before.current);
          write(next, `${label} ${String(visit.current)}`);
        }}
        onBlur={() => {
          if (isUnread) return;
          if (written?.trim() === '' && value !== undefined) leaveEmpty?.();
          type(null);
        }}
      />
      {isUnread ? (
        <span id={told} role="alert" className="cond-fault">
          {reader.t(field.values.type === 'number' ? 'figure.unreadable' : 'cond.noDay')}
        </span>
      ) : null}
    </span>
  );

  function shownAs(one: Json): string {
    if (isText || field.type === 'date' || field.type === 'instant') return String(one);
    return field.values.isPercent && (typeof one === 'number' || typeof one === 'string')
      ? percentText(one, { number: String })
      : oneText(one, field, reader);
  }
}

/** One figure, day or moment of a text; undefined where it is none, or an interval. */
function readOne(text: string, { values }: ReadableField): Json | undefined {
  const read = readMember(text, values);
  return typeof read === 'string' && readInterval(read) !== undefined ? undefined : read;
}
