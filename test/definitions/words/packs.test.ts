import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { LANGUAGES, type Language, say, type Text } from '../../../definitions/model/text.ts';
import { packSources } from '../../support/packs.ts';
import { sentences } from './said.ts';

/** The names that a reader never sees, because each has a title or label, and the titles and labels themselves. */
interface Names {
  readonly codes: Set<string>;
  readonly spoken: Readonly<Record<Language, string[]>>;
}

/** Parts with a title under their name, members of enums with their labels. */
function collect(json: Json, key: string, names: Names): void {
  if (Array.isArray(json)) for (const item of json as readonly Json[]) collect(item, '', names);
  if (!isObject(json)) return;
  const name = typeof json['name'] === 'string' ? json['name'] : key;
  if (json['title'] !== undefined) add(name, json['title'] as Text, names);
  // A source is said as the bank wrote it.
  for (const language of LANGUAGES)
    if (json['source'] !== undefined) names.spoken[language].push(say(json['source'] as Text, language));
  if (isObject(json['labels']))
    for (const [code, label] of Object.entries(json['labels'])) add(code, label as Text, names);
  for (const [step, part] of Object.entries(json))
    if (step !== 'cases' && step !== 'labels') collect(part, step, names);
}

function add(code: string, title: Text, { codes, spoken }: Names): void {
  codes.add(code);
  for (const language of LANGUAGES) spoken[language].push(say(title, language));
}

/** An address of the web that a source names: it is said as it is. */
const ADDRESS = /https?:\/\/[\w./-]+/g;

/** Words of ASCII letters as a code is written. */
const WORD = /[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\.?/g;

describe.each(['bank-crm', 'bank-marketing'] as const)('the sentences of %s', (pack) => {
  const library = link(packSources(pack));
  const names: Names = { codes: new Set(), spoken: { 'zh-CN': [], en: [] } };
  for (const { document, id } of library.definitions.values()) {
    collect(document as unknown as Json, '', names);
    names.codes.add(id);
  }
  // A code that is also a word of some title (`age`, `deposit`) may stand in a sentence as that word; so may a currency as a unit.
  const wordsOf = (language: Language) =>
    new Set(['cny', 'eur', ...names.spoken[language].flatMap((title) => title.toLowerCase().match(WORD) ?? [])]);
  const ids = [...library.definitions.keys()];

  it.each(ids)('%s says itself in both languages', (id) => {
    const counts = LANGUAGES.map((language) => sentences(library, id, language).length);
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBe(counts[0]);
  });

  it.each(LANGUAGES)('speak no code, no pointer and no leaked value in %s', (language) => {
    const words = wordsOf(language);
    const all = ids.flatMap((id) =>
      sentences(library, id, language).map((sentence) => ({ id, sentence: sentence.replace(ADDRESS, '') })),
    );
    const faults = all.filter(({ sentence }) => {
      const found = sentence.match(WORD) ?? [];
      const isCode = (word: string) => names.codes.has(word) && !words.has(word.toLowerCase());
      return /undefined|\[object|\bNaN\b|#|\/\w+\/\d/.test(sentence) || found.some(isCode);
    });
    expect(all.length).toBeGreaterThan(50);
    expect(faults).toEqual([]);
  });

  it('keep Chinese and figures apart by one blank, and Chinese together', () => {
    const all = ids.flatMap((id) => sentences(library, id, 'zh-CN'));
    const titles = names.spoken['zh-CN'].join('\n');
    const isOurs = (at: string) => !titles.includes(at);
    const faults = all.flatMap((sentence) =>
      (
        sentence.match(/\p{Script=Han}\d.?|\d\p{Script=Han}.?|\p{Script=Han} +\p{Script=Han}| {2,}| [，。；：）”]/gu) ??
        []
      )
        .filter(isOurs)
        .map((at) => `${at} in ${sentence}`),
    );
    expect(faults).toEqual([]);
  });
});
