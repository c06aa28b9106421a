import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Formula, type Json, link } from '../../../../definitions/index.ts';
import * as edits from '../../../../studio/editors/formula/edits.ts';
import { packSources } from '../../../support/packs.ts';

const formulas = packSources('bank-crm')
  .map(({ document }) => document as unknown as Formula)
  .filter(({ kind }) => kind === 'formula');
const one = (): Formula => ({
  kind: 'formula',
  name: 'own',
  inputs: { a: { type: 'decimal', decimals: 2 } },
  lines: [
    { name: 'half', text: 'a / 2', type: 'decimal', decimals: 2 },
    { name: 'whole', text: 'half + half', type: 'decimal', decimals: 2, unit: 'CNY' },
  ],
  outputs: ['whole'],
});
const isSound = (document: Formula) =>
  link([{ document: document as unknown as Json }]).problems.filter((one) => one.severity === 'error');

/** An edit of any part of a formula, and what takes it back by another edit. */
const steps = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), line: fc.nat(), text: fc.string() }),
  fc.record({ kind: fc.constant('move' as const), line: fc.nat(), by: fc.constantFrom(-1 as const, 1 as const) }),
  fc.record({ kind: fc.constant('add' as const), line: fc.nat() }),
  fc.record({ kind: fc.constant('unit' as const), line: fc.nat(), unit: fc.string() }),
  fc.record({ kind: fc.constant('result' as const), line: fc.nat() }),
  fc.record({ kind: fc.constant('type' as const), line: fc.nat() }),
);
type Step = typeof steps extends fc.Arbitrary<infer Of> ? Of : never;

function thereAndBack(document: Formula, step: Step): readonly [Formula, Formula] {
  const at = step.line % document.lines.length;
  const line = document.lines[at];
  if (line === undefined) throw new Error('no line');
  switch (step.kind) {
    case 'text': {
      const there = edits.setText(document, at, step.text);
      return [there, edits.setText(there, at, line.text)];
    }
    case 'move': {
      const there = edits.moveLine(document, at, step.by);
      return [there, there === document ? there : edits.moveLine(there, at + step.by, step.by === 1 ? -1 : 1)];
    }
    case 'add': {
      const there = edits.addLine(document, at);
      return [there, edits.removeLine(there, at + 1)];
    }
    case 'unit': {
      const there = edits.setLine(document, at, 'unit', step.unit);
      return [there, edits.setLine(there, at, 'unit', line.unit)];
    }
    case 'result': {
      const isResult = document.outputs.includes(line.name);
      const there = edits.setResult(document, line.name, !isResult);
      return [there, { ...edits.setResult(there, line.name, isResult), outputs: document.outputs }];
    }
    case 'type': {
      const there = edits.setType(document, at, 'boolean');
      return [there, edits.setLine(edits.setType(there, at, line.type), at, 'decimals', line.decimals)];
    }
  }
}

describe('edits of formulas', () => {
  it('lose nothing over the pack: every edit is taken back by another, and through JSON nothing changes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...formulas), fc.array(steps, { maxLength: 8 }), (document, all) => {
        let now = document;
        for (const step of all) {
          const [there, back] = thereAndBack(now, step);
          expect(back).toEqual(now);
          now = JSON.parse(JSON.stringify(there)) as Formula;
          expect(now).toEqual(there);
          const touched = ['lines', 'outputs'];
          const rest = (of: Formula) => Object.entries(of).filter(([key]) => !touched.includes(key));
          expect(rest(now)).toEqual(rest(document));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('rename a line wherever it is read, and nowhere else', () => {
    const mentioned = [
      { line: 1, from: 0, to: 4 },
      { line: 1, from: 7, to: 11 },
    ];
    const renamed = edits.renameLine(one(), 0, 'part', mentioned);
    expect(renamed.lines.map(({ name, text }) => [name, text])).toEqual([
      ['part', 'a / 2'],
      ['whole', 'part + part'],
    ]);
    expect(isSound(renamed)).toEqual([]);
    expect(edits.renameLine(one(), 1, 'all', []).outputs).toEqual(['all']);
    const input = edits.renameInput(one(), 'a', 'amount', [{ line: 0, from: 0, to: 1 }]);
    expect(input.inputs).toEqual({ amount: { type: 'decimal', decimals: 2 } });
    expect(isSound(input)).toEqual([]);
  });

  it('find a name in a text that is not worked yet, and neither in quotation marks nor behind a dot nor within another', () => {
    const text = 'fee + fees * a.fee - if x = "fee" then fee else -fee2';
    expect(edits.writtenPlaces(text, 'fee').map(({ from, to }) => [from, text.slice(from, to)])).toEqual([
      [0, 'fee'],
      [39, 'fee'],
    ]);
  });

  it('bring a use with the text that reads it, and take it out again', () => {
    const used = edits.setText(one(), 0, 'a * ftp', { name: 'ftp', target: 'reference/ftp' });
    expect(used.lines[0]).toMatchObject({ text: 'a * ftp', uses: { ftp: 'reference/ftp' } });
    expect(edits.setText(edits.removeUse(used, 0, 'ftp'), 0, 'a / 2')).toEqual(one());
  });

  it('keep decimals with decimal figures alone, a last line, a last input, and titles of the other language', () => {
    const [line] = edits.setType(one(), 0, 'integer').lines;
    expect(line).toEqual({ name: 'half', text: 'a / 2', type: 'integer' });
    expect(edits.setType(edits.setType(one(), 0, 'integer'), 0, 'decimal').lines[0]?.decimals).toBe(2);
    const last = edits.removeLine(one(), 0);
    expect(edits.removeLine(last, 0)).toBe(last);
    expect(edits.removeInput(one(), 'a')).toEqual(one());
    expect(edits.setInput(one(), 'a', 'type', 'date').inputs).toEqual({ a: { type: 'date' } });
    expect(edits.setInput(one(), 'a', 'unit', 'CNY').inputs?.['a']).toEqual({
      type: 'decimal',
      decimals: 2,
      unit: 'CNY',
    });
    const titled = edits.setTitle(edits.setTitle(one(), 0, 'zh-CN', '一半'), 0, 'en', 'Half');
    expect(titled.lines[0]?.title).toEqual({ 'zh-CN': '一半', en: 'Half' });
    expect(edits.addLine(one(), 0).lines.map(({ name }) => name)).toEqual(['half', 'line1', 'whole']);
  });
});
