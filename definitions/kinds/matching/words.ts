import type { Decision } from '../../decision.ts';
import { partTitle, titleOf } from '../../expression/to-words/nouns.ts';
import { listed, pick2, type Speech } from '../../expression/to-words/speech.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { speechOf } from '../words.ts';
import type { Matching } from './matching.ts';

const MATCHES = {
  offer: ['推荐', 'is offered'],
  refer: ['转人工审核', 'is referred to a person'],
  refuse: ['不推荐', 'is refused'],
} as const;

/** A matching as sentences: one line a customer grade, then who is eligible and what stands first. */
export function matchingWords(
  document: Matching,
  _decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  const speech = speechOf(around, language);
  const [customer, product] = [document.customerGrade, document.productGrade].map((ref) => ref.split('#')[0] ?? ref);
  const head = pick2(
    speech,
    `按${titleOf(customer ?? '', speech)}与${titleOf(product ?? '', speech)}匹配产品。`,
    `Products are matched by ${titleOf(customer ?? '', speech)} and ${titleOf(product ?? '', speech)}.`,
  );
  const lines = Object.entries(document.grid).map(([grade, row]) => {
    const parts = (['offer', 'refer', 'refuse'] as const).flatMap((match) => {
      const grades = Object.keys(row)
        .filter((one) => row[one] === match)
        .map((one) => name(product, one, speech));
      const [zh, en] = MATCHES[match];
      return grades.length === 0
        ? []
        : [pick2(speech, `${listed(speech, grades, 'and')}产品${zh}`, `${listed(speech, grades, 'and')} ${en}`)];
    });
    return pick2(
      speech,
      `${name(customer, grade, speech)}客户：${parts.join('，')}。`,
      `${name(customer, grade, speech)} customers: ${parts.join('; ')}.`,
    );
  });
  const eligible =
    document.eligible === undefined
      ? []
      : [pick2(speech, '不符合准入条件的产品一律不推荐。', 'A product whose conditions do not hold is refused.')];
  const rank =
    document.rank === undefined
      ? []
      : [pick2(speech, '可推荐的产品按得分从高到低排列。', 'What is offered or referred stands highest first.')];
  return [head, ...lines, ...eligible, ...rank];
}

function name(id: string | undefined, grade: string, speech: Speech): string {
  return partTitle(id ?? '', grade, speech) ?? grade;
}
