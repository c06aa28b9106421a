/**
 * Text without width and case, as `folded:` compares it: the full-width forms U+FF01–U+FF5E and the blank U+3000 become their ASCII forms,
 * then `A–Z` become `a–z`. Nothing else is folded: engines differ in what else they hold to be one letter.
 */
export function fold(text: string): string {
  return FOLDED.test(text) ? text.replace(EACH_FOLDED, (character) => FOLDS.get(character) ?? character) : text;
}

const FOLDED = /[A-Z\u3000\uff01-\uff5e]/;
const EACH_FOLDED = /[A-Z\u3000\uff01-\uff5e]/g;

const asciiOf = (point: number) => String.fromCharCode(point).replace(/[A-Z]/, (letter) => letter.toLowerCase());
/** Each character that is folded, and what it becomes. */
export const FOLDS: ReadonlyMap<string, string> = new Map([
  ...Array.from({ length: 26 }, (_, i) => [String.fromCharCode(0x41 + i), String.fromCharCode(0x61 + i)] as const),
  ['\u3000', ' '],
  ...Array.from({ length: 94 }, (_, i) => [String.fromCharCode(0xff01 + i), asciiOf(0x21 + i)] as const),
]);
