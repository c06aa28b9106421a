/** The known name that a mistyped one most likely meant; undefined where none is near enough (a third of its length). */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = edits(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
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
