import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeShared } from '../../../support/shared.ts';

/** Attempts on what is not there yet, and which room of the design it belongs to. */
const LEFT: Readonly<Record<string, string>> = {
  L67: 'evidence',
};

const tests = fileURLToPath(new URL('../../..', import.meta.url));
const own = fileURLToPath(import.meta.url);

describeShared('the attempts on the life of a definition', 'cases/life.json', (path) => {
  const ids = (JSON.parse(readFileSync(path, 'utf8')) as readonly { readonly id: string }[]).map(({ id }) => id);
  const titled = new Set(
    readdirSync(tests, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && join(tests, file) !== own)
      .flatMap((file) => readFileSync(join(tests, file), 'utf8').match(/\bL\d{2}\b/g) ?? []),
  );

  it.each(ids)('%s is tried by a test of its name, or left by name', (id) => {
    expect(titled.has(id) || LEFT[id] !== undefined).toBe(true);
  });

  it('leaves none by name that there is', () => {
    expect(Object.keys(LEFT).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
