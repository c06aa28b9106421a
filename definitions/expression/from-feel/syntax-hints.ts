/** What people write by habit and the parser cannot read, or would read as something else: told by name, with the text that was meant. */
export interface SyntaxHint {
  readonly code: 'full-width-sign' | 'in-with-bounds' | 'as-of-by-name';
  readonly from: number;
  readonly to: number;
  /** What to write in place of what was found. */
  readonly expected: string;
  /** The whole text, mended. */
  readonly fix: string;
}

const NARROW: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '，': ',',
  '．': '.',
  '＋': '+',
  '－': '-',
  '−': '-',
  '＊': '*',
  '×': '*',
  '／': '/',
  '÷': '/',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '“': '"',
  '”': '"',
  '＂': '"',
};
/** Texts in quotes, comments, or one sign that is written otherwise in formulas. */
const SIGNS = new RegExp(`"(?:\\\\.|[^"\\\\])*"|//.*|/\\*[\\s\\S]*?\\*/|[${Object.keys(NARROW).join('')}]`, 'gu');

/** The first full-width or typographic sign outside of texts: within a name the parser would take it for a letter. */
export function wideSign(text: string): SyntaxHint | undefined {
  let first: { at: number; found: string } | undefined;
  const fix = text.replace(SIGNS, (found, at: number) => {
    if (NARROW[found] !== undefined) first ??= { at, found };
    return NARROW[found] ?? found;
  });
  if (first === undefined) return undefined;
  const { at, found } = first;
  return { code: 'full-width-sign', from: at, to: at + found.length, expected: NARROW[found] ?? '', fix };
}

const BOUNDS = /\bin\s*([[(]\s*([^,()[\]]+?)\s*,\s*([^,()[\]]+?)\s*)$/u;

/** What may have been meant where the parser stopped. */
export function syntaxHintAt(text: string, at: number): SyntaxHint | undefined {
  if (text.startsWith('$asOf', at)) {
    const fix = text.replaceAll('$asOf', 'today()');
    return { code: 'as-of-by-name', from: at, to: at + 5, expected: 'today()', fix };
  }
  const match = ')]'.includes(text[at] ?? ' ') ? BOUNDS.exec(text.slice(0, at)) : null;
  if (match === null) return undefined;
  const [, written = '', low = '', high = ''] = match;
  const from = at - written.length;
  const expected = `${written[0] ?? ''}${low}..${high}${text[at] ?? ''}`;
  const fix = `${text.slice(0, from)}${expected}${text.slice(at + 1)}`;
  return { code: 'in-with-bounds', from, to: at + 1, expected, fix };
}
