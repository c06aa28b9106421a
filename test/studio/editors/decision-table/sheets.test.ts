import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionTable, Language } from '../../../../definitions/index.ts';
import { copiedBlock, writeHtml } from '../../../../studio/editors/decision-table/clipboard.ts';
import { readSheets } from '../../../../studio/editors/decision-table/read-sheets.ts';
import { readTableFile, writeCsv, writeXlsx } from '../../../../studio/editors/decision-table/sheet-file.ts';
import { tableSheets } from '../../../../studio/editors/decision-table/sheet-rows.ts';
import { tableChanges } from '../../../../studio/editors/decision-table/table-changes.ts';
import { describeSkipped } from '../../../support/shared.ts';
import { testReader } from '../../reader.ts';
import { columnsFor, LIMIT, randomTables, type ShelvedTable } from './tables.ts';

const readers = { en: testReader('en'), 'zh-CN': testReader('zh-CN') };
const tables = randomTables(40);
const limit: ShelvedTable = { document: LIMIT, shelf: new Map() };
const languages: readonly Language[] = ['en', 'zh-CN'];

async function fileOf(one: ShelvedTable, format: 'xlsx' | 'csv', language: Language): Promise<Uint8Array> {
  const sheets = tableSheets(one.document, columnsFor(one, readers[language]), language);
  if (format === 'csv') return new TextEncoder().encode(writeCsv(sheets));
  const file = await writeXlsx(sheets, language);
  if (file === undefined) throw new Error('not written');
  return new Uint8Array(await file.arrayBuffer());
}

async function importOf(one: ShelvedTable, bytes: Uint8Array, language: Language, name = '表.xlsx') {
  const file = await readTableFile(bytes, name);
  if (file === undefined) throw new Error('not read');
  return readSheets(one.document, file, (document) => columnsFor({ ...one, document }, readers[language]));
}

/** A table whose cells say what sheets find hard. */
const HARD: ShelvedTable = {
  shelf: new Map(),
  document: {
    ...LIMIT,
    inputs: [
      { fact: 'name', title: 'Rule' },
      { fact: 'other', title: 'rule' },
    ],
    outputs: [{ name: 'text', type: 'string', title: '=cmd' }],
    rules: [
      { id: 'otherwise', when: ['\u0001\u001f', 'a\r\nb\tc'], then: ['=1+1'] },
      { id: ' x', title: { en: 'T', 'zh-CN': '题' }, when: ["'quoted", '@x'], then: ['_x0041_'] },
      { id: '"q"', note: '-5', when: ['3-4', '000123'], then: ['2026-01-31'] },
      { id: 'json:1', note: { en: 'only' }, when: ['<b>&amp;</b>', '\ud83d'], then: [''] },
      { when: [12_345_678_901_234, '12345678901234567890'], then: [null] },
      { when: [0.1, true], then: [{ text: 'a', uses: { b: 'formula/b' } }] },
    ],
  },
};

describe.each(['xlsx', 'csv'] as const)('found 7: a table written as %s and read again', (format) => {
  it('is the same: hit policy, types, titles, ids, order, notes and every cell, in either language', async () => {
    expect(tables.length).toBeGreaterThan(40);
    for (const one of [limit, HARD, ...tables])
      for (const language of languages) {
        const { document, problems } = await importOf(one, await fileOf(one, format, language), language);
        expect(document, one.document.name).toEqual(one.document);
        expect(Object.keys(document ?? {})).toEqual(Object.keys(one.document));
        expect(problems.filter(({ code }) => code !== 'kept')).toEqual([]);
      }
  });

  it('carries what it says into a definition that says something else', async () => {
    const bytes = await fileOf(limit, format, 'zh-CN');
    const other: DecisionTable = {
      ...LIMIT,
      hitPolicy: 'unique',
      outputs: [{ name: 'colour', type: 'string' }],
      rules: [{ id: 'young', title: 'Young', when: ['-', '-'], then: ['red'] }],
    };
    const { document } = await importOf({ ...limit, document: other }, bytes, 'en');
    expect(document).toEqual(LIMIT);
  });
});

