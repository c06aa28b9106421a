import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from '@rjsf/utils';
import type { Reader, Said } from '../../texts/reader.ts';
import { isText } from '../../texts/is-text.ts';

/** Validates a form's data without making functions from text, which the page's security policy forbids. */
export function formValidator(reader: Pick<Reader, 't' | 'number'>): ValidatorType {
  const errorsOf = (schema: RJSFSchema, formData: unknown): RJSFValidationError[] => {
    // The form's schemas are JSON, which is what the validator reads.
    const validator = new Validator(schema as ConstructorParameters<typeof Validator>[0], '2020-12', false);
    const { errors } = validator.validate(formData ?? {});
    return errors.flatMap((unit) => errorOf(unit, schema, reader) ?? []);
  };
  return {
    validateFormData(formData, schema) {
      const errors = errorsOf(schema, formData);
      return { errors, errorSchema: toErrorSchema(errors) };
    },
    isValid: (schema, formData) => errorsOf(schema, formData).length === 0,
    rawValidation: <Result>(schema: RJSFSchema, formData: unknown) => ({
      errors: errorsOf(schema, formData) as Result[],
    }),
  };
}

/** Keywords that only say that something below is wrong. */
const OUTER = new Set(['properties', 'items', 'prefixItems', 'additionalProperties', '$ref', 'allOf']);

function errorOf(
  unit: OutputUnit,
  schema: RJSFSchema,
  { t, number }: Pick<Reader, 't' | 'number'>,
): RJSFValidationError | null {
  const { keyword, keywordLocation, instanceLocation, error } = unit;
  if (OUTER.has(keyword)) return null;
  const asked = at(schema, keywordLocation);
  const base = propertyOf(instanceLocation);
  const of = (property: string, message: string): RJSFValidationError => ({
    name: keyword,
    property,
    message,
    stack: message,
  });
  switch (keyword) {
    case 'required': {
      const name = /"([^"]+)"/.exec(error)?.[1] ?? '';
      return of(`${base}.${name}`, t('error.required'));
    }
    case 'type':
    case 'format': {
      const key = `error.${String(asked)}`;
      return of(base, t(`error.${keyword}`, { expected: isText(key) ? t(key) : String(asked) }));
    }
    case 'minimum':
    case 'maximum':
      return of(base, t(`error.${keyword}`, { expected: number(Number(asked)) }));
    case 'enum':
      return of(base, t('error.enum'));
    default:
      return of(base, t('error.other' satisfies Said));
  }
}

/** `#/facts/accounts/0/term` as the form's own path: `.facts.accounts.0.term`. */
function propertyOf(location: string): string {
  return location.replace(/^#/, '').split('/').map(unescape).join('.');
}

/** What stands at a keyword's place in the schema. */
function at(schema: unknown, location: string): unknown {
  const steps = location
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map(unescape);
  return steps.reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    schema,
  );
}

const unescape = (step: string) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
