import { below } from '../../model/json.ts';
import { type Kind, namedItems } from '../kind.ts';
import type { Reference } from '../../model/document.ts';
import { drained } from '../../model/steps.ts';
import { computedReferences, factReferences } from '../references.ts';
import { checkDecisionTable } from './check.ts';
import { computedWords } from './computed-words.ts';
import { countedRules } from './counted-rules.ts';
import {
  type DecisionTable,
  decisionTableExamples,
  decisionTableSchema,
  type HitPolicy,
  type TableCell,
  type TableResult,
} from './decision-table.ts';
import { proveDecisionTable } from './prove.ts';
import { tableStops } from './stops.ts';
import { decisionTableWords } from './words.ts';

/** Decision tables: rules in rows, inputs and outputs in columns. */
export const decisionTableKind: Kind<DecisionTable> = {
  name: 'decision-table',
  title: { 'zh-CN': '决策表', en: 'Decision table' },
  schema: decisionTableSchema,
  examples: decisionTableExamples,
  references,
  names: ({ outputs }) => [namedItems(outputs, '/outputs')],
  sets: tableSets,
  decides: true,
  lower: (document, environment) => drained(checkDecisionTable(document, environment)),
  lowerInSteps: checkDecisionTable,
  prove: proveDecisionTable,
  words: decisionTableWords,
  computedWords,
  parts: tableStops,
  counted: countedRules,
};

function references(document: DecisionTable): readonly Reference[] {
  const inputs = document.inputs.flatMap(({ fact, formula }, i) => [
    ...(fact === undefined ? [] : factReferences(fact, below('/inputs', i, 'fact'))),
    ...(formula === undefined ? [] : computedReferences(formula, below('/inputs', i, 'formula'))),
  ]);
  const uses = (parts: readonly (TableCell | TableResult)[], ...steps: readonly (string | number)[]) =>
    parts.flatMap((part, i) =>
      typeof part === 'object' && part !== null && 'text' in part
        ? computedReferences(part, below('', ...steps, i))
        : [],
    );
  const rules = document.rules.flatMap(({ when, then }, i) => [
    ...uses(when, 'rules', i, 'when'),
    ...uses(then, 'rules', i, 'then'),
  ]);
  return [
    { pointer: '/entity', target: document.entity },
    ...inputs,
    ...rules,
    ...uses(document.otherwise ?? [], 'otherwise'),
  ];
}

/** Where the hit policy looks at no order, that of the rules means nothing; nor does that of the values a cell names. */
function tableSets({ hitPolicy, rules }: DecisionTable): readonly string[] {
  const cells = rules.flatMap(({ when }, rule) =>
    when.flatMap((_, cell) => {
      const at = below('/rules', rule, 'when', cell);
      return [at, below(at, 'not')];
    }),
  );
  return ORDERED.has(hitPolicy) ? cells : ['/rules', ...cells];
}

const ORDERED: ReadonlySet<HitPolicy> = new Set(['first', 'rule-order', 'output-order', 'collect'] as const);
