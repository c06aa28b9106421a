import type { WidgetProps } from '@rjsf/utils';
import { Input, InputNumber, Select } from 'antd';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';

/** The parts a request is typed into. Every one is labelled by its field, and can be emptied: unknown is a value. */

export function ChoiceWidget({ id, value, onChange, options, required, label, schema }: WidgetProps) {
  const { t } = useReader();
  const labels: unknown = Reflect.get(schema, 'labels');
  const choices = (options.enumOptions ?? []).map(({ value: of, label: said }) => ({
    value: String(of),
    label: labelIn(labels, String(of)) ?? said,
  }));
  return (
    <Select
      id={id}
      aria-label={label}
      className="choice-widget"
      value={value === undefined || value === null ? undefined : String(value)}
      options={choices}
      placeholder={t('form.unknown')}
      allowClear={required !== true}
      showSearch={choices.length > 8}
      onChange={(next: string | undefined) => {
        onChange(next);
      }}
    />
  );
}

/** The label of an enum's member, where it has one (see `formOf`). */
function labelIn(labels: unknown, member: string): string | undefined {
  const label: unknown = typeof labels === 'object' && labels !== null ? Reflect.get(labels, member) : undefined;
  return typeof label === 'string' ? label : undefined;
}

export function YesNoWidget({ id, value, onChange, required, label }: WidgetProps) {
  const { t } = useReader();
  return (
    <Select
      id={id}
      aria-label={label}
      value={typeof value === 'boolean' ? String(value) : undefined}
      options={[
        { value: 'true', label: t('form.yes') },
        { value: 'false', label: t('form.no') },
      ]}
      placeholder={t('form.unknown')}
      allowClear={required !== true}
      onChange={(next: string | undefined) => {
        onChange(next === undefined ? undefined : next === 'true');
      }}
    />
  );
}

export function TextWidget({ id, value, onChange, schema, required }: WidgetProps) {
  const { t, number } = useReader();
  if (schema.type === 'number' || schema.type === 'integer') {
    return (
      <InputNumber
        id={id}
        className="number-widget"
        // What cannot be a figure yet is kept as it was typed; the validator says so.
        value={typeof value === 'number' || typeof value === 'string' ? value : null}
        controls={false}
        changeOnWheel={false}
        formatter={(figure, { userTyping, input }) => (userTyping ? input : figure === undefined ? '' : number(figure))}
        parser={(typed) => typed?.replace(/[,，\s]/g, '') ?? ''}
        placeholder={t('form.unknown')}
        aria-required={required === true}
        onChange={(next) => {
          onChange(next ?? undefined);
        }}
      />
    );
  }
  return <Typed id={id} value={value} onChange={onChange} type="text" />;
}

export function DayWidget({ id, value, onChange }: WidgetProps) {
  const reader = useReader();
  return (
    <>
      <Typed id={id} value={value} onChange={onChange} type="date" />
      {/* The browser writes the day by its own language; here it stands in the reader's. */}
      {typeof value === 'string' ? <span className="domain">{dayText(value, reader)}</span> : null}
    </>
  );
}

function Typed({
  id,
  value,
  onChange,
  type,
}: Pick<WidgetProps, 'id' | 'value' | 'onChange'> & { readonly type: 'text' | 'date' }) {
  const { t } = useReader();
  return (
    <Input
      id={id}
      type={type}
      value={typeof value === 'string' ? value : ''}
      placeholder={t('form.unknown')}
      onChange={({ target }) => {
        onChange(target.value === '' ? undefined : target.value);
      }}
    />
  );
}
