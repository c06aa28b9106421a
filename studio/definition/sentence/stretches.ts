/** A stretch of a text: from one character up to before another. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of a text that another does not have: what has to go to come from the one to the other. */
export function unlike(text: string, other: string): readonly Stretch[] {
  const [own, others] = [tokensOf(text), tokensOf(other)];
  let [start, end] = [0, 0];
  while (start < own.length && start < others.length && own[start]?.text === others[start]?.text) start++;
  const most = Math.min(own.length, others.length) - start;
  while (end < most && own.at(-1 - end)?.text === others.at(-1 - end)?.text) end++;
  const gone = notIn(own.slice(start, own.length - end), others.slice(start, others.length - end));
  return joined(
    gone.map(({ text: { length }, from }) => ({ from, to: from + length })),
    text,
  );
}

/** Stretches in their order, those that touch or have only a space between them as one. */
export function joined(stretches: readonly Stretch[], text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && text.slice(last.to, next.from).trim() === '')
      found[found.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else found.push(next);
  }
  return found;
}

/** The stretches that lie in a part of a text, counted from where it begins. */
export const within = (stretches: readonly Stretch[], begin: number, length: number): readonly Stretch[] =>
  stretches.flatMap(({ from, to }) => {
    const part = { from: Math.max(from - begin, 0), to: Math.min(to - begin, length) };
    return part.from < part.to ? [part] : [];
  });

interface Token {
  readonly text: string;
  readonly from: number;
}

/** Figures, words of letters, and every other sign by itself. */
const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(/\d[\d,.]*%?|[A-Za-z]+|\s+|./gsu)].map((match) => ({ text: match[0], from: match.index }));

/** The tokens of a list that are not in the longest list both have in common. */
function notIn(own: readonly Token[], others: readonly Token[]): readonly Token[] {
  const width = others.length + 1;
  const lengths = new Uint32Array((own.length + 1) * width);
  const length = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = own.length - 1; i >= 0; i--)
    for (let j = others.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        own[i]?.text === others[j]?.text ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  const gone: Token[] = [];
  for (let i = 0, j = 0; i < own.length; ) {
    const token = own[i];
    if (token === undefined) break;
    if (j < others.length && token.text === others[j]?.text) [i, j] = [i + 1, j + 1];
    else if (j < others.length && length(i, j + 1) > length(i + 1, j)) j++;
    else {
      gone.push(token);
      i++;
    }
  }
  return gone;
}
