import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, link } from '../../../../definitions/index.ts';
import { drawn, typed } from '../../../../studio/definition/draft/history.ts';
import {
  copiedBlock,
  likelyTargets,
  pasteBlock,
  readTsv,
  targetsAt,
  writeTsv,
} from '../../../../studio/editors/decision-table/clipboard.ts';
import {
  addInput,
  addOutput,
  freeOutputName,
  moveColumn,
  outputNameFault,
  removeColumn,
  setInput,
  setOutput,
} from '../../../../studio/editors/decision-table/column-edits.ts';
import * as edits from '../../../../studio/editors/decision-table/edits.ts';
import { foundCells, nextFound, shownTexts } from '../../../../studio/editors/decision-table/find.ts';
import { retyped } from '../../../../studio/editors/parts/declared.ts';
import { titlesOf } from '../../../../studio/texts/titles.ts';
import { testReader } from '../../reader.ts';
import { columnsFor, LIMIT, randomTables } from './tables.ts';

const readers = [testReader('en'), testReader('zh-CN')] as const;
const tables = randomTables(60);
const anyTable = fc.constantFrom(...tables);
const table = LIMIT;
const columns = columnsFor({ document: table, shelf: new Map() }, readers[0]);

describe('edits of a decision table', () => {
  it('write a cell where it stands, and leave every other rule the same object', () => {
    const place = { row: 0, column: 2 };
    const after = edits.setCells(table, [{ place, cell: 60_000 }]);
    expect(edits.cellAt(after, place)).toBe(60_000);
    expect(after.rules[1]).toBe(table.rules[1]);
    expect(edits.setCells(after, [{ place, cell: 50_000 }])).toEqual(table);
    const none = edits.setCells(table, [{ place: { row: 2, column: 2 }, cell: 7 }]);
    expect(none).toEqual({ ...table, otherwise: [7] });
    expect(edits.setCells(table, [{ place: { row: 2, column: 0 }, cell: 7 }])).toEqual(table);
    expect([place, { row: 1, column: 0 }, { row: 2, column: 2 }].map((one) => edits.cellPointer(table, one))).toEqual([
      '/rules/0/then/0',
      '/rules/1/when/0',
      '/otherwise/0',
    ]);
  });

  it('empty and fill down a range', () => {
    const all = { top: 0, left: 0, bottom: 1, right: 2 };
    expect(edits.clearCells(table, { ...all, bottom: 0 }).rules[0]).toEqual({
      id: 'young',
      note: 'clause 8',
      when: ['-', '-'],
      then: [null],
    });
    expect(edits.fillDown(table, all).rules[1]).toEqual({
      id: 'rest',
      when: ['[18, 30)', ['AAA', 'AA']],
      then: [50_000],
    });
  });

  it('add, take out and move rules; ids go with them, and new ones have their own', () => {
    const more = edits.addRules(table, 1, 2);
    expect(more.rules.map(({ id }) => id)).toEqual(['young', 'r3', 'r4', 'rest']);
    expect(edits.removeRules(more, 1, 2)).toEqual(table);
    expect(edits.moveRules(table, 1, 1, -1).rules.map(({ id }) => id)).toEqual(['rest', 'young']);
    expect(edits.moveRules(table, 1, 1, 5)).toBe(table);
    expect(edits.removeRules(table, 0, 2).rules).toEqual([{ when: ['-', '-'], then: [null] }]);
    expect(edits.removeRules(table, 5)).toBe(table);
    expect(edits.setRuleId(table, 1, 'others').rules[1]).toEqual({ ...table.rules[1], id: 'others' });
    expect(edits.setRuleId(table, 1, '').rules[1]).not.toHaveProperty('id');
  });

  it('add, take out and move columns, with the cells of every rule and of otherwise', () => {
    const wider = addOutput(addInput(table, 1, 'aum'), 0, { name: 'colour', type: 'string' });
    expect(wider.rules[0]).toMatchObject({ when: ['[18, 30)', '-', ['AAA', 'AA']], then: [null, 50_000] });
    expect(wider.otherwise).toEqual([null, 0]);
    expect(removeColumn(removeColumn(wider, 3), 1)).toEqual(table);
    expect(moveColumn(moveColumn(wider, 3, 1), 4, -1)).toEqual(wider);
    expect(moveColumn(table, 0, 1).rules[0]?.when).toEqual([['AAA', 'AA'], '[18, 30)']);
    for (const [column, by] of [
      [0, -1],
      [1, 1],
      [2, 1],
      [9, 1],
    ] as const)
      expect(moveColumn(table, column, by)).toBe(table);
    expect(removeColumn(table, 2)).toBe(table);
    expect(removeColumn(removeColumn(table, 0), 0).inputs).toHaveLength(1);
  });

  it('say anew what a column is, and leave its cells', () => {
    const other = setInput(table, 0, (input) => ({ ...input, fact: 'aum' }));
    expect(other).toEqual({ ...table, inputs: [{ ...table.inputs[0], fact: 'aum' }, table.inputs[1]] });
    const named = setOutput(table, 0, (output) => ({ ...retyped(output, 'decimal'), name: 'ceiling', unit: 'CNY' }));
    expect(named.outputs).toEqual([
      { ...table.outputs[0], name: 'ceiling', type: 'decimal', decimals: 2, unit: 'CNY' },
    ]);
    expect(named.rules).toBe(table.rules);
    const [output] = named.outputs;
    expect(output && retyped(output, 'string')).toEqual({ ...table.outputs[0], name: 'ceiling', type: 'string' });
    const two = addOutput(table, 1, { name: freeOutputName(table), type: 'string' });
    expect(freeOutputName(two)).toBe('result2');
    expect(['limit', 'Limit', '额度', 'a b', '', 'result1'].map((name) => outputNameFault(two, 1, name))).toEqual([
      'entity.takenName',
      'entity.badName',
      null,
      'entity.badName',
      'entity.badName',
      null,
    ]);
  });

  it('each taken back by its counterpart leave any table as it was, and lose nothing on the way to JSON and back', () => {
    expect(tables.length).toBeGreaterThan(50);
    fc.assert(
      fc.property(anyTable, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 5 }), ({ document }, i, j, count) => {
        const at = i % (document.rules.length + 1);
        const added = edits.addRules(document, at, count);
        expect(edits.removeRules(added, at, count)).toEqual(document);
        const column = j % (document.inputs.length + 1);
        expect(removeColumn(addInput(document, column, 'age'), column)).toEqual(document);
        const place = {
          row: i % document.rules.length,
          column: j % (document.inputs.length + document.outputs.length),
        };
        const written = edits.setCells(document, [{ place, cell: 'not understood' }]);
        const id = `decision-table/${document.name}`;
        for (const one of [added, written] as unknown as JsonObject[])
          expect(typed(id, drawn(one).text).document).toEqual(one);
        const cell = edits.cellAt(document, place);
        if (cell !== undefined) expect(edits.setCells(written, [{ place, cell }])).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });
});

describe('finding in a table', () => {
  const [reader] = readers;
  const about = { titles: titlesOf(new Map(), {}, reader), computed: undefined, reader };
  const texts = shownTexts(table, columns, about);

  it('looks at cells as they are shown, whatever the width and case of letters', () => {
    expect(foundCells(texts, 'aa')).toEqual([{ row: 0, column: 1 }]);
    expect(foundCells(texts, ' ＡＡＡ ')).toEqual([{ row: 0, column: 1 }]);
    expect(foundCells(texts, '50,000')).toEqual([{ row: 0, column: 2 }]);
    expect(foundCells(texts, 'any')).toEqual([
      { row: 1, column: 0 },
      { row: 1, column: 1 },
    ]);
    expect(foundCells(texts, '  ')).toEqual([]);
    expect(foundCells(texts, 'nowhere')).toEqual([]);
    const told = shownTexts(table, columns, { ...about, computed: { '/rules/1/then/0': 'age times 100' } });
    expect(foundCells(told, 'TIMES')).toEqual([{ row: 1, column: 2 }]);
  });

  it('goes from where one is to the next and back, around the ends, and visits each', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(4)), { selector: String, minLength: 1 }),
        fc.record({ row: fc.nat(6), column: fc.nat(4) }),
        (drawn, start) => {
          const found = drawn
            .map(([row, column]) => ({ row, column }))
            .toSorted((a, b) => a.row - b.row || a.column - b.column);
          for (const by of [1, -1] as const) {
            const visited = new Set<number>();
            let now = start;
            for (let turn = 0; turn < found.length; turn++) {
              const next = nextFound(found, now, by);
              visited.add(next);
              now = found[next] ?? now;
            }
            expect(visited.size).toBe(found.length);
            const one = nextFound(found, now, by);
            expect(nextFound(found, found[one] ?? now, by === 1 ? -1 : 1)).toBe(found.indexOf(now));
          }
        },
      ),
    );
    expect(nextFound([], { row: 0, column: 0 }, 1)).toBe(-1);
    expect(nextFound([], { row: 0, column: 0 }, -1)).toBe(-1);
  });
});

