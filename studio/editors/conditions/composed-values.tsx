import { useState } from 'react';
import { type Json, parsePeriod } from '../../../definitions/index.ts';
import { readInterval } from '../../texts/interval.ts';
import { useBuilder } from './builder-context.ts';
import type { ReadableField } from './fields.ts';
import { oneText } from './row-words.ts';
import { TypedValue, type ValueProps } from './typed-value.tsx';

/** Two ends, each with how it is meant; an empty one is no end. */
export function IntervalValue({ value, field, label, write }: ValueProps<string>) {
  const {
    speech: {
      reader: { t },
    },
  } = useBuilder();
  const { title } = field;
  // How an end is meant that is not there yet: it holds once the end is given.
  const [meant, mean] = useState({ isLowIn: true, isHighIn: true });
  const written = readInterval(value) ?? { low: null, high: null, isLowIn: true, isHighIn: true };
  const read = {
    ...written,
    isLowIn: written.low === null ? meant.isLowIn : written.isLowIn,
    isHighIn: written.high === null ? meant.isHighIn : written.isHighIn,
  };
  const put = (next: Partial<typeof read>, gesture?: string) => {
    const { low, high, isLowIn, isHighIn } = { ...read, ...next };
    mean({ isLowIn, isHighIn });
    if (low === null && high === null) return write(undefined, gesture);
    const [open, close] = [low !== null && isLowIn ? '[' : '(', high !== null && isHighIn ? ']' : ')'];
    return write(`${open}${low ?? '-∞'}, ${high ?? '∞'}${close}`, gesture);
  };
  const end = (which: 'low' | 'high') => (
    <TypedValue
      value={read[which] ?? undefined}
      field={field}
      label={t(which === 'low' ? 'cond.from' : 'cond.to', { title })}
      placeholder={t('cond.noEnd')}
      write={(next, gesture) => put({ [which]: next === undefined ? null : String(next) }, gesture)}
    />
  );
  return (
    <span className="cond-interval" role="group" aria-label={label}>
      <select
        aria-label={t('cond.fromKind', { title })}
        value={read.isLowIn ? 'in' : 'out'}
        onChange={({ target }) => put({ isLowIn: target.value === 'in' })}
      >
        <option value="in">{t('cond.atLeast')}</option>
        <option value="out">{t('cond.above')}</option>
      </select>
      {end('low')}
      <select
        aria-label={t('cond.toKind', { title })}
        value={read.isHighIn ? 'in' : 'out'}
        onChange={({ target }) => put({ isHighIn: target.value === 'in' })}
      >
        <option value="in">{t('cond.atMost')}</option>
        <option value="out">{t('cond.below')}</option>
      </select>
      {end('high')}
    </span>
  );
}

/** `P12M` as a count and its unit. */
export function PeriodValue({ value, field, label, write }: ValueProps<string>) {
  const {
    speech: {
      reader: { t },
    },
  } = useBuilder();
  const [, count = '', unit = 'M'] = /^P(\d+)([DMY])$/.exec(value) ?? [];
  if (value !== '' && count === '' && parsePeriod(value) !== undefined) return <code>{value}</code>;
  const figures: ReadableField = {
    ...field,
    type: 'integer',
    values: { ...field.values, type: 'number', isPercent: false, units: [], members: [] },
  };
  return (
    <span className="cond-interval">
      <TypedValue
        value={count === '' ? undefined : Number(count)}
        field={figures}
        label={label}
        write={(next, gesture) =>
          write(typeof next === 'number' && Number.isInteger(next) ? `P${String(next)}${unit}` : undefined, gesture)
        }
      />
      <select
        aria-label={t('cond.periodUnit', { title: field.title })}
        value={unit}
        onChange={({ target }) => write(count === '' ? undefined : `P${count}${target.value}`)}
      >
        <option value="D">{t('cond.days')}</option>
        <option value="M">{t('cond.months')}</option>
        <option value="Y">{t('cond.years')}</option>
      </select>
    </span>
  );
}

/** Several values: a box for each of a few, else one field each and one more. */
export function ListValue({ value, field, label, write }: ValueProps<readonly Json[]>) {
  const {
    speech: { reader },
  } = useBuilder();
  const { t, language } = reader;
  const { members } = field.values;
  if (members.length === 0)
    return (
      <span className="cond-interval" role="group" aria-label={label}>
        {[...value, undefined].map((one, i) => (
          <TypedValue
            key={i}
            value={one}
            field={field}
            isText={field.type === 'string'}
            label={one === undefined ? `${label}: ${t('cond.oneMore')}` : `${label} ${String(i + 1)}`}
            placeholder={t('cond.oneMore')}
            // An emptied one goes when its field is left: those behind it stay where they are while it is written anew.
            leaveEmpty={() => put(value.filter((_, j) => j !== i))}
            write={(next, gesture) => {
              if (next !== undefined) put([...value.slice(0, i), next, ...value.slice(i + 1)], gesture);
            }}
          />
        ))}
      </span>
    );
  const strangers = value.filter((one) => !members.some((member) => member.value === one));
  const boxes = [
    ...members.map((member) => [member.value, member.names[language] ?? member.value] as const),
    ...strangers.map((one) => [String(one), String(one)] as const),
  ];
  return (
    <details className="cond-boxes">
      <summary aria-label={label}>
        {value.length === 0
          ? t('cond.choose')
          : value.map((one) => oneText(one, field, reader)).join(language === 'en' ? ', ' : '、')}
      </summary>
      <fieldset aria-label={label}>
        {boxes.map(([code, title]) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={value.includes(code)}
              onChange={({ target }) => put(target.checked ? [...value, code] : value.filter((one) => one !== code))}
            />
            {title}
          </label>
        ))}
      </fieldset>
    </details>
  );

  function put(next: readonly Json[], gesture?: string) {
    write(next.length === 0 ? undefined : next, gesture);
  }
}
