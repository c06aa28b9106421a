import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, link } from '../../../../definitions/index.ts';
import { availableEngines, engineFor } from '../../../../server/engines.ts';

const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'thing',
  fields: {
    name: { type: 'string', optional: true },
    other: { type: 'string', optional: true },
    grade: { type: 'string', enum: ['AA', 'Ａ', 'b', '高'], optional: true },
    tags: { type: 'string', series: true, optional: true },
  },
};

/** Every character that is folded, with its neighbours, and letters that other ways of folding would touch. */
const CHARACTERS = [
  ...Array.from({ length: 0x80 - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)),
  ...Array.from({ length: 0xff66 - 0xff00 }, (_, i) => String.fromCharCode(0xff00 + i)),
  '\u3000',
  '\u3001',
  '\u2fff',
  '\u00a0',
  '\u2002',
  'É',
  'é',
  'ß',
  'İ',
  'ı',
  'Σ',
  'ς',
  'ﬁ',
  'Å',
  'Å',
  'ǅ',
  'Ⅷ',
  '￥',
  '￠',
  '𝐀',
  '𠮷',
  '中',
];
const TEXTS = [
  '',
  'Gold',
  'ＧＯＬＤ',
  'gold card',
  'My　Gold',
  'marigold',
  '金Ｇold',
  'O’Ne%_l',
  '％＿',
  ...CHARACTERS,
];

/** The stated folding, character by character, from the code points themselves. */
function folded(text: string): string {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const narrow = points.map((point) =>
    point === 0x3000 ? 0x20 : point >= 0xff01 && point <= 0xff5e ? point - 0xff01 + 0x21 : point,
  );
  return String.fromCodePoint(...narrow.map((point) => (point >= 0x41 && point <= 0x5a ? point + 0x20 : point)));
}

const TESTS: Readonly<Record<string, (a: string, b: Json) => boolean>> = {
  equal: (a, b) => a === b,
  notEqual: (a, b) => a !== b,
  in: (a, b) => (b as readonly string[]).includes(a),
  notIn: (a, b) => !(b as readonly string[]).includes(a),
  startsWith: (a, b) => a.slice(0, String(b).length) === b,
  endsWith: (a, b) => String(b) === '' || a.slice(-String(b).length) === b,
  containsText: (a, b) => a.split(String(b)).length > 1 || b === '',
};
const VALUES = ['gold', 'ＧＯ', 'd', ' ', '　', '％', "'", 'É', 'ß', '', 'ｚ', 'Z', '～', '\\', '高', 'Ａa'];
const isTextTest = (operator: string) => /With$|Text$/.test(operator);

describe('texts are compared alike by every engine and by a plain loop', () => {
  const cases = Object.keys(TESTS).flatMap((operator) =>
    (operator === 'in' || operator === 'notIn' ? [VALUES.slice(0, 4), VALUES.slice(4), ['Gold']] : VALUES).flatMap(
      (value) =>
        (isTextTest(operator) ? ['', 'folded:'] : ['folded:']).map((decorator) => ({
          decorator,
          operator,
          value: value as Json,
        })),
    ),
  );
  const criteria = cases.map(({ decorator, operator, value }, i) => ({
    kind: 'criteria',
    name: `c${i}`,
    entity: 'entity/thing',
    when: { all: [{ fact: 'name', operator: decorator + operator, value }] },
  }));
  const lines = cases.map((_, i) => ({
    name: `line${i}`,
    text: 'it',
    type: 'boolean',
    uses: { it: `criteria/c${i}#holds` },
  }));
  const formula = {
    kind: 'formula',
    name: 'all',
    entity: 'entity/thing',
    lines,
    outputs: lines.map(({ name }) => name),
  };
  const library = link(
    [ENTITY, ...criteria, formula].map((document) => ({ document: document as unknown as JsonObject })),
  );
  const foldJson = (value: Json): Json => (Array.isArray(value) ? value.map(foldJson) : folded(String(value)));
  const judged = (text: string | null) =>
    Object.fromEntries(
      cases.map(({ decorator, operator, value }, i) => {
        const test = TESTS[operator];
        if (text === null || test === undefined) return [`line${i}`, operator.startsWith('not')];
        return [`line${i}`, decorator === '' ? test(text, value) : test(folded(text), foldJson(value))];
      }),
    );

  it.each(availableEngines())('%s', async (name) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const texts = [null, ...TEXTS];
    const requests = texts.map((text) => ({ facts: text === null ? {} : { name: text } }));
    const results = await (await engineFor(name, library, 'formula/all')).decide(requests, 'en');
    results.forEach(({ value }, i) =>
      expect({ text: texts[i], value }).toEqual({ text: texts[i], value: judged(texts[i] ?? null) }),
    );
  });
});

const one = (fact: string, operator: string, value: Json): JsonObject => ({ fact, operator, value });

it.each<[JsonObject, JsonObject, boolean]>([
  [one('name', 'folded:equal', { fact: 'other' }), { name: 'Ａb', other: 'aB' }, true],
  [one('name', 'folded:equal', { fact: 'other' }), {}, true],
  [one('name', 'folded:equal', { fact: 'other' }), { name: 'a' }, false],
  [one('name', 'not:folded:startsWith', 'a'), { name: 'Ａb' }, false],
  [one('name', 'folded:not:startsWith', 'a'), { name: 'Ａb' }, false],
  [one('name', 'folded:in', { fact: 'tags' }), { name: 'x', tags: ['y', 'Ｘ'] }, true],
  [one('tags', 'someFact:folded:equal', 'x'), { tags: ['y', 'Ｘ'] }, true],
  [one('tags', 'folded:everyFact:equal', 'x'), { tags: ['X', 'Ｘ'] }, true],
  [one('tags', 'everyFact:equal', 'x'), { tags: ['X', 'Ｘ'] }, false],
  [one('name', 'folded:someValue:endsWith', ['B', 'Ｃ']), { name: 'abc' }, true],
  [one('other', 'swap:folded:startsWith', { fact: 'name' }), { name: 'ABC', other: 'ａｂ' }, true],
  [one('grade', 'folded:equal', 'a'), { grade: 'Ａ' }, true],
  [one('grade', 'folded:equal', 'a'), { grade: 'AA' }, false],
  [one('grade', 'folded:notIn', ['ＡＡ', 'B']), { grade: 'b' }, false],
  [one('grade', 'folded:startsWith', 'ａ'), { grade: 'AA' }, true],
  [one('grade', 'folded:endsWith', 'A'), { grade: 'b' }, false],
  [one('grade', 'folded:containsText', '高'), {}, false],
])('%j on %j is %s', async (leaf, facts, expected) => {
  const document = { kind: 'criteria', name: 'c', entity: 'entity/thing', when: { all: [leaf] } };
  const library = link([ENTITY, document].map((each) => ({ document: each as JsonObject })));
  for (const name of availableEngines()) {
    const [result] = await (await engineFor(name, library, 'criteria/c')).decide([{ facts }], 'en');
    expect({ name, value: result?.value }).toEqual({ name, value: expected });
  }
});
