import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import { useCatalogue } from '../../api/queries.ts';
import { useReader } from '../../texts/reader.ts';

/** How lists of a request stand on the page: related rows fold away, plain values stand side by side. */

export function ListPart({ items, title, onAddClick, rawErrors, schema }: ArrayFieldTemplateProps) {
  const { t, number } = useReader();
  return (
    <fieldset className="related">
      <legend>
        {title} <span className="count">{number(items.length)}</span>
      </legend>
      {items.length === 0 ? (
        <p className="fine">{t('form.empty')}</p>
      ) : (
        <div className={isPlain(schema.items) ? 'values' : undefined}>{items}</div>
      )}
      {rawErrors === undefined || rawErrors.length === 0 ? null : (
        <p className="domain error">{rawErrors.join('; ')}</p>
      )}
      <button type="button" className="quiet" onClick={onAddClick}>
        {t('form.add', { title })}
      </button>
    </fieldset>
  );
}

export function ListItemPart({ children, index, buttonsProps, totalItems }: ArrayFieldItemTemplateProps) {
  const { t } = useReader();
  const isValue = isPlain(buttonsProps.schema);
  const remove = (
    <button
      type="button"
      className="quiet"
      aria-label={`${t('form.remove')} ${index + 1}`}
      onClick={buttonsProps.onRemoveItem}
    >
      {isValue ? '×' : t('form.remove')}
    </button>
  );
  if (isValue) {
    return (
      <div className="list-value">
        {children}
        {remove}
      </div>
    );
  }
  // One or two rows are seen at once; more are opened one by one.
  return (
    <details className="list-item" open={totalItems <= 1}>
      <summary>
        <span>{index + 1}</span>
        <ItemSummary buttonsProps={buttonsProps} />
      </summary>
      {children}
      {remove}
    </details>
  );
}

const isPlain = (items: unknown) =>
  typeof items === 'object' && items !== null && Reflect.get(items, 'type') !== 'object';

/** What is in a row, in a few words, so that it need not be opened to be told from the others. */
function ItemSummary({ buttonsProps }: Pick<ArrayFieldItemTemplateProps, 'buttonsProps'>) {
  const { number, say } = useReader();
  const { data } = useCatalogue();
  const { schema, registry, fieldPathId } = buttonsProps;
  const row = partAt(registry.formContext['request'], fieldPathId.path);
  const text = Object.keys(schema.properties ?? {})
    .flatMap((name) => {
      const value: unknown = Reflect.get(row, name);
      if (typeof value === 'number') return [number(value)];
      if (typeof value !== 'string' || value === '') return [];
      const definition = data?.definitions.find(({ id }) => id === value);
      return [definition === undefined ? labelOf(schema, name, value) : say(definition.title)];
    })
    .slice(0, 5)
    .join(' · ');
  return <span className="item-summary">{text}</span>;
}

function labelOf(schema: RJSFSchema, name: string, value: string): string {
  const field: unknown = schema.properties?.[name];
  const labels: unknown = typeof field === 'object' && field !== null ? Reflect.get(field, 'labels') : undefined;
  const label: unknown = typeof labels === 'object' && labels !== null ? Reflect.get(labels, value) : undefined;
  return typeof label === 'string' ? label : value;
}

function partAt(request: unknown, path: readonly (string | number)[]): object {
  const found = path.reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    request,
  );
  return typeof found === 'object' && found !== null ? found : {};
}
