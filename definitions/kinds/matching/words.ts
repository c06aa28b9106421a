import type { Decision } from '../../model/decision.ts';
import { lowerComputed } from '../../expression/computed/computed.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { conditionList, junctionOf } from '../../expression/to-words/sentences.ts';
import { listed, lowerFirst, pick2, type Speech } from '../../expression/to-words/speech.ts';
import { beforeRounding } from '../../expression/to-words/rounding-words.ts';
import { memberTitle } from '../../expression/to-words/titles.ts';
import type { Expression } from '../../model/expression.ts';
import { type Scope } from '../../expression/scope/index.ts';
import { pairScope } from '../../expression/computed/record-scope.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import { readFact } from '../read-fact.ts';
import { speechOf, withFootnotes } from '../words.ts';
import type { Matching } from './matching.ts';

const MATCHES = {
  offer: ['推荐', 'are offered'],
  refer: ['转人工审核', 'are referred to a person'],
  refuse: ['不推荐', 'are refused'],
} as const;

/** A matching as sentences: one line a customer grade, then who is eligible and what stands first. */
export function matchingWords(
  document: Matching,
  decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  if (decision === null) return [];
  const speech = speechOf(environment, language);
  const scope = pairScope(environment, document.customer, document.product, decision.id);
  const grade = (key: 'customerGrade' | 'productGrade') =>
    readFact(document[key], scope, { definition: decision.id, pointer: `/${key}` }).expression;
  const [customer, product] = [grade('customerGrade'), grade('productGrade')];
  if (customer === null || product === null) return [];
  const head = pick2(
    speech,
    zh`按${speech.noun(customer)}与${speech.noun(product)}匹配产品。`,
    `Products are matched by ${speech.noun(customer)} and ${speech.noun(product)}.`,
  );
  const lines = Object.entries(document.grid).map(([name, row]) => {
    const own = gradeName(customer, name, speech);
    const parts = matches(row, product, speech);
    return pick2(speech, zh`${own}客户：${parts.join('；')}。`, `${own} customers: ${parts.join('; ')}.`);
  });
  return [head, ...lines, ...eligibleWords(document, scope, speech), ...rankWords(document, scope, speech)];
}

function matches(row: Matching['grid'][string], product: Expression, speech: Speech): readonly string[] {
  return (['offer', 'refer', 'refuse'] as const).flatMap((match) => {
    const names = Object.keys(row).filter((name) => row[name] === match);
    const grades = listed(
      speech,
      names.map((name) => gradeName(product, name, speech)),
      'and',
    );
    const [chinese, english] = MATCHES[match];
    return names.length === 0 ? [] : [pick2(speech, zh`${grades}产品${chinese}`, `${grades} products ${english}`)];
  });
}

function gradeName(grade: Expression, name: string, speech: Speech): string {
  return memberTitle(grade, name, speech) ?? name;
}

function eligibleWords(document: Matching, scope: Scope, speech: Speech): readonly string[] {
  if (document.eligible === undefined) return [];
  const at = { definition: scope.definition, pointer: '/eligible' };
  const { expression } = fromCondition(document.eligible, scope, at);
  if (expression === null) return [];
  const list = conditionList(expression, speech);
  return [
    junctionOf(expression) === 'and'
      ? pick2(speech, zh`须满足以下全部，否则不推荐：${list}`, `A product is refused unless all of these hold: ${list}`)
      : pick2(
          speech,
          zh`须满足以下任一，否则不推荐：${list}`,
          `A product is refused unless one of these holds: ${list}`,
        ),
  ];
}

function rankWords(document: Matching, scope: Scope, speech: Speech): readonly string[] {
  if (document.rank === undefined) return [];
  const at = { definition: scope.definition, pointer: '/rank' };
  const { expression } = lowerComputed(document.rank, scope, at);
  if (expression === null) return [];
  const sentence = withFootnotes(speech, (inner) => {
    const rank = lowerFirst(inner, inner.noun(beforeRounding(expression, document.rank?.decimals ?? 0)));
    return pick2(
      inner,
      zh`可推荐和待审核的产品按以下数值从高到低排列：${rank}`,
      `What is offered or referred stands in this order, highest first: ${rank}`,
    );
  });
  return [sentence + pick2(speech, '。', '.')];
}
