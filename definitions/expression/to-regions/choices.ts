import type { Bins, BinTest, Expression, Table } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import type { Id } from './diagram.ts';
import type { Builder } from './builder.ts';

/** The position of the first bin that holds, as a diagram. */
export function firstBin(e: Bins, b: Builder): Id {
  const d = b.diagrams;
  const on = e.on === null ? d.missing : b.of(e.on);
  const position = (i: number) => d.value(BigInt(i));
  const find = (kind: BinTest['kind']) => e.bins.findIndex((bin) => bin.test.kind === kind);
  const otherwise = find('otherwise') < 0 ? d.missing : position(find('otherwise'));
  const ifMissing = find('missing') < 0 ? otherwise : position(find('missing'));
  if (!e.bins.some((bin) => bin.test.kind === 'when')) {
    return b.map(on, (value) => {
      if (value === null) return ifMissing;
      const i = e.bins.findIndex((bin) => isIn(bin.test, value));
      return i < 0 ? otherwise : position(i);
    });
  }
  return e.bins.reduceRight((rest, { test }, i) => {
    if (test.kind === 'otherwise' || (test.kind === 'missing' && e.on === null)) return rest;
    const isHere =
      test.kind === 'when'
        ? b.map(b.of(test.when), (value) => (value === true ? d.true : d.false))
        : b.map(on, (value) => ((value === null ? test.kind === 'missing' : isIn(test, value)) ? d.true : d.false));
    return d.choose(isHere, position(i), rest);
  }, otherwise);
}

/** Whether a bin of ranges or values holds a value. */
function isIn(test: BinTest, value: Value): boolean {
  if (test.kind === 'values') return test.values.includes(value);
  if (test.kind !== 'range' || typeof value !== 'bigint') return false;
  const { low, high } = test.range;
  return (low === null || value >= low) && (high === null || value <= high);
}

/** Where a rule of a table matches. */
export function ruleDiagram(rule: Table['rules'][number], b: Builder): Id {
  const d = b.diagrams;
  const cells = rule.cells.filter((cell): cell is Expression => cell !== null);
  return cells.reduceRight((rest, cell) => {
    const isHere = b.map(b.of(cell), (value) => (value === true ? d.true : d.false));
    return d.choose(isHere, rest, d.false);
  }, d.true);
}

/** `first` or `only`: the position of the rule that matches. */
export function firstRule(e: Table, b: Builder): Id {
  const d = b.diagrams;
  const several = d.value('several');
  const found = e.rules.reduceRight((rest, rule, i) => {
    const isHere = ruleDiagram(rule, b);
    if (e.select === 'first') return d.choose(isHere, d.value(BigInt(i)), rest);
    const among = d.combine([rest], ([id = 0]) => (id === d.missing ? d.value(BigInt(i)) : several));
    return d.choose(isHere, among, rest);
  }, d.missing);
  return e.select === 'first' ? found : d.combine([found], ([id = 0]) => (id === several ? d.missing : id));
}

/** How many rules match. */
export function countRules(e: Table, b: Builder): Id {
  const d = b.diagrams;
  return e.rules.reduce((count, rule) => {
    const next = d.combine([count], ([id = 0]) => {
      const at = d.at(id);
      return d.value(at.kind === 'value' ? (at.value as bigint) + 1n : 1n);
    });
    return d.choose(ruleDiagram(rule, b), next, count);
  }, d.value(0n));
}
