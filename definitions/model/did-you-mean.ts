import type { Text } from './text.ts';

/**
 * The known name that a mistyped one most likely meant; undefined where none is near enough (a third of its length). One or two letters
 * may lack one, and are no mistyped other letters.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const most = name === '' ? 0 : Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = edits(name.toLowerCase(), candidate.toLowerCase());
    const isOther = name.length < 3 && distance > 0 && candidate.length <= name.length;
    if (distance < least && !isOther) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** For how many problems of one text a nearest name is sought: among thousands of names it takes its time. */
const MOST_HINTS = 10;

/** The end of a sentence about an unknown name: what was most likely meant, or nothing; `told` problems stand before it. */
export function nearestHint(name: string, known: Iterable<string>, told: number): Text {
  const near = told < MOST_HINTS ? nearestName(name, known) : undefined;
  return near === undefined ? '' : { 'zh-CN': `；是否指 ${near}？`, en: `; did you mean ${near}?` };
}

/** Insertions, deletions, substitutions and swaps of neighbours between two names (of at most 100 characters). */
function edits(a: string, b: string): number {
  const [from, to] = [[...a.slice(0, 100)], [...b.slice(0, 100)]];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, i) => i);
  from.forEach((x, i) => {
    const row = [i + 1];
    to.forEach((y, j) => {
      const change = (last[j] ?? 0) + (x === y ? 0 : 1);
      let least = Math.min(change, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1);
      if (i > 0 && j > 0 && x === to[j - 1] && from[i - 1] === y) least = Math.min(least, (beforeLast[j - 1] ?? 0) + 1);
      row.push(least);
    });
    [beforeLast, last] = [last, row];
  });
  return last[to.length] ?? 0;
}
