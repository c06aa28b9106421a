import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDefinitionFiles } from '../../../../server/operations/definitions/definition-files.ts';
import { temporaryFolder } from '../../support/bank.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'criteria'));
  mkdirSync(join(folder, 'folder.json'));
  const files = {
    'criteria/a.json': '{"kind":"criteria","name":"a"}',
    'B.JSON': '{"kind":"criteria","name":"b"}',
    'c.json': '{"kind":',
    '.d.json': '{',
    'e.json.bak': '{',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  symlinkSync(join(folder, 'nowhere'), join(folder, 'f.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads every file that ends like a definition, however that is capitalised, and tells of each that it cannot read', () => {
  const { sources, problems } = readDefinitionFiles(folder);
  expect(sources.map(({ place }) => place)).toEqual(['B.JSON', 'criteria/a.json']);
  expect(problems.map(({ definition, code }) => [definition, code])).toEqual([
    ['c.json', 'not-json'],
    ['f.json', 'file-not-readable'],
  ]);
});
