import { type EntityDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { domainText, typeText } from '../parts/field-table.tsx';
import type { Change, ViewProps } from '../view.ts';
import { FieldForm } from './field-form.tsx';
import { type MemberRow, MemberTable } from './member-table.tsx';
import { DerivedForm, RelationForm } from './other-forms.tsx';

/** A data dictionary to be written: fields, related rows, derived fields, each opened to be changed. */
export function MemberSections({
  document,
  titles,
  sentences,
  change,
}: Pick<ViewProps<EntityDocument>, 'document' | 'titles' | 'sentences'> & { readonly change: Change<EntityDocument> }) {
  const reader = useReader();
  const { t, say } = reader;
  const { fields, relations = {}, derived = {}, key, name: own } = document;
  // Sentences end with one for each derived field.
  const ofDerived = sentences?.slice(sentences.length - Object.keys(derived).length);
  const rest = { document, change };
  const fieldRows = Object.entries(fields).map(
    ([name, field]): MemberRow => ({
      name,
      title: say(field.title ?? name),
      told: [typeText(field, reader), domainText(field, reader), field.sensitivity ?? ''],
      isKey: name === key,
      form: <FieldForm {...rest} name={name} />,
    }),
  );
  const relationRows = Object.entries(relations).map(
    ([name, { title, entity, many, by }]): MemberRow => ({
      name,
      title: say(title ?? name),
      told: [titles.definition(entity), t(many === true ? 'view.many' : 'view.one'), say(fields[by]?.title ?? by)],
      form: <RelationForm {...rest} name={name} />,
    }),
  );
  const derivedRows = Object.entries(derived).map(
    ([name, { title, text }], i): MemberRow => ({
      name,
      title: say(title ?? name),
      told: [ofDerived?.[i] ?? text],
      form: <DerivedForm {...rest} name={name} />,
    }),
  );
  const [first = ''] = Object.keys(fields);
  return (
    <>
      <section>
        <h2>{t('view.fields')}</h2>
        <MemberTable
          {...rest}
          members="fields"
          label={t('view.fields')}
          heads={[t('view.type'), t('view.domain'), t('view.sensitivity')]}
          rows={fieldRows}
          fresh={{ type: 'string', optional: true }}
        />
      </section>
      <section>
        <h2>{t('view.relations')}</h2>
        <MemberTable
          {...rest}
          members="relations"
          label={t('view.relations')}
          heads={[t('entity.related'), t('entity.howMany'), t('entity.by')]}
          rows={relationRows}
          fresh={{ entity: `entity/${own}`, by: key ?? first }}
        />
      </section>
      <section>
        <h2>{t('view.derived')}</h2>
        <MemberTable
          {...rest}
          members="derived"
          label={t('view.derived')}
          heads={[t('entity.formula')]}
          rows={derivedRows}
          fresh={{ text: first, type: 'string', ifMissing: 'missing' }}
        />
      </section>
    </>
  );
}
