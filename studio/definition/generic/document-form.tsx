import Form from '@rjsf/core';
import type { RJSFSchema } from '@rjsf/utils';
import { useMemo } from 'react';
import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { useKindSchema } from '../../api/queries.ts';
import type { Change } from '../../editors/view.ts';
import { useReader } from '../../texts/reader.ts';
import { Loading } from '../../ui/notice.tsx';
import { ListItemPart, ListPart } from '../try/list-templates.tsx';
import { FieldPart, ObjectPart } from '../try/templates.tsx';
import { formValidator } from '../try/validator.ts';
import { formOfKind, HEAD, withForm } from './form-schema.ts';
import { ChosenValue, TypedValue, YesOrNo } from './form-widgets.tsx';

const widgets = { TextWidget: TypedValue, SelectWidget: ChosenValue, CheckboxWidget: YesOrNo };
const templates = {
  FieldTemplate: FieldPart,
  ObjectFieldTemplate: ObjectPart,
  ArrayFieldTemplate: ListPart,
  ArrayFieldItemTemplate: ListItemPart,
};
const ui = { 'ui:submitButtonOptions': { norender: true } };

/**
 * A definition as a form made from its kind's own schema: all of it, or what every definition says about itself. What the form cannot show
 * is named, and stays as it is.
 */
export function DocumentForm({
  document,
  parts,
  change,
}: {
  readonly document: JsonObject;
  readonly parts: 'all' | 'about';
  /** Undefined where nothing can be written. */
  readonly change: Change | undefined;
}) {
  const reader = useReader();
  const { t, language } = reader;
  const schema = useKindSchema(String(document['kind'])).data as Json | undefined;
  const validator = useMemo(() => formValidator(reader), [reader]);
  const form = useMemo(
    () => (isObject(schema) ? formOfKind(schema, document, language, parts === 'all' ? null : HEAD) : null),
    [schema, document, language, parts],
  );
  if (form === null) return <Loading />;
  return (
    <>
      <Form
        // JSON Schema made by `formOfKind`.
        schema={form.schema as RJSFSchema}
        uiSchema={ui}
        formData={document}
        formContext={{ request: document }}
        validator={validator}
        widgets={widgets}
        templates={templates}
        disabled={change === undefined}
        noHtml5Validate
        showErrorList={false}
        experimental_defaultFormStateBehavior={{
          emptyObjectFields: 'skipDefaults',
          arrayMinItems: { populate: 'never' },
        }}
        onChange={({ formData }, id) => {
          // What the form tells is JSON.
          change?.((before) => withForm(before, formData as Json, form), `form ${id ?? ''}`);
        }}
        idPrefix="document"
      />
      {form.kept.length === 0 ? null : (
        <p className="fine">{t('about.kept', { parts: form.kept.join(language === 'en' ? ', ' : '、') })}</p>
      )}
    </>
  );
}
