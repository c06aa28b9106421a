import { PROPERTIES, type Language } from '../../definitions/index.ts';
import { problemLine } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { differencesJson, differencesText } from './diff.ts';
import type { ProofChange } from '../operations/definitions/proof-changes.ts';
import type { ReleasePlan } from './release-plan.ts';

/** What a plan says, short of its impact. */
export function planText(plan: ReleasePlan, terminal: Terminal): string {
  const { language } = terminal;
  const isEnglish = language === 'en';
  const { proofs, cases, errors } = plan;
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`];
  return [
    differencesText(plan.differences, terminal),
    ...block(
      isEnglish ? 'Proofs that change' : '证明的变化',
      proofs.map((proof) => proofWords(proof, language)),
    ),
    ...block(
      isEnglish ? 'Cases that come out otherwise' : '结果改变的用例',
      cases.changed.map((one) => one.words(language)),
    ),
    ...block(
      isEnglish ? 'Cases that fail' : '不符的用例',
      cases.failing.map((one) => one.words(language)),
    ),
    ...block(
      isEnglish ? 'Errors' : '错误',
      errors.map((problem) => problemLine(problem, language)),
    ),
  ].join('\n');
}

const VERDICTS = {
  proved: { 'zh-CN': '已证明', en: 'proved' },
  refuted: { 'zh-CN': '被反驳', en: 'refuted' },
  undecided: { 'zh-CN': '未能判定', en: 'not decided' },
} as const;

/** `criteria/adult /when: can hold and can fail — proved → refuted: …` */
function proofWords({ id, property, pointer, before, after, problem }: ProofChange, language: Language): string {
  const verdict = (of: ProofChange['before']) => (of === null ? '–' : VERDICTS[of][language]);
  const told = problem === null ? '' : language === 'en' ? `: ${problem.message.en}` : `：${problem.message['zh-CN']}`;
  const asked = PROPERTIES[property]?.[language] ?? property;
  return `${id}${pointer === '' ? '' : ` ${pointer}`}  ${asked}  ${verdict(before)} → ${verdict(after)}${told}`;
}

/** The same as JSON. */
export const planJson = ({ differences, proofs, cases, errors, digest, retired }: ReleasePlan) => ({
  digest,
  differences: differencesJson(differences),
  retired,
  proofs,
  cases: {
    changed: cases.changed.map(({ words, ...one }) => ({
      ...one,
      words: { 'zh-CN': words('zh-CN'), en: words('en') },
    })),
    failing: cases.failing.map(({ words, ...one }) => ({
      ...one,
      words: { 'zh-CN': words('zh-CN'), en: words('en') },
    })),
  },
  errors,
});
