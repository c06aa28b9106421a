import type { Expression, TextCall } from '../../model/expression.ts';
import { fold } from '../fold.ts';
import { automaton } from '../pattern/automaton.ts';
import { jointTexts, type TextQuestion } from '../pattern/joint-texts.ts';
import { isPattern, parsePattern } from '../pattern/pattern.ts';
import { single } from '../pattern/points.ts';
import type { PatternNode } from '../pattern/syntax.ts';
import type { DomainCell } from './domain-cell.ts';

/**
 * What is asked of free texts. `equal "a"`, `startsWith "b"` and a pattern on one text are not free of each other: the text's domain is
 * cut into the combinations of answers that a text can give, so that each question has one answer in each cell.
 */

const TESTS: ReadonlySet<string> = new Set<TextCall['function']>(['startsWith', 'endsWith', 'contains', 'matches']);

/** A question with a constant, as it is asked of a text (`isFolded`: of the text without width and case); undefined for other calls. */
export function questionOf(e: Expression, isFolded: boolean): TextQuestion | undefined {
  if (e.kind !== 'text' || !TESTS.has(e.function)) return undefined;
  const written = e.items[1];
  if (written?.kind !== 'constant' || typeof written.value !== 'string') return undefined;
  if (e.function !== 'matches') return literalQuestion(written.value, e.function, isFolded);
  const pattern = parsePattern(written.value);
  return isPattern(pattern) ? { pattern: pattern.tree, isFolded } : undefined;
}

/** Whether the text is, begins with, ends with or contains another. */
export function literalQuestion(text: string, asked: 'equal' | TextCall['function'], isFolded: boolean): TextQuestion {
  const points = [...text].map((character): PatternNode => ({ kind: 'set', points: single(character) }));
  const begins: readonly PatternNode[] = asked === 'equal' || asked === 'startsWith' ? [{ kind: 'start' }] : [];
  const ends: readonly PatternNode[] = asked === 'equal' || asked === 'endsWith' ? [{ kind: 'end' }] : [];
  return { pattern: { kind: 'sequence', items: [...begins, ...points, ...ends] }, isFolded };
}

/** What a text call answers of a text; only for those that `questionOf` knows, and `fold`. */
export function answerOf(e: TextCall, text: string): string | boolean {
  const written = e.items[1]?.kind === 'constant' ? String(e.items[1].value) : '';
  if (e.function === 'fold') return fold(text);
  if (e.function === 'startsWith') return text.startsWith(written);
  if (e.function === 'endsWith') return text.endsWith(written);
  if (e.function === 'contains') return text.includes(written);
  const pattern = parsePattern(written);
  return isPattern(pattern) && pattern.matches(text);
}

/** Texts that stand for any other text, where none of the questions holds of them. */
const OTHERS = ['其他', ...Array.from({ length: 30 }, (_, i) => `其他${i + 1}`)];

/** The cells of a free text that is compared with some texts and asked some questions; undefined where they are too many. */
export function jointCells(
  mentioned: readonly string[],
  asked: readonly TextQuestion[],
): readonly DomainCell[] | undefined {
  const questions = [...mentioned.map((text) => literalQuestion(text, 'equal', false)), ...asked];
  const texts = jointTexts(questions);
  if (texts === undefined) return undefined;
  const matchers = questions.map(({ pattern, isFolded }) => ({ isFolded, matches: automaton(pattern) }));
  const isAny = OTHERS.every((text) =>
    matchers.every(({ isFolded, matches }) => matches?.(isFolded ? fold(text) : text) === false),
  );
  const cells = texts.map(
    ({ text, answers }): DomainCell =>
      isAny && !answers.includes(true) ? { kind: 'other', value: OTHERS[0] ?? '' } : { kind: 'value', value: text },
  );
  return cells.sort((a, b) => Number(a.kind === 'other') - Number(b.kind === 'other'));
}
