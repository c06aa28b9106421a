import type { FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';

/** How the parts of a request stand on the page: fields in two columns. */

export function FieldPart({
  id,
  label,
  children,
  rawDescription,
  rawErrors,
  required,
  schema,
  hidden,
}: FieldTemplateProps) {
  if (hidden === true) return <div hidden>{children}</div>;
  if (schema.type === 'object' || schema.type === 'array') return children;
  const isItem = /_\d+$/.test(id);
  return (
    <div className={`field${rawErrors === undefined || rawErrors.length === 0 ? '' : ' wrong'}`}>
      <label htmlFor={id}>
        <LabelText label={label} isItem={isItem} />
        {required === true ? <span aria-hidden="true"> *</span> : null}
      </label>
      {children}
      {rawErrors === undefined || rawErrors.length === 0 ? (
        rawDescription === undefined || rawDescription === '' ? null : (
          <span className="domain">{rawDescription}</span>
        )
      ) : (
        <span className="domain error" role="alert">
          {rawErrors.join('; ')}
        </span>
      )}
    </div>
  );
}

/** An item of a list of plain values is told from its sisters by its number; who hears the page is told the list too. */
function LabelText({ label, isItem }: { readonly label: string; readonly isItem: boolean }) {
  const [, list, position] = /^(.*)-(\d+)$/s.exec(label) ?? [];
  if (!isItem || position === undefined) return <>{label}</>;
  return (
    <>
      <span className="visually-hidden">{list} </span>
      {position}
    </>
  );
}

export function ObjectPart({ properties, title, fieldPathId }: ObjectFieldTemplateProps) {
  const last = fieldPathId.path.at(-1);
  const isTitled = typeof last === 'string' && last !== 'facts';
  const body = (
    <div className="fields">
      {properties.map(({ content, name, hidden }) => (hidden ? null : <Slot key={name}>{content}</Slot>))}
    </div>
  );
  if (!isTitled) return body;
  return (
    <fieldset className="related">
      <legend>{title}</legend>
      {body}
    </fieldset>
  );
}

const Slot = ({ children }: { readonly children: React.ReactNode }) => <>{children}</>;
