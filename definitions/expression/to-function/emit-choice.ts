import type { Bins, BinTest, Coalesce, Expression, If, Pick } from '../../model/expression.ts';
import { boundsOf } from './emit-logic.ts';
import { type Emitter, isAtom, joined, missingTest, presentTest } from './emitter.ts';
import { literal, missingSource, plainValue, representation } from './representation.ts';
import { segmentOf } from './search.ts';
import { piecesOf, runsOf } from '../partition.ts';

/** Choices: if, coalesce, bins and what is picked by them. */

export function ifSource(e: Emitter, node: If): string {
  const form = representation(node.type);
  return `(${e.truth(node.condition)} ? ${e.as(node.then, form)} : ${e.as(node.otherwise, form)})`;
}

export function coalesceSource(e: Emitter, node: Coalesce): string {
  const form = representation(node.type);
  if (form !== 'number') return `(${node.items.map((item) => e.as(item, form)).join(' ?? ')})`;
  return node.items
    .map((item) => e.as(item, form))
    .reduceRight((rest, item) => {
      const x = isAtom(item) ? item : e.name(item);
      return `(${presentTest(x, form)} ? ${x} : ${rest})`;
    });
}

/** The most segments or values that are written as nested conditions; more are a table that is searched. */
const MOST_WRITTEN = 12;

/** Source of the constant at a position; a position by bins that nobody else needs becomes the constants in place. */
export function pickSource(e: Emitter, node: Pick): string {
  const { index, values, type } = node;
  const leaf = (position: number | null) => literal(type, position === null ? null : (values[position] ?? null));
  if (index.kind === 'bins' && !e.isNamed(index) && values.every((value) => literal(type, value) !== undefined)) {
    const source = choose(e, index, (position) => leaf(position) ?? 'null');
    if (source !== undefined) return source;
  }
  const table = e.slot(values.map((value) => plainValue(type, value)));
  const at = e.value(index);
  if (!index.missable) return `${table}[${at}]`;
  const atom = isAtom(at) ? at : e.name(at);
  return `(${missingTest(atom, 'number')} ? ${missingSource(representation(type))} : ${table}[${atom}])`;
}

/** Source of the position of the bin that holds. */
export function binsSource(e: Emitter, node: Bins): string {
  return choose(e, node, leafPosition) ?? searched(e, node);
}

const leafPosition = (position: number | null) => (position === null ? 'NaN' : String(position));

/** Source of nested conditions with `leaf` in place of each position; undefined where they would be too many. */
function choose(e: Emitter, node: Bins, leaf: (position: number | null) => string): string | undefined {
  const { on, bins } = node;
  const fallback = positionOf(node, 'otherwise');
  const missing = positionOf(node, 'missing') ?? fallback;
  if (on === null || bins.some(({ test }) => test.kind === 'when')) return orderedSource(e, node, leaf, fallback);
  const plan = isRanged(on) ? rangedPlan(node, fallback) : valuesPlan(node, on, fallback);
  if (plan === undefined) return undefined;
  const form = representation(on.type);
  const x = on.missable || plan.length > 1 ? e.atom(on) : '';
  const chain = plan.reduceRight(
    (rest, { test, position }) => (test === null ? leaf(position) : `(${test(x)} ? ${leaf(position)} : ${rest})`),
    '',
  );
  if (!on.missable || (on.kind === 'missing' && chain === '')) return chain;
  return `(${missingTest(x, form)} ? ${leaf(missing)} : ${chain})`;
}

interface Step {
  /** Null for the last one, which needs no test. */
  readonly test: ((x: string) => string) | null;
  readonly position: number | null;
}

const positionOf = (node: Bins, kind: BinTest['kind']): number | null => {
  const at = node.bins.findIndex(({ test }) => test.kind === kind);
  return at < 0 ? null : at;
};

const isRanged = (on: Expression) => on.type.kind === 'number' || on.type.kind === 'date' || on.type.kind === 'instant';

function rangedPlan(node: Bins, fallback: number | null): readonly Step[] | undefined {
  const segments = segmentsOf(node, fallback);
  if (segments.length > MOST_WRITTEN) return undefined;
  const { on } = node;
  return segments.map(({ last, position }, i) => ({
    test: i === segments.length - 1 || on === null ? null : (x) => `${x} <= ${literal(on.type, last)}`,
    position,
  }));
}

/** The values up to `last` (from the end of the segment before), all in one bin; null: in none. */
interface Segment {
  readonly last: bigint;
  readonly position: number | null;
}

