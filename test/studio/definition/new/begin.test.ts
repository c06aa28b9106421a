import { describe, expect, it } from 'vitest';
import { copyOf, isName, nameFrom } from '../../../../studio/definition/new/begin.ts';
import { isTable, likelyUses, tableOf } from '../../../../studio/definition/new/pasted-table.ts';
import { testReader } from '../../reader.ts';

describe('a name out of a title', () => {
  it.each([
    ['Young savers', 'young-savers'],
    ['  Loans > ５万 (2026) ', 'loans-5万-2026'],
    ['年轻储户', '年轻储户'],
    ['!?', ''],
  ])('%j is %j', (title, name) => {
    expect(nameFrom(title)).toBe(name);
    expect(isName(name)).toBe(name !== '');
  });
});

describe('a copy', () => {
  const head = { name: 'b', title: { 'zh-CN': '乙', en: 'B' } };
  it('says of itself what the first said of itself, keeps its cases as they are, and is not primary', () => {
    const first = {
      kind: 'segmentation',
      name: 'a',
      title: 'A',
      primary: true,
      of: 'segmentation/a#class',
      other: 'segmentation/a-b',
      cases: [{ given: { facts: { x: 'segmentation/a' } } }],
    };
    const copy = copyOf(first, head);
    expect(copy).toEqual({
      kind: 'segmentation',
      name: 'b',
      title: head.title,
      of: 'segmentation/b#class',
      other: 'segmentation/a-b',
      cases: first.cases,
    });
  });
});

describe('a pasted table', () => {
  const entity = {
    kind: 'entity',
    name: 'customer',
    fields: {
      age: { type: 'integer', title: { 'zh-CN': '年龄', en: 'Age' } },
      grade: { type: 'string', enum: ['AA', 'B'], title: { 'zh-CN': '等级', en: 'Grade' } },
    },
  };
  it('knows its columns by titles in either language, whatever stands in brackets, each field once', () => {
    const block = [['年龄（岁）', 'grade', 'Age', 'Fee', ''], []];
    expect(likelyUses(block, entity).map((use) => (use.kind === 'test' ? use.fact : use.kind))).toEqual([
      'age',
      'grade',
      'result',
      'result',
      'none',
    ]);
  });

  it('becomes rules, read as the grid reads them, with the types that its results have', () => {
    const block = [
      ['Age', 'Fee', 'Note', 'Left out'],
      ['[18, 30)', '1,200', 'young', 'x'],
      ['', '', '', ''],
      ['-', '12.50', '', ''],
    ];
    const uses = [{ kind: 'test', fact: 'age' }, { kind: 'result' }, { kind: 'result' }, { kind: 'none' }] as const;
    expect(isTable(uses)).toBe(true);
    const head = { kind: 'decision-table', name: 'fee' };
    expect(tableOf(head, { block, uses, entity, reader: testReader('en') })).toEqual({
      ...head,
      entity: 'entity/customer',
      hitPolicy: 'unique',
      inputs: [{ fact: 'age' }],
      outputs: [
        { name: 'result1', title: 'Fee', type: 'decimal', decimals: 2 },
        { name: 'result2', title: 'Note', type: 'string' },
      ],
      rules: [
        { when: ['[18, 30)'], then: [1200, 'young'] },
        { when: ['-'], then: [12.5, null] },
      ],
    });
  });

  it('is none without a test, without a result, or with a field twice', () => {
    const age = { kind: 'test', fact: 'age' } as const;
    expect([isTable([{ kind: 'result' }]), isTable([age]), isTable([age, age, { kind: 'result' }])]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
