/** What people write by habit and the parser cannot read, or would read as something else: told by name, with the text that was meant. */
export interface SyntaxHint {
  readonly code: 'full-width-sign' | 'in-with-bounds' | 'as-of-by-name' | 'other-notation';
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

/** Signs of programming languages and spreadsheets, and figures as they write them, by what FEEL has instead. */
const NOTATIONS: readonly (readonly [pattern: string, written: (found: string) => string])[] = [
  ['==', () => '='],
  ['<>', () => '!='],
  ['=<', () => '<='],
  ['=>', () => '>='],
  ['&&', () => 'and'],
  ['\\|\\|', () => 'or'],
  ['(?<![\\p{L}\\p{N}_.])\\d+(?:\\.\\d+)?[eE][+-]?\\d+(?![\\p{L}\\p{N}_])', plainFigure],
  [
    '(?<![\\p{L}\\p{N}_.])\\d+(?:\\.\\d+)?\\s*%(?!\\s*[\\p{L}\\p{N}(])',
    (found) => plainFigure(`${found.replace(/\s*%/, '')}e-2`),
  ],
];
const NOTATION = new RegExp(
  `"(?:\\\\.|[^"\\\\])*"|//.*|/\\*[\\s\\S]*?\\*/|${NOTATIONS.map(([pattern]) => `(${pattern})`).join('|')}`,
  'gu',
);

/** The digits of `1.5e3` or `12.5e-2` with the point where it belongs. */
function plainFigure(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text) ?? [];
  const shift = Math.max(-60, Math.min(60, Number(exponent)));
  const digits = `${'0'.repeat(60)}${whole}${fraction}${'0'.repeat(60)}`;
  const point = 60 + whole.length + shift;
  const short = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/^0+(?=\d)/, '');
  return short.replace(/\.?0+$/, '');
}

/** The first sign or figure outside of texts that is written as other languages do. */
export function otherNotation(text: string): SyntaxHint | undefined {
  let first: Pick<SyntaxHint, 'from' | 'to' | 'expected'> | undefined;
  const fix = text.replace(NOTATION, (found: string, ...rest: readonly unknown[]) => {
    const which = rest.slice(0, NOTATIONS.length).findIndex((group) => group !== undefined);
    const from = rest[NOTATIONS.length];
    const written = NOTATIONS[which]?.[1](found);
    if (written === undefined || typeof from !== 'number') return found;
    first ??= { from, to: from + found.length, expected: written };
    return written;
  });
  return first && { code: 'other-notation', ...first, fix };
}

/** `a ? b : c`, `a % b`, `!a` and `'text'` where the parser stopped at their sign. */
function otherForm(text: string, at: number): SyntaxHint | undefined {
  const form = { code: 'other-notation', from: at, to: at + 1 } as const;
  const choice = /^([^?]*?)\s*\?\s*([^?:]*?)\s*:\s*([^?:]*)$/u.exec(text);
  if (text[at] === '?') {
    const fix = choice === null ? text : `if ${choice[1] ?? ''} then ${choice[2] ?? ''} else ${choice[3] ?? ''}`;
    return { ...form, expected: 'if … then … else …', fix };
  }
  if (text[at] === '%') {
    const fix = text.replace(/([\p{L}\p{N}_.]+)\s*%\s*([\p{L}\p{N}_.]+)/u, 'modulo($1, $2)');
    return { ...form, expected: 'modulo(…, …)', fix };
  }
  if (text[at] === '!') return { ...form, expected: 'not(…)', fix: text.replace(/!\s*([\p{L}\p{N}_.]+)/u, 'not($1)') };
  const quoted = text[at] === "'" ? /^'([^'"]*)'/.exec(text.slice(at)) : null;
  if (quoted === null) return undefined;
  const expected = `"${quoted[1] ?? ''}"`;
  const to = at + quoted[0].length;
  return { ...form, to, expected, fix: `${text.slice(0, at)}${expected}${text.slice(to)}` };
}

const BOUNDS = /\bin\s*([[(]\s*([^,()[\]]+?)\s*,\s*([^,()[\]]+?)\s*)$/u;

/** What may have been meant where the parser stopped. */
export function syntaxHintAt(text: string, at: number): SyntaxHint | undefined {
  if (text.startsWith('$asOf', at)) {
    const fix = text.replaceAll('$asOf', 'today()');
    return { code: 'as-of-by-name', from: at, to: at + 5, expected: 'today()', fix };
  }
  const other = otherForm(text, at);
  if (other !== undefined) return other;
  const match = ')]'.includes(text[at] ?? ' ') ? BOUNDS.exec(text.slice(0, at)) : null;
  if (match === null) return undefined;
  const [, written = '', low = '', high = ''] = match;
  const from = at - written.length;
  const expected = `${written[0] ?? ''}${low}..${high}${text[at] ?? ''}`;
  const fix = `${text.slice(0, from)}${expected}${text.slice(at + 1)}`;
  return { code: 'in-with-bounds', from, to: at + 1, expected, fix };
}
