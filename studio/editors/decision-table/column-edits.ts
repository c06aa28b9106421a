import type { DecisionTable, TableCell, TableResult } from '../../../definitions/index.ts';
import { type NameFault, nameFault } from '../parts/declared.ts';

type Input = DecisionTable['inputs'][number];
type Output = DecisionTable['outputs'][number];

/** Writes an input anew: its title, or the fact that it tests. Its cells stay as they are. */
export function setInput(document: DecisionTable, at: number, edit: (input: Input) => Input): DecisionTable {
  return { ...document, inputs: document.inputs.map((input, i) => (i === at ? edit(input) : input)) };
}

/** Writes an output anew: its name, title, type, unit. Its results stay as they are. */
export function setOutput(document: DecisionTable, at: number, edit: (output: Output) => Output): DecisionTable {
  return { ...document, outputs: document.outputs.map((output, i) => (i === at ? edit(output) : output)) };
}

/** Why a text cannot name an output; null where it can. */
export function outputNameFault({ outputs }: DecisionTable, at: number, name: string): NameFault | null {
  return nameFault(name, (one) => outputs.some((output, i) => i !== at && output.name === one));
}

/** A name for one more output that none has yet: `result1`, `result2`. */
export function freeOutputName({ outputs }: DecisionTable): string {
  for (let turn = 1; ; turn++) {
    const name = `result${turn}`;
    if (!outputs.some((output) => output.name === name)) return name;
  }
}

/** Puts an input before the one at a position; it tests nothing yet. */
export function addInput(document: DecisionTable, at: number, fact: string): DecisionTable {
  return {
    ...document,
    inputs: inserted(document.inputs, at, { fact }),
    rules: document.rules.map((rule) => ({ ...rule, when: inserted<TableCell>(rule.when, at, '-') })),
  };
}

/** Puts an output before the one at a position; rules give nothing for it yet. */
export function addOutput(document: DecisionTable, at: number, output: Output): DecisionTable {
  return withResults({ ...document, outputs: inserted(document.outputs, at, output) }, (results) =>
    inserted<TableResult>(results, at, null),
  );
}

/** Takes a column out, with its cells. The last input and the last output stay. */
export function removeColumn(document: DecisionTable, column: number): DecisionTable {
  const { inputs, outputs, rules } = document;
  const at = column - inputs.length;
  if (at >= outputs.length || (at < 0 ? inputs : outputs).length < 2) return document;
  if (at >= 0) return withResults({ ...document, outputs: without(outputs, at) }, (results) => without(results, at));
  return {
    ...document,
    inputs: without(inputs, column),
    rules: rules.map((rule) => ({ ...rule, when: without(rule.when, column) })),
  };
}

/** Moves a column by one place among the inputs, or among the outputs. */
export function moveColumn(document: DecisionTable, column: number, by: -1 | 1): DecisionTable {
  const { inputs, outputs, rules } = document;
  const at = column - inputs.length;
  const [list, from] = at < 0 ? [inputs, column] : [outputs, at];
  if (from >= list.length || from + by < 0 || from + by >= list.length) return document;
  if (at >= 0)
    return withResults({ ...document, outputs: swapped(outputs, from, by) }, (results) => swapped(results, from, by));
  return {
    ...document,
    inputs: swapped(inputs, from, by),
    rules: rules.map((rule) => ({ ...rule, when: swapped(rule.when, from, by) })),
  };
}

/** What stands in a column of outputs, in rules and in `otherwise`. */
function withResults(
  document: DecisionTable,
  change: (results: readonly TableResult[]) => readonly TableResult[],
): DecisionTable {
  const { rules, otherwise } = document;
  return {
    ...document,
    rules: rules.map((rule) => ({ ...rule, then: change(rule.then) })),
    ...(otherwise === undefined ? {} : { otherwise: change(otherwise) }),
  };
}

const inserted = <Item>(list: readonly Item[], at: number, item: Item) => [
  ...list.slice(0, at),
  item,
  ...list.slice(at),
];
const without = <Item>(list: readonly Item[], at: number) => list.filter((_, i) => i !== at);

function swapped<Item>(list: readonly Item[], at: number, by: number): readonly Item[] {
  const [item, rest] = [list[at], without(list, at)];
  return item === undefined ? list : inserted(rest, at + by, item);
}
