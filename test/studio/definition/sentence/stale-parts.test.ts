import { describe, expect, it } from 'vitest';
import { claimedId, type JsonObject, kindOf, type Language, link } from '../../../../definitions/index.ts';
import { firstSentenceOf } from '../../../../studio/definition/first-sentence.ts';
import { otherwise, stretchesOf, type Tell } from '../../../../studio/definition/sentence/stale-parts.ts';
import { unlike, within } from '../../../../studio/definition/sentence/stretches.ts';
import { piecesOf } from '../../../../studio/definition/sentence/struck.tsx';
import { setAt } from '../../../../studio/editors/edit.ts';
import { placesOf } from '../../../../studio/editors/places.ts';
import { testReader } from '../../reader.ts';
import { packSources } from '../try/pack.ts';

const pack = packSources('bank-crm');

/** What a document of the pack says, in the place of the one that is shipped. */
function tellIn(id: string, language: Language): Tell {
  const others = pack.filter(({ document }) => claimedId(document) !== id);
  return async (document) => {
    const library = link([...others, { document, place: `${id}.json` }]);
    const definition = library.definitions.get(id);
    const kind = definition === undefined ? undefined : kindOf(definition.kind);
    if (definition === undefined || kind === undefined || library.broken.has(id)) return null;
    const decision = library.environment.decision(id) ?? null;
    return kind.words(definition.document, decision, library.environment, language);
  };
}

/** The words of a definition with what a draft of it no longer says in brackets. */
async function struck(
  id: string,
  language: Language,
  draftOf: (said: JsonObject) => JsonObject,
  saidOf = (shipped: JsonObject) => shipped,
): Promise<string> {
  const said = saidOf(pack.find(({ document }) => claimedId(document) === id)?.document as JsonObject);
  const draft = draftOf(said);
  const tell = tellIn(id, language);
  const reader = testReader(language);
  expect(await tell(draft)).toBeNull();
  const places = placesOf(said, reader);
  const others = await otherwise(said, draft, places, tell);
  const words = (await tell(said)) ?? [];
  const text = firstSentenceOf(words);
  const stretches = stretchesOf(others, words, places, firstSentenceOf);
  return piecesOf(text, stretches)
    .map((piece) => (piece.isStruck ? `[${piece.text}]` : piece.text))
    .join('');
}

/** A text that has these parts, and in which nothing else is struck. */
const onlyStruck = (part: string) =>
  new RegExp(`^[^[\\]]*${part.replace(/[[\](){}.+*?^$|\\]/g, String.raw`\$&`)}[^[\\]]*$`);

const CLASS = 'segmentation/customer-class';

describe('a sentence of a draft with errors', () => {
  it.each<[Language, string]>([
    ['en', 'From [90]: Gold; from [80] to under [90]: Quality; from 70 to under [80]: Key'],
    ['zh-CN', '[90] 分及以上为黄金客户；[80] 至不满 [90] 分为优质客户；70 至不满 [80] 分为重点客户'],
  ])('strikes the figures of a bound that is none, and nothing else, in %s', async (language, text) => {
    expect(await struck(CLASS, language, (said) => setAt(said, '/classes/4/in', '[83, 9x)'))).toMatch(onlyStruck(text));
  });

  it('strikes the figures of a bound beside a gap', async () => {
    const text = await struck(
      CLASS,
      'en',
      (said) => setAt(said, '/classes/4/in', '[83, 9x)'),
      (shipped) => setAt(shipped, '/classes/4/in', '[82, 90)'),
    );
    expect(text).toMatch(onlyStruck('From [90]: Gold; from [82] to under [90]: Quality; from 70 to under 80: Key'));
  });

  it('strikes what a fact that is not known stood for', async () => {
    const lost = (said: JsonObject) => setAt(said, '/when/all/0/fact', 'nothing');
    expect(await struck('criteria/churn-watch', 'en', lost)).toBe(
      '[Customers whose predicted churn probability is at least 30%].',
    );
  });

  it('strikes the clause of a part that cannot be left out, beside a name that is another now', async () => {
    const lost = (said: JsonObject) =>
      setAt(setAt(said, '/scores/0/of', 'scorecard/nothing'), '/classes/5/title/en', 'Golden');
    expect(await struck(CLASS, 'en', lost)).toMatch(
      onlyStruck(
        '[credit score 40%] + contribution score 35% + loyalty score 25%, two decimals. From 90: [Gold]; from 80',
      ),
    );
  });

  it('strikes nothing where what is wrong is not said', async () => {
    expect(await struck(CLASS, 'en', (said) => setAt(said, '/reviewBy', 'soon'))).toMatch(
      /^Composite = [^[\]]+Phase-out\.$/,
    );
  });

  it('strikes all where nothing is known of what is wrong', async () => {
    expect(await struck(CLASS, 'en', (said) => setAt(said, '/method', 'guess'))).toMatch(
      /^\[Composite = [^[\]]+Phase-out\.\]$/,
    );
  });
});

describe('texts that differ', () => {
  it.each([
    ['from 90: Gold', 'from 85: Gold', ['90']],
    ['A, B and C.', 'A and C.', [', B']],
    ['年龄在 23 至 55 岁之间；名下没有住房贷款。', '年龄在 23 至 55 岁之间。', ['；名下没有住房贷款']],
    ['same', 'same', []],
    ['', 'all new', []],
    ['one two', '', ['one two']],
  ])('%j is unlike %j in %j', (text, other, gone) => {
    expect(unlike(text, other).map(({ from, to }) => text.slice(from, to))).toEqual(gone);
  });

  it('are cut at the ends of their parts', () => {
    const stretches = [
      { from: 2, to: 4 },
      { from: 8, to: 12 },
    ];
    expect(within(stretches, 3, 7)).toEqual([
      { from: 0, to: 1 },
      { from: 5, to: 7 },
    ]);
    expect(piecesOf('abcdef', [{ from: 0, to: 2 }])).toEqual([
      { text: 'ab', isStruck: true },
      { text: 'cdef', isStruck: false },
    ]);
  });
});
