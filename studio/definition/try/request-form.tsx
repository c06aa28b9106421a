import { Form } from '@rjsf/antd';
import type { RJSFSchema } from '@rjsf/utils';
import { ConfigProvider, theme } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import type { JsonObject } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { useInk } from '../../ui/ink.ts';
import type { TryForm } from './form.ts';
import { requestOf } from './request.ts';
import { ListItemPart, ListPart } from './list-templates.tsx';
import { FieldPart, ObjectPart } from './templates.tsx';
import { formValidator } from './validator.ts';
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
  onChange,
}: {
  readonly form: TryForm;
  readonly request: JsonObject;
  readonly onChange: (request: JsonObject) => void;
}) {
  const reader = useReader();
  const ink = useInk();
  const validator = useMemo(() => formValidator(reader), [reader]);
  return (
    <ConfigProvider
      locale={reader.language === 'zh-CN' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: ink.isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: ink.indigo,
          colorText: ink.text,
          colorTextPlaceholder: ink.faint,
          colorBgContainer: 'transparent',
          colorBorder: ink.line,
          fontFamily: ink.font,
          fontSize: 14,
          borderRadius: 2,
          controlHeight: 30,
          motion: false,
        },
      }}
    >
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
    </ConfigProvider>
  );
}
