import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from '@rjsf/utils';
import type { Reader, Said } from '../../texts/reader.ts';
import { isText } from '../../texts/is-text.ts';

/** Validates a form's data, and names the field that nobody can read. */
export interface FormValidator extends ValidatorType {
  /** The places (`.facts.income`) of what was typed for a figure and is none. */
  unreadable(schema: RJSFSchema, formData: unknown): readonly string[];
}

/** A validator that makes no functions from text, which the page's security policy forbids. */
export function formValidator(reader: Pick<Reader, 't' | 'number'>): FormValidator {
  const validators = new WeakMap<RJSFSchema, Validator>();
  const validatorOf = (schema: RJSFSchema): Validator => {
    const known = validators.get(schema);
    if (known !== undefined) return known;
    // The form's schemas are JSON, which is what the validator reads.
    const made = new Validator(schema as ConstructorParameters<typeof Validator>[0], '2020-12', false);
    validators.set(schema, made);
    return made;
  };
  /** The form asks for the same data several times a stroke. */
  let last:
    | { readonly schema: RJSFSchema; readonly formData: unknown; readonly errors: RJSFValidationError[] }
    | undefined;
  const errorsOf = (schema: RJSFSchema, formData: unknown): RJSFValidationError[] => {
    if (last?.schema === schema && last.formData === formData) return last.errors;
    const { errors } = validatorOf(schema).validate(formData ?? {});
    const found = errors.flatMap((unit) => errorOf(unit, schema, formData, reader) ?? []);
    last = { schema, formData, errors: found };
    return found;
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
    unreadable: (schema, formData) =>
      errorsOf(schema, formData).flatMap(({ name, property = '' }) => (name === UNREADABLE ? [property] : [])),
  };
}

/** The name of the error of a figure that cannot be read. */
const UNREADABLE = 'unreadable';

/** Keywords that only say that something below is wrong. */
const OUTER = new Set(['properties', 'items', 'prefixItems', 'additionalProperties', '$ref', 'allOf']);

function errorOf(
  unit: OutputUnit,
  schema: RJSFSchema,
  formData: unknown,
  { t, number }: Pick<Reader, 't' | 'number'>,
): RJSFValidationError | null {
  const { keyword, keywordLocation, instanceLocation, error } = unit;
  if (OUTER.has(keyword)) return null;
  const asked = at(schema, keywordLocation);
  const base = propertyOf(instanceLocation);
  const of = (property: string, message: string, name = keyword): RJSFValidationError => ({
    name,
    property,
    message,
    stack: message,
  });
  switch (keyword) {
    case 'required': {
      const name = /"([^"]+)"/.exec(error)?.[1] ?? '';
      return of(`${base}.${name}`, t('error.required'));
    }
    case 'pattern':
      return of(base, t('error.figure'), UNREADABLE);
    case 'type':
    case 'format': {
      const isFigure = asked === 'number' || asked === 'integer';
      if (isFigure && typeof at(formData, instanceLocation) === 'string')
        return of(base, t('error.figure'), UNREADABLE);
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

/** What stands at a place in a schema or in data. */
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