describe('reading a sheet', () => {
  const sheet = async (rows: readonly string[][], current = limit) =>
    importOf(current, new TextEncoder().encode(rows.map((row) => `${row.join(',')}\n`).join('')), 'en', 'policy.csv');

  it('goes by titles or facts in any order, keeps the notes of rules by their ids, and what holds otherwise', async () => {
    const named = await sheet([
      ['#', 'limit ', 'GRADE', 'age'],
      ['rest', '5', 'A、B', '≥ 5万'],
      ['young', '6', 'C', '30–40'],
    ]);
    expect(named.document).toEqual({
      ...LIMIT,
      rules: [
        { id: 'rest', when: ['[50000, ∞)', ['A', 'B']], then: [5] },
        { id: 'young', note: 'clause 8', when: ['[30, 40]', 'C'], then: [6] },
      ],
    });
  });

  it('of a policy without ids goes by what rules test: they keep their ids and notes, and only what differs is told', async () => {
    const { document, problems } = await sheet([
      ['Age', 'Grade', 'Limit'],
      ['-', '-', '= age * 100'],
      ['18 – <30', 'AAA、AA', '6万'],
      ['≥ 60', 'C', '1'],
    ]);
    expect(problems).toEqual([]);
    expect(document?.rules).toEqual([
      LIMIT.rules[1],
      { ...LIMIT.rules[0], then: [60_000] },
      { when: ['[60, ∞)', 'C'], then: [1] },
    ]);
    const changes = document === null ? null : tableChanges(LIMIT, document);
    expect(changes?.changed.map(({ after, columns }) => [after.id, columns])).toEqual([['young', [2]]]);
    expect([changes?.added.map(({ at }) => at), changes?.removed, changes?.moved, changes?.others]).toEqual([
      [2],
      [],
      1,
      [],
    ]);
  });

  it('found 9: names every bad cell at once by its address, with what was found and expected', async () => {
    const read = await sheet([
      ['#', 'Limit', 'Grade', 'Age'],
      ['a', 'many', 'A', '5'],
      ['b', '5', 'A', '6'],
      ['c', '3–4', '', ''],
    ]);
    expect(read.problems).toEqual([
      { address: 'policy!B2', found: 'many', code: 'kept', column: 'Limit', type: 'number' },
      { address: 'policy!B4', found: '3–4', code: 'kept', column: 'Limit', type: 'number' },
    ]);
    expect(read.document?.rules[0]?.then).toEqual(['many']);
  });

  it('refuses columns that it does not know, that stand twice or are not there, and changes nothing', async () => {
    const read = await sheet([
      ['#', 'Limit', 'Age', 'age', 'Remark'],
      ['a', '1', '2', '3', 'x'],
    ]);
    expect(read.document).toBeNull();
    expect(read.problems.map(({ address, code, found, column }) => [address, code, found || column])).toEqual([
      ['policy!D1', 'column-twice', 'age'],
      ['policy!E1', 'unknown-column', 'Remark'],
      ['policy!A1', 'column-absent', 'Grade'],
    ]);
    const empty = await sheet([['#', 'Limit', 'Age', 'Grade']]);
    expect([empty.document, empty.problems[0]?.code]).toEqual([null, 'empty']);
  });

  it('refuses a definition sheet that says nothing of the kind, by its own cells', async () => {
    const csv = (policy: string, input: string) =>
      new TextEncoder().encode(`#guiju,decision-table,limit\n#hitPolicy,${policy}\n#input,Age,${input}\n#,Age\na,5\n`);
    const codes = async (bytes: Uint8Array) =>
      (await importOf(limit, bytes, 'en', 'x.csv')).problems.map((one) => `${one.address} ${one.code}`);
    expect(await codes(csv('sometimes', 'nothing'))).toEqual(['x!B2 policy', 'x!C3 column']);
    expect(await codes(csv('first', '"json:{""fact"":""age""}"'))).toEqual(['x!A1 no-definition']);
  });

  it('is not asked of a spreadsheet for a cell that no spreadsheet holds; CSV holds it', async () => {
    const long: ShelvedTable = { ...limit, document: { ...LIMIT, otherwise: ['x'.repeat(40_000)] } };
    const sheets = tableSheets(long.document, columnsFor(long, readers.en), 'en');
    expect(await writeXlsx(sheets, 'en')).toBeUndefined();
    expect((await importOf(long, await fileOf(long, 'csv', 'en'), 'en')).document).toEqual(long.document);
  });

  it('knows no other files: text that is no table, archives that are no sheets', async () => {
    for (const bytes of [Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9), new Uint8Array(21_000_000)])
      expect(await readTableFile(bytes, 'x.xlsx')).toBeUndefined();
  });

  it('reads the GB 18030 of spreadsheets in China', async () => {
    const bytes = Uint8Array.from([0x23, 0x2c, 0xb6, 0xee, 0xb6, 0xc8, 0x0a]);
    expect((await readTableFile(bytes, 'x.csv'))?.sheets.table).toEqual([['#', '额度']]);
  });
});

describe('what an import would change', () => {
  it('found 8: follows the ids of rules: added, changed, removed, moved', () => {
    const [young, rest] = LIMIT.rules;
    if (young === undefined || rest === undefined) throw new Error('no rules');
    const after: DecisionTable = {
      ...LIMIT,
      hitPolicy: 'any',
      rules: [rest, { ...young, then: [60_000] }, { id: 'new', when: ['-', '-'], then: [1] }],
    };
    const changes = tableChanges(LIMIT, after);
    expect(changes.added.map(({ rule }) => rule.id)).toEqual(['new']);
    expect(changes.changed.map(({ after: rule, columns }) => [rule.id, columns])).toEqual([['young', [2]]]);
    expect([changes.removed, changes.moved, changes.others]).toEqual([[], 1, ['hitPolicy']]);
    expect(tableChanges(after, LIMIT).removed.map(({ rule, at }) => [rule.id, at])).toEqual([['new', 2]]);
  });

  it('of rules without ids tells those that say the same from those that do not; of the same table nothing', () => {
    const rule = (age: number) => ({ when: [age, '-'], then: [age] });
    const of = (...ages: number[]): DecisionTable => ({ ...LIMIT, rules: ages.map(rule) });
    const changes = tableChanges(of(1, 2, 3), of(0, 1, 3, 4));
    expect(changes.added.map(({ at }) => at)).toEqual([0, 3]);
    expect(changes.removed.map(({ at }) => at)).toEqual([1]);
    fc.assert(
      fc.property(fc.constantFrom(...tables), ({ document }) => {
        expect(tableChanges(document, structuredClone(document))).toEqual({
          added: [],
          removed: [],
          changed: [],
          moved: 0,
          others: [],
        });
      }),
    );
  });
});

