import { describe, expect, it } from 'vitest';
import { caseChanges, isObject, type Json, type JsonObject, link, runCases } from '../../../definitions/index.ts';
import { differingMembers, memberLabel, memberText } from '../../../definitions/difference/answer-members.ts';
import { packSources } from '../../support/packs.ts';

const SOURCES = packSources('bank-crm');
const LIBRARY = link(SOURCES);
/** What a reader never sees: JSON, and the names that programs use. */
const CODE = /[{}]|\b[a-z]+[A-Z]|\b[a-z]+-[a-z]+-/;

describe('what two answers of a definition differ in', () => {
  it('is told without JSON and without the names of programs, for every two cases of the pack', () => {
    const told: string[] = [];
    for (const [id, { document }] of LIBRARY.definitions) {
      // Documents are JSON.
      const own = document as unknown as JsonObject;
      const answers = runCases(LIBRARY, id, 'en').flatMap(({ got }) => (isObject(got.value) ? [got.value] : []));
      const [first] = answers;
      if (first === undefined) continue;
      for (const other of answers.slice(1)) {
        for (const { path, left, right } of differingMembers(first, other)) {
          for (const language of ['en', 'zh-CN'] as const) {
            const text = (value: Json | undefined) => memberText(LIBRARY, own, value, language);
            told.push(`${id} ${path} | ${memberLabel(LIBRARY, own, path, language)} ${text(left)} ${text(right)}`);
          }
        }
      }
    }
    expect(told.length).toBeGreaterThan(500);
    expect([...new Set(told)].filter((one) => CODE.test(one.slice(one.indexOf('|'))))).toEqual([]);
  });

  it('is told of what is handed on to the next run, member by member', () => {
    const changed = link(
      SOURCES.map((source) => {
        const text = JSON.stringify(source.document);
        const isClass = isObject(source.document as Json) && text.includes('"name":"customer-class"');
        if (!isClass) return source;
        const moved = text.replace('"[90, 100]"', '"[86, 100]"').replace('"[80, 90)"', '"[80, 86)"');
        return { document: JSON.parse(moved) as object };
      }),
    );
    const words = (language: 'en' | 'zh-CN') =>
      caseChanges(LIBRARY, changed)
        .changed.filter(({ ref }) => ref === 'segmentation/customer-class')
        .map((one) => one.words(language).replace(/^.*(”: now |」：)/, ''));
    expect(words('en')).toEqual([
      'class Gold instead of Quality, class by the score alone Gold instead of Quality.',
      'class by the score alone Gold instead of Quality, held in its class no instead of yes.',
      'runs below the bound 0 instead of 1.',
      'runs below the bound 0 instead of 2.',
      'class Gold instead of Quality, held in its class yes instead of no.',
      'runs below the bound 0 instead of 3.',
    ]);
    expect(words('zh-CN').slice(0, 3)).toEqual([
      '类别由「优质客户」变为「黄金客户」，只按得分的类别由「优质客户」变为「黄金客户」。',
      '只按得分的类别由「优质客户」变为「黄金客户」，是否暂不变动由是变为否。',
      '连续未达标次数由1变为0。',
    ]);
  });

  it('is told by the titles that a definition declares, whatever a step calls its members', () => {
    const [none, level] = [link([]), { 'zh-CN': '风险等级', en: 'Risk level' }];
    const table = { kind: 'decision-table', outputs: [{ name: 'level', title: level }, { name: 'mode' }] };
    const label = (document: JsonObject, path: string) => memberLabel(none, document, path, 'en');
    expect(['level', 'mode', 'class'].map((path) => label(table, path))).toEqual(['Risk level', 'mode', 'class']);
    expect(memberText(none, table, { level: 3 }, 'zh-CN')).toBe('(风险等级 3)');
    // The members of an effect are a step's own, though a clock of the queue has the name of one.
    const queue = { kind: 'queue', clocks: [{ name: 'level', title: level }] };
    expect(memberText(none, queue, { type: 'escalate', params: { level: 2 } }, 'en')).toBe(
      '(type escalate, with (level 2))',
    );
  });
});
