import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../definitions/model/json.ts';
import { link } from '../../definitions/library.ts';
import { packSources } from '../support/packs.ts';

const HAN = /\p{Script=Han}/u;
/** What people read; where it is a plain string it would have one language only. */
const TEXTS = ['title', 'description', 'subject', 'treatment'];

/** What is wrong with the texts below a place: one language only, empty, or one language under the other's name. */
function faultsIn(json: Json, pointer: string): readonly string[] {
  if (Array.isArray(json)) return json.flatMap((item: Json, i) => faultsIn(item, `${pointer}/${i}`));
  if (!isObject(json)) return [];
  if ('zh-CN' in json || 'en' in json) return isGood(json['zh-CN'], json['en']) ? [] : [pointer];
  return Object.entries(json).flatMap(([key, part]) =>
    TEXTS.includes(key) && typeof part === 'string' ? [`${pointer}/${key}`] : faultsIn(part, `${pointer}/${key}`),
  );
}

/** A code such as `AAA` or `POS` is the same in both. */
function isGood(chinese: Json | undefined, english: Json | undefined): boolean {
  if (typeof chinese !== 'string' || typeof english !== 'string' || chinese === '' || english === '') return false;
  return (
    !HAN.test(english) &&
    (HAN.test(chinese) || (chinese === english && /^[A-Z0-9]+$/.test(english)) || !/[a-z]{2}/.test(chinese))
  );
}

describe.each(['bank-crm', 'bank-marketing'] as const)('the texts of %s', (pack) => {
  const documents = [...link(packSources(pack)).definitions.values()].map(
    ({ id, document }) => [id, document] as const,
  );

  it.each(documents)('%s stands in both languages throughout', (_, { cases: _cases, ...document }) => {
    expect(faultsIn(document as unknown as Json, '')).toEqual([]);
  });

  it.each(documents)(
    '%s says what it is, whom it concerns, what it rests on and when it is looked at again',
    (_, document) => {
      const { title, description, subject, owner, basis, reviewBy } = document;
      expect([title, description, subject, owner, basis?.[0]?.document, reviewBy].includes(undefined)).toBe(false);
    },
  );

  it.each(documents)('%s names its cases in both languages', (_, { cases = [] }) => {
    const faults = cases.filter(({ name }) => {
      const [chinese = '', english = ''] = name.split(' / ');
      return HAN.test(english) || english === '' || chinese === '';
    });
    expect(faults.map(({ name }) => name)).toEqual([]);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
