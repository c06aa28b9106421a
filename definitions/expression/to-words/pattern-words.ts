import type { CodePoints, PatternNode } from '../pattern/syntax.ts';
import { parseSyntax } from '../pattern/parse.ts';
import { sortOf, textWords } from './character-words.ts';
import { zh } from './chinese.ts';
import { listed, pick2, type Speech } from './speech.ts';

/**
 * What a text must look like, told of it: `由“1”、一位 3 至 9 的数字和 9 位数字依次组成`, `consists of “1”, one digit from 3 to 9 and 9 digits,
 * in this order`. Undefined for a pattern whose parts are too entangled to be told one by one.
 */
export function patternClause(pattern: string, wanted: boolean, speech: Speech): string | undefined {
  const node = parseSyntax(pattern);
  if ('reason' in node) return undefined;
  const items = node.kind === 'sequence' ? node.items : [node];
  const isFromStart = items[0]?.kind === 'start';
  const isToEnd = items.length > 1 && items.at(-1)?.kind === 'end';
  const parts = literalsJoined(items.slice(isFromStart ? 1 : 0, isToEnd ? -1 : undefined)).map((item) =>
    partWords(item, speech),
  );
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  const said = listed(
    speech,
    parts.filter((part) => part !== undefined),
    'and',
  );
  const isOne = parts.length === 1;
  const [chinese, english, base] = FRAMES[`${isFromStart}-${isToEnd}`] ?? ['', '', ''];
  return pick2(
    speech,
    (wanted ? '' : '不') + zh`${chinese.replace('{}', () => zh`${''}${said}${isOne ? '' : '依次'}`)}`,
    `${wanted ? english : `does not ${base}`} ${said}${isOne ? '' : ', in this order'}`,
  );
}

/** By whether the pattern is bound to the start and to the end of the text. */
const FRAMES: Readonly<Record<string, readonly [string, string, string]>> = {
  'true-true': ['由{}组成', 'consists of', 'consist of'],
  'true-false': ['以{}开头', 'begins with', 'begin with'],
  'false-true': ['以{}结尾', 'ends with', 'end with'],
  'false-false': ['含有{}', 'contains', 'contain'],
};

/** A part of a pattern: a written text, or a number of characters of one sort. */
type Part = PatternNode | { readonly kind: 'literal'; readonly text: string };

/** Characters that stand alone one after the other, as one written text. */
function literalsJoined(items: readonly PatternNode[]): readonly Part[] {
  const parts: Part[] = [];
  for (const item of items) {
    const point = item.kind === 'set' ? only(item.points) : undefined;
    const last = parts.at(-1);
    if (point === undefined) parts.push(item);
    else if (last?.kind === 'literal') parts.splice(-1, 1, { kind: 'literal', text: last.text + point });
    else parts.push({ kind: 'literal', text: point });
  }
  return parts;
}

function partWords(part: Part, speech: Speech): string | undefined {
  if (part.kind === 'literal') return textWords(part.text, speech);
  if (part.kind === 'set') return counted(part.points, 1, 1, speech);
  if (part.kind === 'repeat' && part.of.kind === 'set') return counted(part.of.points, part.least, part.most, speech);
  if (part.kind !== 'choice') return undefined;
  const texts = part.items.map((item) => literalsJoined(item.kind === 'sequence' ? item.items : [item]));
  const written = texts.flatMap(([first, ...more]) =>
    first?.kind === 'literal' && more.length === 0 ? [textWords(first.text, speech)] : [],
  );
  return written.length === texts.length ? listed(speech, written, 'or') : undefined;
}

/** A number of characters of a sort: `9 位数字`, `one or more letters`. */
function counted(points: CodePoints, least: number, most: number | null, speech: Speech): string | undefined {
  const sort = sortOf(points, speech);
  if (sort === undefined) return undefined;
  const { one, many, measure } = sort;
  const some = (count: string) => zh`${count}${measure}${one}`;
  if (least === most)
    return pick2(speech, some(least === 1 ? '一' : `${least} `), least === 1 ? `one ${one}` : `${least} ${many}`);
  if (most === null && least === 0)
    return pick2(speech, zh`任意多${measure}${one}（可以没有）`, `any number of ${many} (or none)`);
  if (most === null)
    return pick2(
      speech,
      some(least === 1 ? '至少一' : `至少 ${least} `),
      least === 1 ? `one or more ${many}` : `${least} or more ${many}`,
    );
  if (least === 0)
    return pick2(
      speech,
      some(most === 1 ? '至多一' : `至多 ${most} `),
      most === 1 ? `at most one ${one}` : `at most ${most} ${many}`,
    );
  return pick2(speech, some(`${least} 至 ${most} `), `${least} to ${most} ${many}`);
}

const only = (points: CodePoints) => {
  const [first] = points;
  return points.length === 1 && first !== undefined && first[0] === first[1]
    ? String.fromCodePoint(first[0])
    : undefined;
};
