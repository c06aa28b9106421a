import { isPattern, parsePattern } from '../../expression/pattern/pattern.ts';
import { parseSyntax } from '../../expression/pattern/parse.ts';
import type { PatternNode } from '../../expression/pattern/syntax.ts';

/** A text that matches a pattern, as short as its repetitions allow; undefined for what is no pattern. */
export function sampleOf(pattern: string): string | undefined {
  if (!isPattern(parsePattern(pattern))) return undefined;
  const node = parseSyntax(pattern);
  return 'kind' in node ? shortest(node) : undefined;
}

function shortest(node: PatternNode): string {
  switch (node.kind) {
    case 'set':
      return String.fromCodePoint(ordinaryPoint(node.points));
    case 'start':
    case 'end':
      return '';
    case 'sequence':
      return node.items.map(shortest).join('');
    case 'choice':
      return node.items[0] === undefined ? '' : shortest(node.items[0]);
    case 'repeat':
      return shortest(node.of).repeat(node.least);
  }
}

/** A letter or digit of the set where it has one. */
function ordinaryPoint(points: readonly (readonly [number, number])[]): number {
  for (const wanted of [0x61, 0x41, 0x30, 0x4e00]) {
    const range = points.find(([low, high]) => low <= wanted && wanted <= high);
    if (range !== undefined) return wanted;
  }
  const [first] = points;
  return first === undefined ? 0x61 : first[0];
}
