import Form from '@rjsf/core';
import type { FieldTemplateProps, ObjectFieldTemplateProps, RJSFSchema, WidgetProps } from '@rjsf/utils';
import { useMemo } from 'react';
import type { JsonObject, Problem } from '../../definitions/index.ts';
import { formValidator } from '../definition/try/validator.ts';
import { useReader } from '../texts/reader.ts';
import { type Asked, answersAsked, sectionsOf } from './survey-schema.ts';
import '../texts/survey.ts';
import '../texts/try.ts';

const ui = { 'ui:submitButtonOptions': { norender: true } };

/** The questions that are asked by the answers so far, section by section; problems stand at what they are about. */
export function SurveyForm({
  survey,
  answers,
  problems,
  change,
}: {
  readonly survey: Asked;
  readonly answers: JsonObject;
  readonly problems: readonly Problem[];
  readonly change: (answers: JsonObject) => void;
}) {
  const reader = useReader();
  const { t, language } = reader;
  const validator = useMemo(() => formValidator(reader), [reader]);
  const wrong = new Map(problems.map(({ pointer, message }) => [pointer.split('/').at(-1) ?? '', message[language]]));
  return sectionsOf(survey, answers, language, [t('survey.yes'), t('survey.no')]).map(({ title, schema }, i) => (
    <section key={i} className="survey-section">
      {title === '' ? null : <h2>{title}</h2>}
      <Form
        tagName="div"
        // JSON Schema made by `sectionsOf`.
        schema={schema as RJSFSchema}
        uiSchema={{ ...ui, ...widgetsOf(schema) }}
        formData={Object.fromEntries(
          Object.entries(answers).filter(([name]) => name in (schema['properties'] as object)),
        )}
        formContext={{ wrong }}
        validator={validator}
        widgets={widgets}
        templates={templates}
        noValidate
        showErrorList={false}
        experimental_defaultFormStateBehavior={{
          emptyObjectFields: 'skipDefaults',
          arrayMinItems: { populate: 'never' },
        }}
        onChange={({ formData }) => {
          const given = Object.entries((formData ?? {}) as JsonObject).filter(([, answer]) => isGiven(answer));
          const others = Object.entries(answers).filter(([name]) => !(name in (schema['properties'] as object)));
          change(answersAsked(survey, Object.fromEntries([...others, ...given])));
        }}
        idPrefix={`section-${i}`}
      />
    </section>
  ));
}

const isGiven = (answer: unknown): boolean =>
  answer !== undefined && answer !== null && answer !== '' && !(Array.isArray(answer) && answer.length === 0);

/** A choice stands open, several are ticked, a text has lines. */
function widgetsOf(schema: JsonObject): Readonly<Record<string, object>> {
  const properties = schema['properties'] as Readonly<Record<string, JsonObject>>;
  const widgetOf = ({ type, oneOf }: JsonObject) =>
    type === 'array' ? 'several' : oneOf !== undefined ? 'one' : type === 'string' ? 'lines' : 'figure';
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, { 'ui:widget': widgetOf(part) }]));
}

const widgets = { one: One, several: Several, lines: Lines, figure: Figure };
const templates = { FieldTemplate: Question, ObjectFieldTemplate: Questions };

function Questions({ properties }: ObjectFieldTemplateProps) {
  return properties.map(({ name, content }) => <div key={name}>{content}</div>);
}

function Question({ id, label, schema, required, children, registry, fieldPathId }: FieldTemplateProps) {
  const { t } = useReader();
  if (schema.type === 'object') return children;
  const { wrong } = registry.formContext as { readonly wrong: ReadonlyMap<string, string> };
  const problem = wrong.get(String(fieldPathId.path.at(-1)));
  const isChosen = schema.type === 'array' || schema.oneOf !== undefined;
  const about = (
    <>
      {schema.description === '' || schema.description === undefined ? null : (
        <p className="fine">{schema.description}</p>
      )}
      {problem === undefined ? null : (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
      {children}
    </>
  );
  const text = (
    <>
      {label}
      {required === true ? null : <span className="fine"> ({t('survey.optional')})</span>}
    </>
  );
  return isChosen ? (
    <fieldset className="survey-question">
      <legend>{text}</legend>
      {about}
    </fieldset>
  ) : (
    <div className="survey-question">
      <label htmlFor={id}>{text}</label>
      {about}
    </div>
  );
}

function One({ id, value, options, onChange }: WidgetProps) {
  return (options.enumOptions ?? []).map(({ value: of, label }) => (
    <label key={label} className="survey-choice">
      <input type="radio" name={id} checked={value === of} onChange={() => onChange(of)} />
      {label}
    </label>
  ));
}

function Several({ id, value, options, onChange }: WidgetProps) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (options.enumOptions ?? []).map(({ value: of, label }) => (
    <label key={label} className="survey-choice">
      <input
        type="checkbox"
        name={id}
        checked={chosen.includes(of)}
        onChange={({ target }) => onChange(target.checked ? [...chosen, of] : chosen.filter((one) => one !== of))}
      />
      {label}
    </label>
  ));
}

function Lines({ id, value, schema, onChange }: WidgetProps) {
  return (
    <textarea
      id={id}
      rows={4}
      maxLength={schema.maxLength}
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function Figure({ id, value, schema, onChange }: WidgetProps) {
  return (
    <input
      id={id}
      type="number"
      min={schema.minimum}
      max={schema.maximum}
      value={typeof value === 'number' ? value : ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
    />
  );
}