describe('a block on the clipboard', () => {
  it('found 3: keeps line breaks, tabs and quotes within their cell both ways', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a\tb', 'a\nb', 'a\r\nb', '"', '""', '"a"b', 'a"', '', '\n'));
    const block = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        expect(readTsv(writeTsv(rows))).toEqual(rows);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\r\nc\r\n',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['5" pipe\tx', [['5" pipe', 'x']]],
    ['"open\tx', [['"open', 'x']]],
    ['"two\nlines"\tx\n', [['two\nlines', 'x']]],
    ['', [['']]],
  ])('%j is read as spreadsheets mean it', (text, rows) => {
    expect(readTsv(text)).toEqual(rows);
  });

  it('pasted where it was copied from changes nothing, in either language, over any table', () => {
    fc.assert(
      fc.property(anyTable, fc.constantFrom(...readers), fc.nat(), fc.nat(), (one, reader, i, j) => {
        const { document } = one;
        const known = columnsFor(one, reader);
        const [top, left] = [i % document.rules.length, j % known.length];
        const range = { top, left, bottom: document.rules.length - 1, right: known.length - 1 };
        const block = readTsv(writeTsv(copiedBlock(document, known, range, reader.language)));
        const targets = targetsAt(known, { row: top, column: left }, block[0]?.length ?? 0);
        expect(pasteBlock(document, known, top, targets ?? [], block)).toEqual(document);
      }),
      { numRuns: 400 },
    );
  });

  it('found 2: adds the rules it needs and none that is blank; what is not understood stays as text', () => {
    const block = readTsv('≥ 5万\tAAA, AA\t8万\r\n30–40\tCCC?\tmany\r\n');
    const after = pasteBlock(table, columns, 1, targetsAt(columns, { row: 1, column: 0 }, 3) ?? [], block);
    expect(after.rules.map(({ when, then }) => [...when, ...then])).toEqual([
      ['[18, 30)', ['AAA', 'AA'], 50_000],
      ['[50000, ∞)', 'AAA, AA', 80_000],
      ['[30, 40]', 'CCC?', 'many'],
    ]);
    expect(after.rules[2]?.id).toBe('r3');
    expect(after.otherwise).toEqual([0]);
    expect(pasteBlock(table, columns, 2, [2], [['9']]).otherwise).toEqual([9]);
  });

  it('wider than the table is never cut off: a person chooses, and columns are offered by their titles', () => {
    expect(targetsAt(columns, { row: 0, column: 1 }, 3)).toBeUndefined();
    const titled = readTsv('额度 \tRemark\tage\tGrade\r\n1\tx\t20\tAAA\r\n');
    const chinese = columnsFor({ document: table, shelf: new Map() }, readers[1]);
    expect(likelyTargets(chinese, titled)).toEqual({ targets: [2, null, 0, 1], hasTitles: true });
    expect(likelyTargets(columns, titled)).toEqual({ targets: [null, null, 0, 1], hasTitles: true });
    expect(likelyTargets(columns, readTsv('1\t2\t3\t4'))).toEqual({ targets: [0, 1, 2, null], hasTitles: false });
    const after = pasteBlock(table, columns, 0, [2, null, 0, 1], titled.slice(1));
    expect(after.rules[0]).toMatchObject({ when: [20, 'AAA'], then: [1] });
  });

  it('text that is no cell is told by the check at its own place', () => {
    const entity: JsonObject = {
      kind: 'entity',
      name: 'customer',
      key: 'id',
      fields: {
        id: { type: 'string' },
        age: { type: 'integer', minimum: 0, maximum: 120 },
        grade: { type: 'string', enum: ['AAA', 'AA'] },
      },
    };
    const after = pasteBlock(table, columns, 0, [0, 1, 2], [['about five', 'BBB', 'many']]);
    const { problems } = link([entity, after].map((document) => ({ document: document as unknown as JsonObject })));
    const pointers = problems.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/rules/0/when/0', '/rules/0/when/1', '/rules/0/then/0']));
  });
});
