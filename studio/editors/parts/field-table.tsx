import { type DeclaredField, unitName } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { isPercent, labelIn, percentText } from '../../texts/titles.ts';

/** Declared fields: title, type with unit, domain, and whether they may be unknown. */
export function FieldTable({
  fields,
  label,
  keyName,
}: {
  readonly fields: Readonly<Record<string, DeclaredField>>;
  readonly label: string;
  readonly keyName?: string | undefined;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const hasSensitivity = Object.values(fields).some(({ sensitivity }) => sensitivity !== undefined);
  return (
    <Scroll label={label}>
      <table className="ledger fields-table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('view.field')}</th>
            <th scope="col">{t('view.type')}</th>
            <th scope="col">{t('view.domain')}</th>
            {hasSensitivity ? <th scope="col">{t('view.sensitivity')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {Object.entries(fields).map(([name, field]) => (
            <tr key={name}>
              <th scope="row">
                {say(field.title ?? name)}
                <code className="name">{name}</code>
                {name === keyName ? <span className="tag">{t('view.key')}</span> : null}
              </th>
              <td>{typeText(field, reader)}</td>
              <td>{domainText(field, reader)}</td>
              {hasSensitivity ? <td>{field.sensitivity ?? ''}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function typeText(field: DeclaredField, reader: Reader): string {
  const { t } = reader;
  return [
    t(`type.${field.type}`),
    ...(field.unit === undefined || isPercent(field) ? [] : [unitName(reader, field.unit)]),
    ...(field.series === true ? [t('view.series')] : []),
    ...(field.type === 'decimal' && field.decimals !== undefined
      ? [t('view.decimals', { count: field.decimals })]
      : []),
  ].join(' · ');
}

export function domainText(field: DeclaredField, reader: Reader): string {
  const { t, say, number, language } = reader;
  const end = (bound: number | string | undefined) =>
    bound === undefined ? undefined : isPercent(field) ? percentText(bound, reader) : number(bound);
  const [low, high] = [end(field.minimum), end(field.maximum)];
  const range =
    low !== undefined && high !== undefined
      ? `${low} – ${high}`
      : low !== undefined
        ? `≥ ${low}`
        : high === undefined
          ? undefined
          : `≤ ${high}`;
  const parts = [
    ...(field.enum === undefined
      ? []
      : [field.enum.map((one) => say(labelIn(field, one) ?? one)).join(language === 'en' ? ', ' : '、')]),
    ...(range === undefined ? [] : [range]),
    ...(field.optional === true ? [t('view.optional')] : []),
  ];
  return parts.join(' · ');
}
