import fc from 'fast-check';
import type { JsonObject } from '../../../definitions/index.ts';

/** The constants of an ordered domain, lowest first, as they are written in intervals. */
export const ENDS: Readonly<Record<string, readonly string[]>> = {
  n: ['0', '1', '2', '3'],
  m: ['-1', '0', '1', '2'],
  x: ['0', '0.1', '0.2', '0.3', '0.4'],
  d: ['2026-03-30', '2026-03-31', '2026-04-01'],
  k: ['0', '1', '2', '3'],
  t: ['2026-03-31T00:00:00Z', '2026-03-31T00:00:00.001Z', '2026-03-31T00:00:00.002Z'],
};

/** Any interval over some constants. */
export function interval(ends: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(ends.length - 1), fc.nat(ends.length), fc.constantFrom('[', '('), fc.constantFrom(')', ']'))
    .map(([from, length, open, close]) => {
      const to = from + length;
      const low = open === '(' && from === 0 ? '-∞' : (ends[from] ?? '-∞');
      const high = ends[to];
      if (high === undefined) return `${low === '-∞' ? '(' : open}${low}, ∞)`;
      if (low === high || (to - from === 1 && open === '(' && close === ')')) return `[${low}, ${high}]`;
      return `${low === '-∞' ? '(' : open}${low}, ${high}${close}`;
    });
}

/** Intervals that cover a line once, or nearly: one dropped, one stretched into the next, or one put at another's place. */
export function intervals(ends: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc
    .record({
      cuts: fc.subarray([...ends], { minLength: 1, maxLength: Math.min(3, ends.length) }),
      slip: fc.oneof(
        { weight: 6, arbitrary: fc.constant('none') },
        { weight: 4, arbitrary: fc.constantFrom('drop', 'stretch', 'again', 'open') },
      ),
      at: fc.nat(3),
      isTurned: fc.boolean(),
    })
    .map(({ cuts, slip, at, isTurned }) => {
      const bounds = ['-∞', ...cuts, '∞'];
      const all = cuts
        .concat('∞')
        .map((high, i) => spanOf(bounds[i] ?? '-∞', high, slip === 'stretch' && i === at % cuts.length, isTurned));
      if (slip === 'drop') return all.filter((_, i) => i !== at % all.length);
      if (slip === 'again') return [...all, all[at % all.length] ?? '[0, 1]'];
      return all;
    });
}

function spanOf(low: string, high: string, isStretched: boolean, isTurned: boolean): string {
  const [open, close] = isTurned ? ['(', ']'] : ['[', ')'];
  const before = low === '-∞' ? '(' : open;
  const after = high === '∞' ? ')' : isStretched ? ']' : close;
  return `${before}${low}, ${high}${after}`;
}

/** Values shared out among bins, with one perhaps forgotten or held by two. */
export function sharedOut(values: readonly (string | boolean)[]): fc.Arbitrary<readonly (string | boolean)[][]> {
  return fc
    .record({
      seats: fc.tuple(...values.map(() => fc.nat(2))),
      slip: fc.oneof(
        { weight: 5, arbitrary: fc.constant('none') },
        { weight: 3, arbitrary: fc.constantFrom('forgotten', 'twice') },
      ),
      which: fc.nat(values.length - 1),
    })
    .map(({ seats, slip, which }) => {
      const groups: (string | boolean)[][] = [[], [], []];
      values.forEach((value, i) => {
        if (slip === 'forgotten' && i === which) return;
        groups[seats[i] ?? 0]?.push(value);
        if (slip === 'twice' && i === which) groups[((seats[i] ?? 0) + 1) % 3]?.push(value);
      });
      return groups.filter((group) => group.length > 0);
    });
}

/** Bins of a fact without figures: intervals or values, whether missing has its own, whether the rest has. */
export function parts(fact: string): fc.Arbitrary<readonly JsonObject[]> {
  const ends = ENDS[fact];
  const body: fc.Arbitrary<readonly JsonObject[]> =
    ends === undefined
      ? sharedOut(VALUES[fact] ?? [true, false]).map((groups) => groups.map((values) => ({ values })))
      : intervals(ends).map((all) => all.map((text) => ({ in: text })));
  return fc
    .tuple(body, fc.constantFrom(true, true, false), fc.constantFrom(false, false, false, true), fc.nat(3))
    .map(([bins, hasMissing, hasRest, at]) => {
      const missing: JsonObject[] = hasMissing ? [{ missing: true }] : [];
      const place = at % (bins.length + 1);
      return [...bins.slice(0, place), ...missing, ...bins.slice(place), ...(hasRest ? [{ otherwise: true }] : [])];
    })
    .filter((bins) => bins.length > 0);
}

export const VALUES: Readonly<Record<string, readonly (string | boolean)[]>> = {
  g: ['A', 'b', 'cA'],
  h: ['A', 'B'],
  v: ['A', 'z'],
  b: [true, false],
  c: [true, false],
};
