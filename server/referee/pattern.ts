import { isPattern, parsePattern, type PatternNode } from '../../definitions/index.ts';

/**
 * What is still to be matched: a part of a pattern and then another rest; the last rest, of no part, is reached where the pattern is found.
 * There is one object for each place in a pattern, so that many ways to the same place are one.
 */
interface Rest {
  readonly node: PatternNode | null;
  readonly next: Rest | null;
  /** The rests that stand before this one, by their part. */
  readonly before: Map<PatternNode, Rest>;
}

/** The edges of the text that a position is at. */
interface Edges {
  readonly isStart: boolean;
  readonly isEnd: boolean;
}

/**
 * Whether a pattern is found anywhere in a text, told from the pattern's tree: all that may be left to match is carried along from code
 * point to code point, at most once for each place in the pattern. However repetitions stand within each other, a text costs no more
 * than its length times the pattern's size; a regular expression of the platform would try one way after the other.
 */
export function isFound(pattern: string, text: string): boolean {
  const whole = restOf(pattern);
  let rests: readonly Rest[] = [];
  let isStart = true;
  for (const character of text) {
    const reading = readingRests([...rests, whole], { isStart, isEnd: false });
    if (reading === null) return true;
    const point = character.codePointAt(0) ?? 0;
    rests = reading.flatMap(({ node, next }) => (next !== null && reads(node, point) ? [next] : []));
    isStart = false;
  }
  return readingRests([...rests, whole], { isStart, isEnd: true }) === null;
}

/** The rests that read a code point next; null where one is at its end. */
function readingRests(from: readonly Rest[], edges: Edges): readonly Rest[] | null {
  const seen = new Set<Rest>();
  const reading: Rest[] = [];
  const open = [...from];
  for (let rest = open.pop(); rest !== undefined; rest = open.pop()) {
    if (seen.has(rest)) continue;
    seen.add(rest);
    if (rest.node === null || rest.next === null) return null;
    if (rest.node.kind === 'set') reading.push(rest);
    else open.push(...withoutReading(rest, rest.node, rest.next, edges));
  }
  return reading;
}

/** Where a rest leads without reading a code point. */
function withoutReading(rest: Rest, node: PatternNode, next: Rest, { isStart, isEnd }: Edges): readonly Rest[] {
  switch (node.kind) {
    case 'set':
      return [];
    case 'start':
      return isStart ? [next] : [];
    case 'end':
      return isEnd ? [next] : [];
    case 'sequence':
      return [node.items.reduceRight((after, item) => before(after, item), next)];
    case 'choice':
      return node.items.map((item) => before(next, item));
    case 'repeat': {
      const once =
        node.most === 0 ? [] : [before(node.most === null && node.least === 0 ? rest : fewer(node, next), node.of)];
      return node.least === 0 ? [next, ...once] : once;
    }
  }
}

/** The rest that is left of a counted repetition once it was matched one time. */
function fewer(node: PatternNode & { readonly kind: 'repeat' }, next: Rest): Rest {
  const known = fewerOf.get(node);
  const one = known ?? { ...node, least: Math.max(node.least - 1, 0), most: node.most === null ? null : node.most - 1 };
  fewerOf.set(node, one);
  return before(next, one);
}
const fewerOf = new WeakMap<PatternNode, PatternNode>();

function before(next: Rest, node: PatternNode): Rest {
  const known = next.before.get(node);
  if (known !== undefined) return known;
  const made: Rest = { node, next, before: new Map() };
  next.before.set(node, made);
  return made;
}

const reads = (node: PatternNode | null, point: number) =>
  node?.kind === 'set' && node.points.some(([low, high]) => low <= point && point <= high);

const rests = new Map<string, Rest>();

function restOf(pattern: string): Rest {
  const known = rests.get(pattern);
  if (known !== undefined) return known;
  const read = parsePattern(pattern);
  if (!isPattern(read)) throw new Error(`Not a pattern: ${pattern}`);
  const made = before({ node: null, next: null, before: new Map() }, read.tree);
  rests.set(pattern, made);
  return made;
}
