import type { Decision } from '../../model/decision.ts';
import type { Expression } from '../../model/expression.ts';
import { and } from '../../expression/build-logic.ts';
import { ruleIndex, writtenIn } from '../../proofs/index-nodes.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { conditionClause } from '../../expression/to-words/clauses.ts';
import { sentenceCase } from '../../expression/to-words/english.ts';
import { valueWords } from '../../expression/to-words/figures.ts';
import { lowerFirst, pick2, quoted, type Speech, spoken } from '../../expression/to-words/speech.ts';
import { readValue } from '../../expression/scope/index.ts';
import type { Language } from '../../model/text.ts';
import { typeOf } from '../field.ts';
import type { Environment } from '../../model/environment.ts';
import { labelOf } from '../../model/labels.ts';
import { speechOf, titled } from '../words.ts';
import type { DecisionTable, HitPolicy, TableOutput, TableResult, TableRule } from './decision-table.ts';
import { type ReadAgain, readAgain } from './computed-words.ts';
import { computedAt } from './results.ts';

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
  const speech = speechOf(environment, language, document.entity);
  const [chinese, english] = POLICIES[document.hitPolicy];
  const count = document.rules.length;
  const head = pick2(
    speech,
    zh`共 ${String(count)} 条规则，${chinese}。`,
    `${count} ${count === 1 ? 'rule' : 'rules'}; ${english}.`,
  );
  const { otherwise } = document;
  const read = readAgain(document, environment);
  const rest = otherwise === undefined ? '' : results(document, otherwise, document.rules.length, read, speech);
  const lines = ruleLines(document, decision, read, speech);
  const more = count - lines.length;
  const left = more > 0 ? [pick2(speech, `……另有 ${more} 条规则。`, `… and ${more} more rules.`)] : [];
  return [
    head,
    ...lines,
    ...left,
    ...(rest === '' ? [] : [pick2(speech, `其余情况：${rest}。`, `Otherwise: ${rest}.`)]),
  ];
}

function ruleLines(document: DecisionTable, decision: Decision, read: ReadAgain, speech: Speech): readonly string[] {
  const table = writtenIn(decision).tables.get('/rules');
  const items = decision.value.kind === 'list' ? decision.value.items.map((item) => speech.clause(item.when)) : [];
  const byIndex = new Map<number, string>(items.map((text, i) => [i, text]));
  table?.rules.forEach((rule, i) => byIndex.set(ruleIndex(table, i), conditionOf(rule.cells, speech)));
  return document.rules.slice(0, MOST_TOLD).map((rule, i) => {
    const then =
      document.hitPolicy === 'collect-count'
        ? pick2(speech, '计一条', 'counts')
        : results(document, rule.then, i, read, speech);
    const condition = sentenceCase(byIndex.get(i) ?? conditionOf(read.rules[i]?.cells ?? [], speech));
    const title = rule.title === undefined ? undefined : spoken(speech, rule.title);
    return pick2(
      speech,
      (title === undefined ? `${condition}：${then}` : `${title}（${condition}）：${then}`) + noteOf(rule, speech),
      (title === undefined ? `${condition}: ${then}` : `${title} (${lowerFirst(speech, condition)}): ${then}`) +
        noteOf(rule, speech),
    );
  });
}

/** The end of a rule's line, with what its author notes of it. */
function noteOf({ note }: TableRule, speech: Speech): string {
  if (note === undefined) return pick2(speech, '。', '.');
  return pick2(speech, `（${spoken(speech, note)}）。`, ` (${spoken(speech, note)}).`);
}

function conditionOf(cells: readonly (Expression | null)[], speech: Speech): string {
  const items = cells.filter((cell) => cell !== null);
  if (items.length === 0) return pick2(speech, '任何情况', 'in any case');
  return conditionClause(and(items), speech);
}

function results(
  { outputs }: DecisionTable,
  values: readonly TableResult[],
  rule: number,
  read: ReadAgain,
  speech: Speech,
): string {
  return outputs
    .map((output, i) => {
      const name = lowerFirst(speech, titled(speech, output));
      const none = values[i] === 0 && output.unit === 'time' ? noTimes(name, speech) : undefined;
      if (none !== undefined) return none;
      const of = computedAt(read.results, rule, i);
      const result = of === undefined ? resultOf(output, values[i] ?? null, speech) : speech.noun(of);
      const isComputed = of !== undefined;
      return pick2(
        speech,
        zh`${name}${isComputed ? '为' : ''}${result}`,
        `${name} ${isComputed ? 'is ' : ''}${result}`,
      );
    })
    .join(pick2(speech, '，', ', '));
}

/** What is done so many times in a period, and not at all: `每年走访` → `不安排走访`, `visits a year` → `no visits a year`. */
function noTimes(name: string, speech: Speech): string | undefined {
  if (speech.language === 'en') return /^\w+s\b/.test(name) ? `no ${name}` : undefined;
  const what = /^每(?:年|半年|季度?|月|周|日|天)(.+)$/.exec(name)?.[1];
  return what === undefined ? undefined : `不安排${what}`;
}

/** A result as it is said: a member of an enum by its label, a figure with its unit. */
function resultOf(output: TableOutput, written: TableResult, speech: Speech): string {
  if (typeof written === 'object' && written !== null) return written.text;
  if (written === null) return pick2(speech, '缺失', 'missing');
  const type = typeOf(output);
  const value = readValue(written, type);
  if (value === null) return String(written);
  if (typeof value === 'string') return quoted(labelOf(output.labels, value, speech.language) ?? value);
  return valueWords(speech, value, type, output.unit);
}
