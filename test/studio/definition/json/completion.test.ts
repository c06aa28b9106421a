import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { type JsonObject, kinds } from '../../../../definitions/index.ts';
import { completionsAt, type Known } from '../../../../studio/definition/json/completion.ts';
import { factsOf, referencesTo, relationsOf } from '../../../../studio/definition/json/mentions.ts';

const known = (kind: string): Known => ({
  // The schemas of the kinds are JSON.
  schema: kinds.find(({ name }) => name === kind)?.schema as unknown as JsonObject,
  references: referencesTo([
    { id: 'entity/customer', kind: 'entity', title: 'Customer' },
    { id: 'criteria/good-customer', kind: 'criteria', title: 'Good customer' },
    { id: 'scorecard/credit', kind: 'scorecard', title: 'Credit' },
  ]),
  facts: factsOf({ fields: { aum: {}, age: {} }, derived: { fees: {} } }, (_, name) => name),
  operators: [{ text: 'equal', title: 'is' }],
  relations: relationsOf({ relations: { household: {}, accounts: { many: true } } }, (_, name) => name),
  titleOf: ({ title }) => String(title ?? ''),
});

/** The text with each choice written where `|` stands. */
function choices(kind: string, marked: string, explicit = true): readonly string[] | null {
  const pos = marked.indexOf('|');
  const state = EditorState.create({ doc: marked.replace('|', ''), extensions: [json()] });
  const found = completionsAt({ state, pos, explicit }, known(kind));
  if (found === null) return null;
  const { from, to, options } = found;
  const text = marked.replace('|', '');
  return options.map(({ apply }) => text.slice(0, from) + apply + text.slice(to));
}

describe('what may be written in a definition', () => {
  it.each([
    ['names of the schema', 'criteria', '{ "|" }', '{ "when":  }'],
    ['names before a value', 'criteria', '{ "|": {} }', '{ "when": {} }'],
    [
      'names deep inside',
      'scorecard',
      '{ "characteristics": [ { "bins": [ { "|" } ] } ] }',
      '{ "characteristics": [ { "bins": [ { "score":  } ] } ] }',
    ],
    ['names where a key asks', 'criteria', '{ "name": "x", | }', '{ "name": "x", "entity":  }'],
    ['the words of an enum', 'scorecard', '{ "combine": "|" }', '{ "combine": "weighted-mean" }'],
    ['yes and no', 'segmentation', '{ "primary": | }', '{ "primary": true }'],
    ['entities where one is asked for', 'criteria', '{ "entity": "|" }', '{ "entity": "entity/customer" }'],
    [
      'criteria in a condition',
      'criteria',
      '{ "when": { "all": [ { "condition": "|" } ] } }',
      '{ "when": { "all": [ { "condition": "criteria/good-customer" } ] } }',
    ],
    [
      'fields as facts',
      'criteria',
      '{ "when": { "all": [ { "fact": "|" } ] } }',
      '{ "when": { "all": [ { "fact": "aum" } ] } }',
    ],
    [
      'derived fields as facts',
      'criteria',
      '{ "when": { "all": [ { "fact": "|" } ] } }',
      '{ "when": { "all": [ { "fact": "fees" } ] } }',
    ],
    [
      'results as facts',
      'criteria',
      '{ "when": { "all": [ { "fact": "|" } ] } }',
      '{ "when": { "all": [ { "fact": "scorecard/credit#band" } ] } }',
    ],
    [
      'operators',
      'criteria',
      '{ "when": { "all": [ { "operator": "|" } ] } }',
      '{ "when": { "all": [ { "operator": "equal" } ] } }',
    ],
    [
      'single relations in a condition',
      'criteria',
      '{ "when": { "all": [ { "condition": "criteria/good-customer", "of": "|" } ] } }',
      '{ "when": { "all": [ { "condition": "criteria/good-customer", "of": "household" } ] } }',
    ],
    [
      'scores of a composite',
      'segmentation',
      '{ "scores": [ { "of": "|" } ] }',
      '{ "scores": [ { "of": "scorecard/credit#score" } ] }',
    ],
  ])('%s', (_, kind, marked, expected) => {
    expect(choices(kind, marked)).toContain(expected);
  });

  it.each([
    ['a name that stands there already', 'criteria', '{ "when": {}, "|" }', '{ "when": {}, "when":  }'],
    ['a relation of many rows', 'criteria', '{ "when": { "of": "|" } }', '{ "when": { "of": "accounts" } }'],
    [
      'a result of a related record',
      'criteria',
      '{ "when": { "of": "|" } }',
      '{ "when": { "of": "scorecard/credit#score" } }',
    ],
    ['a definition of another kind', 'criteria', '{ "entity": "|" }', '{ "entity": "criteria/good-customer" }'],
    [
      'a whole definition as a fact',
      'criteria',
      '{ "when": { "all": [ { "fact": "|" } ] } }',
      '{ "when": { "all": [ { "fact": "scorecard/credit" } ] } }',
    ],
  ])('not %s', (_, kind, marked, unexpected) => {
    expect(choices(kind, marked)).not.toContain(unexpected);
  });

  it.each([
    ['between parts, unless a key asks', '{ "name": "x", | }', false],
    ['outside the document', '{} |', true],
  ])('nothing %s', (_, marked, explicit) => {
    expect(choices('criteria', marked, explicit) ?? []).toEqual([]);
  });
});
