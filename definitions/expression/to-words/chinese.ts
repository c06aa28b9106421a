/**
 * A Chinese sentence from its parts: at the seams a blank stands between a Chinese character and a figure or Latin word, between two of
 * the latter, and nowhere else. What a part itself says (a title its author wrote) is left as it is.
 */
export function zh(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return texts.reduce((said, text, i) => beside(beside(said, text), values[i] ?? ''), '');
}

const HAN_END = /\p{Script=Han}$/u;
const HAN_START = /^\p{Script=Han}/u;
const FIGURE_END = /[0-9A-Za-z%]$/;
const WORD_END = /[0-9A-Za-z]$/;
const BRACKET_END = /\)$/;
const FIGURE_START = /^[−+]?[0-9A-Za-z]/;

/** Two pieces of Chinese one after the other. */
export function beside(left: string, right: string): string {
  const isSeam =
    (BRACKET_END.test(left) && FIGURE_START.test(right)) ||
    (HAN_END.test(left) && FIGURE_START.test(right)) ||
    (WORD_END.test(left) && FIGURE_START.test(right)) ||
    (FIGURE_END.test(left) && HAN_START.test(right));
  return isSeam ? `${left} ${right}` : left + right;
}

const COUNTS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

/** A small count as it is said before a measure word: `两`, `三`; a figure beyond ten. */
export function countZh(n: number): string {
  return COUNTS[n] ?? String(n);
}
