import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeShared } from '../../../support/shared.ts';

/** Attempts on what is not there yet, and which room of the design it belongs to. */
const LEFT: Readonly<Record<string, string>> = {
  L67: 'evidence',
};

/** Where the tests of a door stand, as files below `test/`. A door of the store itself is tried in any room, on both databases. */
const DOORS: Readonly<Record<string, RegExp>> = {
  API: /^server\/http\//,
  page: /^browser\/|^server\/http\/(people|attempts\/people)/,
  CLI: /^server\/(cli|start|two-nodes|operations\/definitions\/load)/,
  import: /^server\/(population|http\/imports)/,
  SIGKILL: /killed/,
  restore: /restored|backup/,
};

/** What no test tries by a door, and why. */
const NOT_BY: Readonly<Record<string, string>> = {
  'L01 page':
    'the page of a change offers nothing to whoever reads one that is a draft again; the request it would send is tried',
  'L10 page': 'the page offers no approval to whoever wrote in a change; the request it would send is tried',
  'L25 page': 'the page copies by the request that is tried',
  'L13 import': 'an import brings data, no definitions',
  'L58 page': 'the page links to the file of the API',
  'L58 API': 'the API sends the file that the engine wrote, which is read back',
  'L51 CLI': 'the commands send the requests of the API that are tried',
  'L67 CLI': 'evidence is not there yet',
};

const tests = fileURLToPath(new URL('../../..', import.meta.url));
const own = fileURLToPath(import.meta.url);

describeShared('the attempts on the life of a definition', 'cases/life.json', (path) => {
  const attempts = JSON.parse(readFileSync(path, 'utf8')) as readonly { readonly id: string; readonly door: string }[];
  const ids = attempts.map(({ id }) => id);
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && join(tests, file) !== own)
    .map((file) => [file, new Set(readFileSync(join(tests, file), 'utf8').match(/\bL\d{2}\b/g) ?? [])] as const);
  const titled = new Set(files.flatMap(([, named]) => [...named]));

  it.each(ids)('%s is tried by a test of its name, or left by name', (id) => {
    expect(titled.has(id) || LEFT[id] !== undefined).toBe(true);
  });

  it.each(
    attempts.flatMap(({ id, door }) =>
      door.split(', ').flatMap((one) => (DOORS[one] === undefined ? [] : [[id, one]])),
    ),
  )('%s is tried by its door %s, or left by name', (id = '', door = '') => {
    const isTried = files.some(([file, named]) => named.has(id) && DOORS[door]?.test(file));
    expect([isTried, NOT_BY[`${id} ${door}`] !== undefined]).toEqual([isTried, !isTried]);
  });

  it('leaves none by name that there is', () => {
    expect(Object.keys(LEFT).filter((id) => !ids.includes(id))).toEqual([]);
  });
});
