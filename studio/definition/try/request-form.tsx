import Form from '@rjsf/core';
import type { RJSFSchema } from '@rjsf/utils';
import type { JsonObject } from '../../../definitions/index.ts';
import type { TryForm } from './form.ts';
import { requestOf } from './request.ts';
import { ListItemPart, ListPart } from './list-templates.tsx';
import { FieldPart, ObjectPart } from './templates.tsx';
import type { FormValidator } from './validator.ts';
import { ChoiceWidget, DayWidget, TextWidget, YesNoWidget } from './widgets.tsx';

const widgets = {
  TextWidget,
  SelectWidget: ChoiceWidget,
  CheckboxWidget: YesNoWidget,
  DateWidget: DayWidget,
  DateTimeWidget: TextWidget,
};
const templates = {
  FieldTemplate: FieldPart,
  ObjectFieldTemplate: ObjectPart,
  ArrayFieldTemplate: ListPart,
  ArrayFieldItemTemplate: ListItemPart,
};
const ui = { 'ui:submitButtonOptions': { norender: true } };

/** A request to type in: the decision's read set as a form, with titles, units and domains. Tells every change. */
export function RequestForm({
  form,
  request,
  validator,
  onChange,
}: {
  readonly form: TryForm;
  readonly request: JsonObject;
  readonly validator: FormValidator;
  readonly onChange: (request: JsonObject) => void;
}) {
  return (
    <Form
      // The form's schema is JSON Schema made by `formOf`.
      schema={form as RJSFSchema}
      uiSchema={ui}
      formData={request}
      formContext={{ request }}
      validator={validator}
      widgets={widgets}
      templates={templates}
      liveValidate="onChange"
      noHtml5Validate
      showErrorList={false}
      experimental_defaultFormStateBehavior={{
        emptyObjectFields: 'skipDefaults',
        arrayMinItems: { populate: 'never' },
      }}
      onChange={({ formData }) => {
        onChange(requestOf(formData));
      }}
      idPrefix="request"
    />
  );
}
