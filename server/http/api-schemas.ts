import { LANGUAGES } from '../../definitions/index.ts';

/** A JSON Schema of the API's documents. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const list = (items: Schema): Schema => ({ type: 'array', items });
export const ref = (name: string): Schema => ({ $ref: `${name}#` });
/** Any JSON value. */
const json: Schema = {};

/** An object whose members are all required, but for those named in `optional`. */
function object(
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
  description?: string,
): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, ...(description === undefined ? {} : { description }) };
}

const message = object(
  Object.fromEntries(LANGUAGES.map((language) => [language, text])),
  [],
  'A text in every language',
);
const sentences = object(
  Object.fromEntries(LANGUAGES.map((language) => [language, list(text)])),
  [],
  'Sentences in every language',
);
/** Parts of a definition by their pointers, in words. */
const parts = { type: 'object', additionalProperties: text };
const computedWords = object(
  Object.fromEntries(LANGUAGES.map((language) => [language, parts])),
  [],
  'What is computed in parts of it, in every language, by pointer; null where nothing is',
);
const verdicts = object({ proved: count, refuted: count, undecided: count });
const severities = object({ error: count, warning: count, note: count });

/** What is asked of `criteria/personal-customer` in the documentation. */
export const DECISION_REQUEST = { facts: { customerId: 'C-1001', customerKind: 'personal' } };

/** The documents of the API by name; each is a component of the OpenAPI document. */
export const apiSchemas: Readonly<Record<string, Schema>> = {
  Message: message,
  Problem: object(
    {
      code: text,
      severity: { enum: ['error', 'warning', 'note'] },
      definition: text,
      pointer: { type: 'string', description: 'JSON pointer (RFC 6901)' },
      message: ref('Message'),
      found: json,
      witness: json,
      fix: json,
    },
    ['definition', 'found', 'witness', 'fix'],
  ),
  Proof: object(
    {
      property: text,
      verdict: { enum: ['proved', 'refuted', 'undecided'] },
      pointer: text,
      problem: ref('Problem'),
    },
    ['problem'],
  ),
  ProblemDetails: object(
    {
      type: text,
      title: text,
      status: count,
      detail: text,
      code: text,
      instance: text,
      problems: list(ref('Problem')),
      missing: list(text),
      definition: ref('DefinitionStamp'),
    },
    ['missing', 'definition'],
    'RFC 9457: a refusal in the asked language',
  ),
  Health: object({ status: { enum: ['ok', 'not ready'] }, reason: text }, ['reason']),
  DefinitionStamp: object({ id: text, version: nullable(count), hash: text, closure: text }),
  DecisionRequest: {
    ...object(
      {
        facts: { type: 'object' },
        $record: {
          type: 'string',
          description: 'Instead of facts: the key of a record of the current snapshot of the population',
        },
        $asOf: text,
        $previous: { type: 'object' },
        products: list({ type: 'object' }),
      },
      ['facts', '$record', '$asOf', '$previous', 'products'],
    ),
    examples: [DECISION_REQUEST],
  },
  Result: object(
    {
      value: json,
      reasons: list(object({ code: text, text, loss: { type: ['number', 'string'] } }, ['loss'])),
      missing: list(text),
      partial: { type: 'boolean' },
      problems: list(ref('Problem')),
      definition: ref('DefinitionStamp'),
      decisionId: {
        type: 'string',
        description: 'By which the log and `guiju replay --id` know the decision; absent where a line was refused',
      },
      trace: list(object({ definition: text, pointer: text, value: json })),
      record: {
        ...object({ key: text, snapshot: text, asOf: text }),
        description: 'Of a request by `$record`: the record, and the snapshot its facts were read from',
      },
    },
    ['partial', 'decisionId', 'trace', 'record'],
  ),
  DefinitionSummary: object(
    {
      id: text,
      kind: text,
      name: text,
      title: ref('Message'),
      description: nullable(ref('Message')),
      subject: nullable(ref('Message')),
      owner: nullable(text),
      purpose: nullable(text),
      reviewBy: nullable(text),
      version: nullable(count),
      hash: text,
      closure: text,
      references: list(text),
      decides: { type: 'boolean', description: 'Whether it answers POST /api/v1/decisions/{kind}/{name}' },
      entity: nullable({ type: 'string', description: 'The entity whose record a request holds' }),
      problems: severities,
      proofs: nullable(verdicts),
      cases: nullable(object({ passed: count, failed: count })),
      document: { type: 'object', description: 'With ?include=document only' },
      words: sentences,
    },
    ['document', 'words'],
  ),
  DefinitionList: object(
    {
      publication: count,
      publishedAt: nullable(text),
      kinds: list(object({ name: text, title: ref('Message') })),
      definitions: list(ref('DefinitionSummary')),
      cuts: {
        type: 'object',
        description: 'Frozen lower bounds of segmentations by share; with ?include=document only',
      },
    },
    ['cuts'],
  ),
  DefinitionDetail: object({
    id: text,
    kind: text,
    name: text,
    version: nullable(count),
    hash: text,
    closure: text,
    references: list(text),
    publishedAt: nullable(text),
    document: { type: 'object' },
  }),
  DefinitionClosure: object({
    id: text,
    closure: text,
    documents: list(object({ id: text, version: nullable(count), document: { type: 'object' } })),
    cuts: {
      type: 'object',
      description: 'Frozen cuts in force, by segmentation: the least value of each class but the lowest, ascending',
      additionalProperties: list({ type: ['number', 'string'] }),
    },
  }),
  DefinitionWords: object({ id: text, words: sentences, computed: nullable(computedWords) }),
  DefinitionProblems: object({ id: text, problems: list(ref('Problem')), proofs: nullable(list(ref('Proof'))) }),
  Draft: { type: 'object', description: 'A definition document' },
  DraftReport: object({
    id: nullable(text),
    hash: nullable(text),
    closure: nullable(text),
    problems: list(ref('Problem')),
    proofs: list(ref('Proof')),
    breaks: list(ref('Problem')),
    words: sentences,
    drafts: list(object({ ref: text, release: text })),
  }),
  Population: object({ customers: count, asOf: text, seed: count, madeAt: text, segmentations: list(text) }),
  ClassDistribution: object({
    id: text,
    title: ref('Message'),
    customers: count,
    asOf: text,
    isCurrent: { type: 'boolean', description: 'Whether the counts were made with the version in force' },
    classes: list(
      object({
        name: text,
        title: ref('Message'),
        colour: nullable(text),
        count,
        share: { type: 'number', description: 'Of all customers, 0 … 1' },
      }),
    ),
    none: { ...count, description: 'Decided, but put into no class' },
    undecided: { ...count, description: 'Not applicable, or refused' },
  }),
};
