import type { WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import { readFigure } from '../../texts/figure.ts';

/** The parts a request is typed into. Every one is labelled by its field, and can be emptied: unknown is a value. */

export function ChoiceWidget({ schema, options, ...rest }: WidgetProps) {
  const labels: unknown = Reflect.get(schema, 'labels');
  const choices = (options.enumOptions ?? []).map(({ value: of, label: said }) => ({
    value: String(of),
    label: labelIn(labels, String(of)) ?? said,
  }));
  return <Choice {...rest} choices={choices} choose={rest.onChange} />;
}

/** The label of an enum's member, where it has one (see `formOf`). */
function labelIn(labels: unknown, member: string): string | undefined {
  const label: unknown = typeof labels === 'object' && labels !== null ? Reflect.get(labels, member) : undefined;
  return typeof label === 'string' ? label : undefined;
}

export function YesNoWidget(props: WidgetProps) {
  const { t } = useReader();
  const choices = [
    { value: 'true', label: t('form.yes') },
    { value: 'false', label: t('form.no') },
  ];
  return (
    <Choice
      {...props}
      choices={choices}
      choose={(next) => {
        props.onChange(next === undefined ? undefined : next === 'true');
      }}
    />
  );
}

function Choice({
  id,
  value,
  required,
  rawErrors,
  choices,
  choose,
}: Pick<WidgetProps, 'id' | 'value' | 'required' | 'rawErrors'> & {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (next: string | undefined) => void;
}) {
  const { t } = useReader();
  const chosen = value === undefined || value === null ? '' : String(value);
  return (
    <select
      id={id}
      value={chosen}
      aria-invalid={isWrong(rawErrors)}
      onChange={({ target }) => {
        choose(target.value === '' ? undefined : target.value);
      }}
    >
      {required === true && chosen !== '' ? null : <option value="">{t('form.unknown')}</option>}
      {choices.map(({ value: of, label }) => (
        <option key={of} value={of}>
          {label}
        </option>
      ))}
    </select>
  );
}

export function TextWidget(props: WidgetProps) {
  const { schema } = props;
  const isFigure = schema.type === 'number' || schema.type === 'integer' || schema.pattern !== undefined;
  return isFigure ? <Figure {...props} isText={schema.type === 'string'} /> : <Typed {...props} type="text" />;
}

/** A figure: while it is typed it stands as it is typed, then with the reader's separators. What is none is kept, and told. */
function Figure({
  id,
  value,
  onChange,
  rawErrors,
  required,
  isText,
}: Pick<WidgetProps, 'id' | 'value' | 'onChange' | 'rawErrors' | 'required'> & { readonly isText: boolean }) {
  const { t, number } = useReader();
  const [typed, setTyped] = useState<string | null>(null);
  const kept = typeof value === 'number' || typeof value === 'string' ? number(value) : '';
  return (
    <input
      id={id}
      type="text"
      inputMode="text"
      className="figure"
      autoComplete="off"
      value={typed ?? kept}
      placeholder={t('form.unknown')}
      aria-required={required === true}
      aria-invalid={isWrong(rawErrors)}
      onBlur={() => {
        setTyped(null);
      }}
      onChange={({ target }) => {
        setTyped(target.value);
        const figure = readFigure(target.value);
        if (target.value.trim() === '') onChange(undefined);
        else onChange(figure === undefined || isText ? (figure ?? target.value) : Number(figure));
      }}
    />
  );
}

export function DayWidget(props: WidgetProps) {
  const reader = useReader();
  return (
    <>
      <Typed {...props} type="date" />
      {/* The browser writes the day by its own language; here it stands in the reader's. */}
      {typeof props.value === 'string' ? <span className="domain">{dayText(props.value, reader)}</span> : null}
    </>
  );
}

function Typed({
  id,
  value,
  onChange,
  rawErrors,
  type,
}: Pick<WidgetProps, 'id' | 'value' | 'onChange' | 'rawErrors'> & { readonly type: 'text' | 'date' }) {
  const { t } = useReader();
  return (
    <input
      id={id}
      type={type}
      value={typeof value === 'string' ? value : ''}
      placeholder={t('form.unknown')}
      aria-invalid={isWrong(rawErrors)}
      onChange={({ target }) => {
        onChange(target.value === '' ? undefined : target.value);
      }}
    />
  );
}

const isWrong = (errors: WidgetProps['rawErrors']) => errors !== undefined && errors.length > 0;
