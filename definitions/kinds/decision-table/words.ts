import type { Decision } from '../../decision.ts';
import { writtenIn } from '../../expression/to-regions/find.ts';
import { ruleIndex } from '../../expression/to-regions/prove-table.ts';
import { conditionClause } from '../../expression/to-words/clauses.ts';
import { pick2, type Speech } from '../../expression/to-words/speech.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { speechOf, titled } from '../words.ts';
import type { DecisionTable, HitPolicy, TableOutput } from './decision-table.ts';

/** The most rules that are told one by one. */
const MOST_TOLD = 50;

const POLICIES: Readonly<Record<HitPolicy, readonly [string, string]>> = {
  unique: ['至多一条规则符合', 'at most one rule matches'],
  first: ['取第一条符合的规则', 'the first rule that matches counts'],
  any: ['符合的规则结果须一致', 'all rules that match must agree'],
  priority: ['取结果优先级最高的规则', 'the rule with the foremost result counts'],
  'rule-order': ['给出所有符合的规则，按规则顺序', 'all rules that match count, in their order'],
  'output-order': ['给出所有符合的规则，按结果优先级', 'all rules that match count, foremost results first'],
  collect: ['给出所有符合的规则', 'all rules that match count'],
  'collect-sum': ['符合的规则结果相加', 'the results of the rules that match are added'],
  'collect-min': ['取符合规则中最小的结果', 'the least result of the rules that match counts'],
  'collect-max': ['取符合规则中最大的结果', 'the greatest result of the rules that match counts'],
  'collect-count': ['计算符合规则的条数', 'the rules that match are counted'],
};

/** A decision table as sentences: what it looks at, how rules count, then one line a rule. */
export function decisionTableWords(
  document: DecisionTable,
  decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(around, language);
  const [zh, en] = POLICIES[document.hitPolicy];
  const head = pick2(speech, `共 ${document.rules.length} 条规则，${zh}。`, `${document.rules.length} rules; ${en}.`);
  const otherwise = document.otherwise;
  const rest =
    otherwise === undefined
      ? []
      : [
          pick2(
            speech,
            `其余情况：${results(document.outputs, otherwise, speech)}。`,
            `Otherwise: ${results(document.outputs, otherwise, speech)}.`,
          ),
        ];
  const lines = ruleLines(document, decision, speech);
  const more = document.rules.length - lines.length;
  const left = more > 0 ? [pick2(speech, `……另有 ${more} 条规则。`, `… and ${more} more rules.`)] : [];
  return [head, ...lines, ...left, ...rest];
}

function ruleLines(document: DecisionTable, decision: Decision, speech: Speech): readonly string[] {
  const table = writtenIn(decision).tables.get('/rules');
  const items =
    decision.value.kind === 'list' ? decision.value.items.map((item) => conditionClause(item.when, speech)) : [];
  const byIndex = new Map<number, string>(items.map((text, i) => [i, text]));
  table?.rules.forEach((rule, i) => {
    const cells = rule.cells.flatMap((cell) => (cell === null ? [] : [conditionClause(cell, speech)]));
    byIndex.set(
      ruleIndex(table, i),
      cells.length === 0 ? pick2(speech, '任何情况', 'in any case') : cells.join(pick2(speech, '，并且', ' and ')),
    );
  });
  return document.rules.slice(0, MOST_TOLD).map((rule, i) => {
    const then = results(document.outputs, rule.then, speech);
    return pick2(speech, `${byIndex.get(i) ?? ''}：${then}。`, `${byIndex.get(i) ?? ''}: ${then}.`);
  });
}

function results(
  outputs: readonly TableOutput[],
  values: DecisionTable['rules'][number]['then'],
  speech: Speech,
): string {
  return outputs
    .map((output, i) => `${titled(speech, output)} ${String(values[i] ?? pick2(speech, '缺失', 'missing'))}`)
    .join(pick2(speech, '，', ', '));
}
