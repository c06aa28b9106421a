import { type EntityDocument, unitName } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { DefinitionLink } from '../parts/definition-link.tsx';
import { FieldTable } from '../parts/field-table.tsx';
import { Reckoned } from '../parts/reckoned.tsx';
import type { ViewProps } from '../view.ts';
import { MemberSections } from './member-sections.tsx';
import '../../texts/entity.ts';

/** A data dictionary: fields, related rows, and what is derived from them. */
export function EntityView({ document, titles, sentences, change }: ViewProps<EntityDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  const { fields, relations = {}, derived = {}, key } = document;
  if (change !== undefined)
    return <MemberSections document={document} titles={titles} sentences={sentences} change={change} />;
  // Sentences end with one for each derived field.
  const ofDerived = sentences?.slice(sentences.length - Object.keys(derived).length);
  return (
    <>
      <section>
        <h2>{t('view.fields')}</h2>
        <FieldTable fields={fields} label={t('view.fields')} keyName={key} />
      </section>
      {Object.keys(relations).length === 0 ? null : (
        <section>
          <h2>{t('view.relations')}</h2>
          <table className="ledger">
            <tbody>
              {Object.entries(relations).map(([name, relation]) => (
                <tr key={name}>
                  <th scope="row">
                    {say(relation.title ?? name)}
                    <code className="name">{name}</code>
                  </th>
                  <td>
                    {t(relation.many === true ? 'view.many' : 'view.one')} ·{' '}
                    <DefinitionLink id={relation.entity} titles={titles} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {Object.keys(derived).length === 0 ? null : (
        <section>
          <h2>{t('view.derived')}</h2>
          <ol className="lines">
            {Object.entries(derived).map(([name, one], i) => (
              <li key={name}>
                <p>
                  <b>{say(one.title ?? name)}</b>
                  {one.unit === undefined ? null : <span className="unit">{unitName(reader, one.unit)}</span>}
                </p>
                <Reckoned text={one.text} sentence={ofDerived?.[i]} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
