import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { libraryOf } from '../kinds/answer.ts';

const text = (zh: string, en: string): JsonObject => ({ 'zh-CN': zh, en });
const library = libraryOf(
  {
    kind: 'entity',
    name: 'client',
    title: text('客户', 'Client'),
    fields: {
      clientKind: {
        type: 'string',
        enum: ['own', 'other'],
        labels: { own: text('本行', 'Our own') },
        title: text('客户类型', 'Kind of client'),
      },
      age: { type: 'integer', minimum: 0, maximum: 120, optional: true, title: text('年龄', 'Age') },
      untitled: { type: 'boolean' },
    },
  },
  {
    kind: 'criteria',
    name: 'c',
    entity: 'entity/client',
    when: {
      any: [
        { fact: 'clientKind', operator: 'equal', value: 'own' },
        { fact: 'age', operator: 'greaterThan', value: 18 },
        { fact: 'untitled', operator: 'equal', value: true },
      ],
    },
  },
);
const compiled = compile(library, ['criteria/c']);

describe('found, titles not codes: what a request lacks is told by the title of its field', () => {
  it.each<readonly [string, Json, string, string, string]>([
    [
      'a field that is required',
      { untitled: true },
      '/facts/clientKind',
      '缺少必填字段“客户类型”：应为own（本行）、other 之一',
      'The field "Kind of client" is required: expected one of own (Our own), other',
    ],
    [
      'a value that is none of its own',
      { clientKind: 'x', untitled: true },
      '/facts/clientKind',
      '“客户类型”的值 "x" 不在取值范围内；应为own（本行）、other 之一',
      '"Kind of client" is "x", outside its domain; expected one of own (Our own), other',
    ],
    [
      'a field without a title, by its name',
      { clientKind: 'own', untitled: 1 },
      '/facts/untitled',
      '“untitled”应为 true 或 false，而不是 1',
      '"untitled" should be true or false, not 1',
    ],
  ])('%s', (_, facts, pointer, zh, en) => {
    const [problem] = compiled.decide({ facts }, 'en')['criteria/c']?.problems ?? [];
    expect([problem?.pointer, problem?.message]).toEqual([pointer, { 'zh-CN': zh, en }]);
  });
});
