import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { labelsOf } from '../../../definitions/model/labels.ts';
import { readSet } from '../../../definitions/expression/read-set.ts';
import { libraryOf, problemsOf } from './answer.ts';

const PERSONAL: JsonObject = { 'zh-CN': '个人', en: 'Personal' };
const LABELLED: JsonObject = { type: 'string', enum: ['personal', 'corporate'], labels: { personal: PERSONAL } };
const entity = (of: JsonObject, more: JsonObject = {}): JsonObject => ({
  kind: 'entity',
  name: 'customer',
  fields: { customerId: { type: 'string' }, kind: of },
  ...more,
});
const derived = (of: JsonObject) => entity(LABELLED, { derived: { group: of } });
const table = (output: JsonObject): JsonObject => ({
  kind: 'decision-table',
  name: 'level',
  entity: 'entity/customer',
  hitPolicy: 'first',
  inputs: [{ fact: 'kind' }],
  outputs: [{ name: 'level', ...output }],
  rules: [{ when: ['-'], then: ['a'] }],
});
const formula = (input: JsonObject): JsonObject => ({
  kind: 'formula',
  name: 'f',
  inputs: { kind: input },
  lines: [{ name: 'isPersonal', text: 'kind = "personal"', type: 'boolean' }],
  outputs: ['isPersonal'],
});
const STRANGE: JsonObject = { ...LABELLED, labels: { private: 'Private' } };
const PEOPLE: JsonObject = { text: 'if kind = "personal" then "people" else "firms"', type: 'string' };

describe('labels', () => {
  it.each<[string, readonly JsonObject[], readonly string[]]>([
    ['of some members are accepted', [entity(LABELLED)], []],
    ['of a list of texts are accepted', [entity({ ...LABELLED, series: true })], []],
    ['of a stranger are refused', [entity(STRANGE)], ['label-not-in-enum@/fields/kind/labels/private']],
    [
      'without an enum are refused',
      [entity({ type: 'string', labels: { personal: PERSONAL } })],
      ['labels-without-enum@/fields/kind/labels'],
    ],
    [
      'of numbers are refused',
      [entity({ type: 'integer', labels: { '1': 'One' } })],
      ['key-does-not-apply@/fields/kind/labels'],
    ],
    [
      'that are no texts are refused',
      [entity({ ...LABELLED, labels: { personal: 1 } })],
      ['no-form-fits@/fields/kind/labels/personal'],
    ],
    ['of a formula’s input are checked', [formula(STRANGE)], ['label-not-in-enum@/inputs/kind/labels/private']],
    [
      'of a table’s output are checked',
      [entity(LABELLED), table({ type: 'string', enum: ['a', 'b'], labels: { a: 'First', c: 'Third' } })],
      ['label-not-in-enum@/outputs/0/labels/c'],
    ],
    ['of the texts a derived field gives are accepted', [derived({ ...PEOPLE, labels: { people: 'People' } })], []],
    [
      'of a text that a derived field never gives are refused',
      [derived({ ...PEOPLE, labels: { persons: 'People' } })],
      ['label-not-in-enum@/derived/group/labels/persons'],
    ],
    [
      'of a derived text that may be anything are refused',
      [derived({ text: 'upper case(customerId)', type: 'string', labels: { A: 'A' } })],
      ['labels-without-enum@/derived/group/labels'],
    ],
    [
      'of a derived flag are refused',
      [derived({ text: 'kind = "personal"', type: 'boolean', labels: { true: 'Yes' } })],
      ['key-does-not-apply@/derived/group/labels'],
    ],
  ])('%s', (_, documents, problems) => {
    expect(problemsOf(...documents)).toEqual(problems);
  });

  it('come in the order of the enum, with the code where a member has none', () => {
    const declared = { type: 'string', enum: ['personal', 'corporate'], labels: { personal: PERSONAL } } as const;
    expect(labelsOf(declared, 'zh-CN')).toEqual([
      { value: 'personal', label: '个人' },
      { value: 'corporate', label: 'corporate' },
    ]);
    expect(labelsOf({ type: 'string' }, 'en')).toEqual([]);
  });

  it('are there on the fields of a read set, items of lists too', () => {
    const library = libraryOf(entity({ ...LABELLED, series: true }), {
      kind: 'formula',
      name: 'count',
      entity: 'entity/customer',
      lines: [{ name: 'n', text: 'count(kind)', type: 'integer' }],
      outputs: ['n'],
    });
    const decision = library.environment.decision('formula/count');
    const [read] = decision === undefined ? [] : readSet([decision], library.environment.entity).fields;
    expect(read === undefined ? [] : labelsOf(read.field, 'en')).toEqual([
      { value: 'personal', label: 'Personal' },
      { value: 'corporate', label: 'corporate' },
    ]);
  });

  it('stand beside the codes where a value is refused', () => {
    const library = libraryOf(entity(LABELLED), {
      kind: 'criteria',
      name: 'personal',
      entity: 'entity/customer',
      when: { all: [{ fact: 'kind', operator: 'equal', value: 'personal' }] },
    });
    const { problems } = compile(library, ['criteria/personal']).read({ facts: { kind: 'private' } }) as {
      problems: readonly { code: string; message: JsonObject }[];
    };
    expect(problems.map(({ code, message }) => [code, message['zh-CN'], message['en']])).toEqual([
      [
        'fact-out-of-domain',
        '“kind”的值 "private" 不在取值范围内；应为personal（个人）、corporate 之一',
        '"kind" is "private", outside its domain; expected one of personal (Personal), corporate',
      ],
    ]);
  });
});
