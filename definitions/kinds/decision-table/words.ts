import type { Decision } from '../../model/decision.ts';
import type { Expression } from '../../model/expression.ts';
import { ruleIndex, writtenIn } from '../../proofs/index-nodes.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { sentenceCase } from '../../expression/to-words/english.ts';
import { valueWords } from '../../expression/to-words/figures.ts';
import { lowerFirst, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { readValue } from '../../expression/scope/index.ts';
import type { Language } from '../../model/text.ts';
import { typeOf } from '../field.ts';
import type { Environment } from '../../model/environment.ts';
import { labelOf } from '../../model/labels.ts';
import type { Scalar } from '../../model/document.ts';
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
  environment: Environment,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(environment, language);
  const [chinese, english] = POLICIES[document.hitPolicy];
  const count = document.rules.length;
  const head = pick2(
    speech,
    zh`共 ${String(count)} 条规则，${chinese}。`,
    `${count} ${count === 1 ? 'rule' : 'rules'}; ${english}.`,
  );
  const { otherwise } = document;
  const rest = otherwise === undefined ? '' : results(document, otherwise, speech);
  const lines = ruleLines(document, decision, speech);
  const more = count - lines.length;
  const left = more > 0 ? [pick2(speech, `……另有 ${more} 条规则。`, `… and ${more} more rules.`)] : [];
  return [
    head,
    ...lines,
    ...left,
    ...(rest === '' ? [] : [pick2(speech, `其余情况：${rest}。`, `Otherwise: ${rest}.`)]),
  ];
}

function ruleLines(document: DecisionTable, decision: Decision, speech: Speech): readonly string[] {
  const table = writtenIn(decision).tables.get('/rules');
  const items = decision.value.kind === 'list' ? decision.value.items.map((item) => speech.clause(item.when)) : [];
  const byIndex = new Map<number, string>(items.map((text, i) => [i, text]));
  table?.rules.forEach((rule, i) => byIndex.set(ruleIndex(table, i), conditionOf(rule.cells, speech)));
  return document.rules.slice(0, MOST_TOLD).map((rule, i) => {
    const then =
      document.hitPolicy === 'collect-count' ? pick2(speech, '计一条', 'counts') : results(document, rule.then, speech);
    const condition = sentenceCase(byIndex.get(i) ?? '');
    const title = rule.title === undefined ? undefined : spoken(speech, rule.title);
    return pick2(
      speech,
      title === undefined ? `${condition}：${then}。` : `${title}（${condition}）：${then}。`,
      title === undefined ? `${condition}: ${then}.` : `${title} (${lowerFirst(speech, condition)}): ${then}.`,
    );
  });
}

function conditionOf(cells: readonly (Expression | null)[], speech: Speech): string {
  const clauses = cells.flatMap((cell) => (cell === null ? [] : [speech.clause(cell)]));
  if (clauses.length === 0) return pick2(speech, '任何情况', 'in any case');
  return clauses.join(pick2(speech, '，并且', ' and '));
}

function results({ outputs }: DecisionTable, values: DecisionTable['rules'][number]['then'], speech: Speech): string {
  return outputs
    .map((output, i) => {
      const name = lowerFirst(speech, titled(speech, output));
      return pick2(
        speech,
        zh`${name}${resultOf(output, values[i] ?? null, speech)}`,
        `${name} ${resultOf(output, values[i] ?? null, speech)}`,
      );
    })
    .join(pick2(speech, '，', ', '));
}

/** A result as it is said: a member of an enum by its label, a figure with its unit. */
function resultOf(output: TableOutput, written: Scalar | null, speech: Speech): string {
  if (written === null) return pick2(speech, '缺失', 'missing');
  const type = typeOf(output);
  const value = readValue(written, type);
  if (value === null) return String(written);
  if (typeof value === 'string') return quoted(speech, labelOf(output.labels, value, speech.language) ?? value);
  return valueWords(speech, value, type, output.unit);
}
