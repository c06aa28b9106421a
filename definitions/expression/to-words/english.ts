const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small count in letters; a figure beyond ten. */
export function countEn(n: number): string {
  return COUNTS[n] ?? String(n);
}

const PARTICIPLES = /\s(?:held|referred|used|renewed|kept|made|received|recorded)$/;
const AFTER_HEAD = /[,(:]|\s(?:in|of|over|by|to|with|per|since|under|from|at|for|on|between|that|which|who)\s/;

/** The noun that a phrase is about and what follows it: `Complaints in 12 months` is about `Complaints`. */
function headOf(phrase: string): readonly [string, string] {
  const at = phrase.search(AFTER_HEAD);
  const front = (at < 0 ? phrase : phrase.slice(0, at)).trimEnd();
  const head = front.replace(PARTICIPLES, '');
  return [head, phrase.slice(head.length)];
}

/** Whether a noun phrase is about several: `products held`, `complaints in 12 months`, `children`. */
export function isPlural(phrase: string): boolean {
  const [head] = headOf(phrase.replace(/^“/, ''));
  return /(?:[^\Wsui]s|\bchildren|\bpeople)$/i.test(head) || /(?:ees|ies|ues)$/i.test(head);
}

/** `is` or `are` after an English noun phrase. */
export function isOrAre(name: string): string {
  return isPlural(name) ? 'are' : 'is';
}

/** The plural of a title: `Client` → `Clients`, `Link between parties` → `Links between parties`. */
export function plural(title: string): string {
  if (isPlural(title)) return title;
  const [head, rest] = headOf(title);
  if (/[^aeiou]y$/i.test(head)) return `${head.slice(0, -1)}ies${rest}`;
  return /(?:s|x|z|ch|sh)$/i.test(head) ? `${head}es${rest}` : `${head}s${rest}`;
}

/** `a` or `an` before a phrase, by its first letter. */
export function withArticle(phrase: string): string {
  return `${/^[aeio]/i.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

/** The first letter as a sentence has it; a name within a Chinese sentence is left as it is written. */
export function sentenceCase(text: string): string {
  return /\p{Script=Han}/u.test(text) ? text : text.replace(/^“?./u, (start) => start.toUpperCase());
}

/** What makes a figure an ordinal: `1st`, `22nd`, `13th`, `12.5th`. */
export function ordinalEnding(figure: string): string {
  if (/\./.test(figure) || /1[123]$/.test(figure)) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[figure.slice(-1)] ?? 'th';
}