const office = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
const reason = office.status === 0 ? null : 'soffice (LibreOffice) is not installed';
if (reason !== null) describeSkipped('a table opened and saved by LibreOffice', reason);

describe.runIf(reason === null)('a table opened and saved by LibreOffice', { timeout: 180_000 }, () => {
  it.each(languages)('found 7: in %s is the same definition', async (language) => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-sheet-'));
    try {
      for (const [i, one] of [limit, HARD, ...tables.slice(0, 12)].entries()) {
        const path = join(folder, `table-${i}.xlsx`);
        writeFileSync(path, await fileOf(one, 'xlsx', language));
      }
      const saved = join(folder, 'saved');
      const files = Array.from({ length: 14 }, (_, i) => join(folder, `table-${i}.xlsx`));
      const home = `-env:UserInstallation=file://${folder}/home`;
      const run = spawnSync('soffice', [home, '--headless', '--convert-to', 'xlsx', '--outdir', saved, ...files], {
        encoding: 'utf8',
      });
      expect(run.status, run.stderr).toBe(0);
      for (const [i, one] of [limit, HARD, ...tables.slice(0, 12)].entries()) {
        const { document } = await importOf(one, readFileSync(join(saved, `table-${i}.xlsx`)), language);
        expect(document, one.document.name).toEqual(one.document);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('what is copied from the grid stays what it is: texts, figures, shares, line ends', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-copied-'));
    try {
      const SHARES = [0, 0.0125, 0.025, 0.001, 1, 0.5, 0.0875, 0.3333];
      const SHOWN = ['0%', '1.25%', '2.50%', '0.10%', '100%', '50%', '8.75%', '33.33%'];
      const outputs = [
        { name: 'rate', type: 'decimal', decimals: 4, unit: 'ratio' },
        { name: 'sum', type: 'decimal', decimals: 2 },
        { name: 'note', type: 'string' },
      ] as const;
      const texts = ['000123', '1-2', 'a\nb', '<b>&"', '= 1 + 1', '12345678901234567890', '3/4', '2026-01-31'];
      const document: DecisionTable = {
        ...LIMIT,
        inputs: [{ fact: 'name' }],
        outputs,
        rules: texts.map((text, i) => ({ when: [text], then: [SHARES[i] ?? 0, i % 2 === 0 ? 1234.5 : null, text] })),
      };
      const columns = columnsFor({ shelf: new Map(), document }, readers.en);
      const range = { top: 0, left: 0, bottom: texts.length - 1, right: 3 };
      writeFileSync(join(folder, 'copied.html'), writeHtml(document, columns, range, 'en'));
      const home = `-env:UserInstallation=file://${folder}/home`;
      const filter = ['--infilter=HTML (StarCalc)', '--convert-to', 'fods', '--outdir', folder];
      const run = spawnSync('soffice', [home, '--headless', ...filter, join(folder, 'copied.html')], {
        encoding: 'utf8',
      });
      expect(run.status, run.stderr).toBe(0);
      const sheet = readFileSync(join(folder, 'copied.fods'), 'utf8');
      const cells = [...sheet.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].map(
        ([, attributes = '', inner = '']) => ({
          type: /office:value-type="(\w+)"/.exec(attributes)?.[1],
          value: /office:value="([^"]*)"/.exec(attributes)?.[1],
          text: [...inner.matchAll(/<text:p>(.*?)<\/text:p>/gs)].map(([, line]) => line).join('\n'),
        }),
      );
      const rows = texts.map((_, i) => cells.slice(i * 4, i * 4 + 4));
      const copied = copiedBlock(document, columns, range, 'en');
      expect(copied.map(([, , , note]) => note).slice(0, 4)).toEqual(texts.slice(0, 4));
      for (const at of [0, 3]) expect(rows.map((row) => row[at]?.type)).toEqual(texts.map(() => 'string'));
      const plain = (text = '') =>
        text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
      for (const at of [0, 3]) expect(rows.map((row) => plain(row[at]?.text))).toEqual(copied.map((row) => row[at]));
      expect(rows.map(([, share]) => Number(share?.value))).toEqual(SHARES);
      expect(rows.map(([, share]) => share?.text)).toEqual(SHARES.map((_, i) => SHOWN[i]));
      expect(rows.map(([, , sum]) => sum?.value)).toEqual(texts.map((_, i) => (i % 2 === 0 ? '1234.5' : undefined)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
