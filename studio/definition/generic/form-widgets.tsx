import type { WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import { readFigure } from '../../texts/figure.ts';
import { useReader } from '../../texts/reader.ts';

/** The controls of a form of a definition: each labelled by its field, and empty where the definition does not say. */

/** A text, or a figure as people write it; what is no figure is kept as it is typed, for the check to tell of. */
export function TypedValue({ id, value, onChange, schema, disabled, rawErrors }: WidgetProps) {
  const [typed, type] = useState<string | null>(null);
  const isFigure = schema.type === 'number' || schema.type === 'integer';
  const isLong = typeof value === 'string' && value.length > 80;
  const rest = {
    id,
    disabled: disabled === true,
    value: typed ?? (value === undefined || value === null ? '' : String(value)),
    'aria-invalid': rawErrors !== undefined && rawErrors.length > 0,
    onBlur: () => type(null),
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      type(target.value);
      const figure = isFigure ? readFigure(target.value) : undefined;
      onChange(target.value === '' ? undefined : figure === undefined ? target.value : Number(figure));
    },
  };
  return isLong ? <textarea rows={4} {...rest} /> : <input type="text" {...rest} />;
}

export function ChosenValue({ id, value, onChange, options, disabled, rawErrors }: WidgetProps) {
  const { t } = useReader();
  return (
    <select
      id={id}
      disabled={disabled === true}
      aria-invalid={rawErrors !== undefined && rawErrors.length > 0}
      value={value === undefined ? '' : String(value)}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
    >
      <option value="">{t('about.notSaid')}</option>
      {(options.enumOptions ?? []).map(({ value: one }) => (
        <option key={String(one)} value={String(one)}>
          {String(one)}
        </option>
      ))}
    </select>
  );
}

export function YesOrNo({ id, value, onChange, disabled }: WidgetProps) {
  const { t } = useReader();
  return (
    <select
      id={id}
      disabled={disabled === true}
      value={value === undefined ? '' : String(value)}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.value === 'true')}
    >
      <option value="">{t('about.notSaid')}</option>
      <option value="true">{t('form.yes')}</option>
      <option value="false">{t('form.no')}</option>
    </select>
  );
}
