import type { Json } from '../../../definitions/index.ts';
import { useBuilder } from './builder-context.ts';
import { IntervalValue, ListValue, PeriodValue } from './composed-values.tsx';
import type { ReadableField } from './fields.ts';
import { comparedWith, type Row } from './node.ts';
import { ComparedField, CompareWithField } from './compared-field.tsx';
import { fits, shapeOf } from './relations.ts';
import { TypedValue, type ValueProps } from './typed-value.tsx';

/** What a row compares with: controls of its field's type; a value that does not fit them stands as it is written until it is taken away. */
export function ValueOfRow({
  row,
  field,
  write,
}: {
  readonly row: Row;
  readonly field: ReadableField;
  readonly write: ValueProps<Json>['write'];
}) {
  const {
    speech: {
      reader: { t },
    },
  } = useBuilder();
  const { title, unit } = field;
  const { value, relation } = row;
  const other = comparedWith(value);
  const rest = { field, write, label: unit === '' ? t('cond.value', { title }) : t('cond.valueUnit', { title, unit }) };
  const shape = shapeOf(relation);
  if (shape === 'none') return null;
  if (value !== undefined && !fits(value, row, field))
    return (
      <>
        <code>{JSON.stringify(value)}</code>
        <button type="button" className="quiet" onClick={() => write(undefined)}>
          {t('cond.removeValue', { value: JSON.stringify(value) })}
        </button>
      </>
    );
  if (other !== undefined) return <ComparedField other={other} field={field} write={write} />;
  switch (shape) {
    case 'list':
      return <ListValue {...rest} value={Array.isArray(value) ? (value as readonly Json[]) : []} />;
    case 'interval':
      return <IntervalValue {...rest} value={typeof value === 'string' ? value : ''} />;
    case 'period':
      return <PeriodValue {...rest} value={typeof value === 'string' ? value : ''} />;
    case 'one':
      // Parts of a text are typed, also where the whole is one of a few.
      return (
        <>
          <OneValue
            {...rest}
            value={value}
            isPart={/^(startsWith|endsWith|containsText|matches)$/.test(relation.name)}
          />
          <CompareWithField field={field} write={write} />
        </>
      );
  }
}

function OneValue({ isPart = false, ...props }: ValueProps<Json | undefined> & { readonly isPart?: boolean }) {
  const {
    speech: {
      reader: { t, language },
    },
  } = useBuilder();
  const { value, field, label, write } = props;
  const choices =
    field.type === 'boolean'
      ? ([
          ['true', t('form.yes')],
          ['false', t('form.no')],
        ] as const)
      : isPart
        ? []
        : field.values.members.map((member) => [member.value, member.names[language] ?? member.value] as const);
  if (choices.length === 0) return <TypedValue {...props} isText={isPart || field.type === 'string'} />;
  return (
    <Choice
      label={label}
      value={value === undefined ? '' : String(value)}
      choices={choices}
      write={(next) => write(next === '' ? undefined : field.type === 'boolean' ? next === 'true' : next)}
    />
  );
}

/** A choice among a few; a value that is none of them is shown as it is. */
function Choice({
  label,
  value,
  choices,
  write,
}: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly write: (value: string) => void;
}) {
  const {
    speech: {
      reader: { t },
    },
  } = useBuilder();
  return (
    <select className="cond-choice" aria-label={label} value={value} onChange={({ target }) => write(target.value)}>
      {value === '' ? <option value="">{t('cond.choose')}</option> : null}
      {value === '' || choices.some(([code]) => code === value) ? null : <option value={value}>{value}</option>}
      {choices.map(([code, title]) => (
        <option key={code} value={code}>
          {title}
        </option>
      ))}
    </select>
  );
}
