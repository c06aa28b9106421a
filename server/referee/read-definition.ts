import {
  type Computed,
  type Criteria,
  type DecisionTable,
  type Document,
  type Formula,
  type Json,
  type Regression,
  type Scorecard,
  type Segmentation,
  TESTED,
  unaryTestText,
} from '../../definitions/index.ts';
import { PLAIN, type ReadTracker, type ReadSort, sortOf } from './read-tracker.ts';

/** Notes what is mentioned. */
export interface MentionListener {
  definition(document: Document): void;
  fact(fact: string, path?: Json): void;
  condition(condition: Json | undefined): void;
  computed(computed: Computed, names: ReadonlyMap<string, ReadSort>): void;
}

/** Everything a document of a kind mentions. */
export function definitionReads(document: Document, reader: MentionListener, reads: ReadTracker): void {
  switch (document.kind) {
    case 'criteria':
      return reader.condition((document as Criteria).when);
    case 'decision-table':
      return tableReads(document as DecisionTable, reader);
    case 'scorecard':
      return (document as Scorecard).characteristics.forEach((one) => {
        sourceReads(one, reader);
        one.bins.forEach(({ when }) => reader.condition(when));
      });
    case 'formula':
      return formulaReads(document as Formula, reader);
    case 'regression':
      return (document as Regression).terms.forEach((term) => reader.fact(term.fact));
    case 'segmentation':
      return segmentationReads(document as Segmentation, reader, reads);
  }
}

function tableReads({ inputs, rules, otherwise = [] }: DecisionTable, reader: MentionListener): void {
  for (const input of inputs) sourceReads(input, reader);
  for (const cell of rules.flatMap(({ when }) => when)) {
    const test = typeof cell === 'object' && 'text' in cell ? unaryTestText(cell.text) : undefined;
    if (test === undefined) continue;
    reader.computed({ ...(cell as object), text: test.text, type: 'boolean' }, new Map([[TESTED, PLAIN]]));
  }
  for (const result of [...rules.flatMap(({ then }) => then), ...otherwise])
    if (typeof result === 'object' && result !== null) reader.computed({ ...result, type: 'string' }, new Map());
}

function sourceReads(
  { fact, formula }: { readonly fact?: string; readonly formula?: Computed },
  reader: MentionListener,
): void {
  if (fact !== undefined) reader.fact(fact);
  if (formula !== undefined) reader.computed(formula, new Map());
}

function formulaReads({ inputs = {}, lines }: Formula, reader: MentionListener): void {
  const names = new Map<string, ReadSort>(Object.entries(inputs).map(([name, declared]) => [name, sortOf(declared)]));
  for (const line of lines) {
    reader.computed(line, names);
    names.set(line.name, sortOf(line));
  }
}

function segmentationReads(document: Segmentation, reader: MentionListener, reads: ReadTracker): void {
  reader.condition(document.appliesTo);
  document.exceptions?.forEach(({ when }) => reader.condition(when));
  if (document.stability !== undefined) {
    reads.shared.asOf = true;
    reads.shared.previous ||= !reads.isRelated;
  }
  switch (document.method) {
    case 'composite':
      return document.scores.forEach(({ of }) => reader.fact(of));
    case 'criteria':
      return document.classes.forEach(({ when }) => reader.condition(when));
    case 'matrix':
      reader.fact(document.rows.of);
      return reader.fact(document.columns.of);
    case 'share':
      return reader.fact(document.of);
  }
}
