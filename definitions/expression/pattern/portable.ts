import { complement, LAST_POINT, type CodePoints, type PatternNode } from './syntax.ts';

/** A pattern's tree as text that RE2 and JavaScript (flag `u`) read alike: no shorthand that differs, every set written out. */
export function portableText(node: PatternNode): string {
  switch (node.kind) {
    case 'set':
      return setText(node.points);
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'sequence':
      return node.items
        .map((item) => (item.kind === 'choice' ? `(?:${portableText(item)})` : portableText(item)))
        .join('');
    case 'choice':
      return node.items.map(portableText).join('|');
    case 'repeat': {
      const { of, least, most } = node;
      const inside = of.kind === 'set' ? portableText(of) : `(?:${portableText(of)})`;
      return `${inside}${limitsText(least, most)}`;
    }
  }
}

function limitsText(least: number, most: number | null): string {
  if (most === null) return least === 0 ? '*' : least === 1 ? '+' : `{${least},}`;
  if (least === 0 && most === 1) return '?';
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

function setText(points: CodePoints): string {
  const [first] = points;
  if (points.length === 1 && first !== undefined && first[0] === first[1])
    return characterText(first[0], '\\.+*?()[]{}|^$');
  // A set that reaches the last code point is written by what it lacks.
  return points.at(-1)?.[1] === LAST_POINT && points[0]?.[0] === 0
    ? `[^${rangesText(complement(points))}]`
    : `[${rangesText(points)}]`;
}

function rangesText(points: CodePoints): string {
  const one = (point: number) => characterText(point, '\\[]^-');
  return points.map(([low, high]) => (low === high ? one(low) : `${one(low)}-${one(high)}`)).join('');
}

const CONTROLS: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' };

function characterText(point: number, special: string): string {
  const character = String.fromCodePoint(point);
  return CONTROLS[point] ?? (special.includes(character) ? `\\${character}` : character);
}