/** The domain in the fewest segments such that each lies in one bin: the first that holds it, else `fallback`. */
function segmentsOf({ on, bins }: Bins, fallback: number | null): readonly Segment[] {
  if (on === null) return [];
  const { minimum, maximum } = boundsOf(on);
  const segments: Segment[] = [];
  for (const { high, first } of runsOf(piecesOf(bins.map(({ test }) => test)), minimum, maximum)) {
    const position = first ?? fallback;
    if (segments.at(-1)?.position === position) segments.pop();
    segments.push({ last: high, position });
  }
  return segments;
}

function valuesPlan(node: Bins, on: Expression, fallback: number | null): readonly Step[] | undefined {
  const steps = node.bins.flatMap(({ test }, position): readonly Step[] => {
    if (test.kind !== 'values') return [];
    const equals = (x: string) =>
      test.values.map((value) => `${x} === ${literal(on.type, value) ?? 'null'}`).join(' || ');
    return [{ test: test.values.length === 0 ? () => 'false' : equals, position }];
  });
  const count = node.bins.reduce((sum, { test }) => sum + (test.kind === 'values' ? test.values.length : 0), 0);
  return count > MOST_WRITTEN ? undefined : [...steps, { test: null, position: fallback }];
}

/** Bins with conditions, tried in the order they are written; `otherwise` stands last. */
function orderedSource(
  e: Emitter,
  node: Bins,
  leaf: (position: number | null) => string,
  fallback: number | null,
): string {
  const { on } = node;
  const x = on === null ? '' : e.atom(on);
  const last = leaf(fallback);
  const steps = node.bins.flatMap(({ test }, position) => {
    const source = orderedTest(e, test, on, x);
    return source === undefined ? [] : [{ source, position }];
  });
  const isLong = steps.length > MOST_WRITTEN;
  if (!isLong)
    return steps.reduceRight((rest, { source, position }) => `(${source} ? ${leaf(position)} : ${rest})`, last);
  // Nested conditions beyond a few thousand would exhaust the parser's stack, so long lists are statements.
  const chosen = e.fresh('chosen');
  e.line(`let ${chosen} = ${last};`);
  const tries = steps.map(
    ({ source, position }) => `if (${source}) { ${chosen} = ${leaf(position)}; break ${chosen}Found; }`,
  );
  e.line(`${chosen}Found: { ${tries.join('\n')} }`);
  return chosen;
}

function orderedTest(e: Emitter, test: BinTest, on: Expression | null, x: string): string | undefined {
  if (test.kind === 'when') return e.truth(test.when);
  if (on === null || test.kind === 'otherwise') return undefined;
  if (test.kind === 'missing') return on.missable ? `(${missingTest(x, representation(on.type))})` : undefined;
  const guard = on.missable ? [`(${presentTest(x, representation(on.type))})`] : [];
  if (test.kind === 'values') {
    return joined(
      [
        ...guard,
        joined(
          test.values.map((value) => `(${x} === ${literal(on.type, value) ?? 'null'})`),
          '||',
          'false',
        ),
      ],
      '&&',
      'true',
    );
  }
  const { low, high } = test.range;
  const tests = [
    ...(low === null ? [] : [`(${x} >= ${literal(on.type, low)})`]),
    ...(high === null ? [] : [`(${x} <= ${literal(on.type, high)})`]),
  ];
  return joined([...guard, ...tests], '&&', 'true');
}

/** The position found in a constant table: by value, or among the ascending ends of segments. */
function searched(e: Emitter, node: Bins): string {
  const { on } = node;
  const fallback = positionOf(node, 'otherwise');
  const missing = positionOf(node, 'missing') ?? fallback;
  if (on === null) return leafPosition(fallback);
  const x = e.atom(on);
  const found = isRanged(on) ? segmentSource(e, node, on, x, fallback) : valueSource(e, node, x, fallback);
  return on.missable ? `(${missingTest(x, representation(on.type))} ? ${leafPosition(missing)} : ${found})` : found;
}

function segmentSource(e: Emitter, node: Bins, on: Expression, x: string, fallback: number | null): string {
  const segments = segmentsOf(node, fallback);
  const ends = segments.slice(0, -1).map(({ last }) => last);
  const table = representation(on.type) === 'number' ? Float64Array.from(ends, Number) : ends;
  const positions = segments.map(({ position }) => position ?? Number.NaN);
  return `${e.slot(positions)}[${e.slot(segmentOf)}(${e.slot(table)}, ${x})]`;
}

function valueSource(e: Emitter, node: Bins, x: string, fallback: number | null): string {
  const table = new Map<unknown, number>();
  node.bins.forEach(({ test }, position) => {
    if (test.kind !== 'values') return;
    for (const value of test.values) if (!table.has(value)) table.set(value, position);
  });
  return `(${e.slot(table)}.get(${x}) ?? ${leafPosition(fallback)})`;
}
