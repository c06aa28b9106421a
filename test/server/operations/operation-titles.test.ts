import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { OPERATION_TITLES, operationTitle } from '../../../server/operations/operation-titles.ts';

const server = fileURLToPath(new URL('../../../server', import.meta.url));

/** The names under which the sources write, read from them as text; of a computed one its end. */
function written(): { readonly names: readonly string[]; readonly ends: readonly string[] } {
  const names: string[] = [];
  const ends: string[] = [];
  for (const file of readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )) {
    const text = readFileSync(`${server}/${file}`, 'utf8');
    const calls = /(?:\bwrite(?:<[^(]*>)?|\bauditRow)\(\s*[\w.]+(?:\([^()]*\))?,\s*([^,]+),/g;
    for (const [, second = ''] of text.matchAll(calls)) {
      // Of a choice what it lies between, and not what it is made by.
      for (const [, name = ''] of second.replace(/=== '[^']*'/, '').matchAll(/'([^']+)'/g)) names.push(name);
      const end = /`\$\{\w+\}(-[a-z-]+)`/.exec(second);
      if (end !== null) ends.push(end[1] ?? '');
    }
  }
  return { names, ends };
}

describe('what operations are called in the audit', () => {
  const { names, ends } = written();
  const titled = Object.keys(OPERATION_TITLES);

  it('is said of every operation that writes', () => {
    expect(names.length).toBeGreaterThan(40);
    expect(ends.toSorted()).toEqual(['-authority-change', '-import', '-release']);
    expect(names.filter((name) => !titled.includes(name))).toEqual([]);
    for (const end of ends) expect(titled.filter((name) => name.endsWith(end)).length, end).toBeGreaterThan(1);
  });

  it('is said of none that there is not', () => {
    const isWritten = (name: string) => names.includes(name) || ends.some((end) => name.endsWith(end));
    expect(titled.filter((name) => !isWritten(name))).toEqual([]);
  });

  it('differs from one to the other, in Chinese and in English', () => {
    const all = Object.values(OPERATION_TITLES);
    for (const language of ['zh-CN', 'en'] as const)
      expect(new Set(all.map((title) => title[language])).size, language).toBe(all.length);
    expect(all.filter((title) => !/\p{Script=Han}/u.test(title['zh-CN']) || /\p{Script=Han}/u.test(title.en))).toEqual(
      [],
    );
  });

  it('is the name as it was written, of an operation that older programs knew', () => {
    expect(operationTitle('gone')).toEqual({ 'zh-CN': 'gone', en: 'gone' });
  });
});
