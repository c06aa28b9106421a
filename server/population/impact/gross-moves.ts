import type { Tolerance } from '../../authority/settings.ts';
import { type FigureScale, scaleOf } from './figures.ts';
import type { Impact } from './impact.ts';

/**
 * The recheck at go-live: what the release does to the newest population, held against what was approved.
 *
 * Moves are counted gross, each way for itself: 50,000 up and 50,000 down are 100,000 moves, though every class keeps its size. Besides,
 * each class, and each range of a figure, is held to its own size: a small one that doubles shows, however little of the whole it is.
 */
export type ImpactMoves = Pick<Impact, 'ref' | 'matrix' | 'refusedOnly' | 'figures'>;

type Side = 'before' | 'after';

/** A count of customers that is beyond the tolerance. */
export type Deviation = { readonly ref: string; readonly approved: number; readonly now: number } & (
  | { readonly kind: 'cell'; readonly from: string; readonly to: string }
  | { readonly kind: 'class'; readonly side: Side; readonly name: string }
  | { readonly kind: 'refused'; readonly side: Side }
  | { readonly kind: 'figure'; readonly name: string; readonly move: 'up' | 'down' | 'lost' | 'gained' }
  | {
      readonly kind: 'range';
      readonly side: Side;
      readonly name: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  /** A decision, or a figure of it (`name`), of which only one of the two says anything: 1 and 0. */
  | { readonly kind: 'unknown'; readonly name: string | null }
);

/** What is beyond the tolerance: by definition, the widest difference first; nothing where all is within. */
export function grossMoves(
  approved: readonly ImpactMoves[],
  now: readonly ImpactMoves[],
  tolerance: Tolerance,
): readonly Deviation[] {
  const [old, found] = [byRef(approved), byRef(now)];
  const refs = [...new Set([...old.keys(), ...found.keys()])].toSorted();
  return refs.flatMap((ref): readonly Deviation[] => {
    const [left, right] = [old.get(ref), found.get(ref)];
    if (left === undefined || right === undefined)
      return [{ ref, kind: 'unknown', name: null, ...presence(left, right) }];
    return deviationsOf(left, right)
      .filter((one) => one.kind === 'unknown' || isBeyond(one, tolerance))
      .toSorted((one, other) => Math.abs(other.now - other.approved) - Math.abs(one.now - one.approved));
  });
}

/** The scales of what was approved, so that a second impact is measured as the first was. */
export const scalesOf = ({ figures }: Pick<Impact, 'figures'>): ReadonlyMap<string, FigureScale> =>
  new Map(figures.map((figure) => [figure.name, scaleOf(figure)]));

const byRef = (impacts: readonly ImpactMoves[]) => new Map(impacts.map((impact) => [impact.ref, impact]));
const presence = (left: unknown, right: unknown) => ({
  approved: left === undefined ? 0 : 1,
  now: right === undefined ? 0 : 1,
});

/** In whole numbers: a tenth of 100 is exactly 10, and 10 is not beyond it. */
function isBeyond({ approved, now }: Deviation, { percent, leastCustomers }: Tolerance): boolean {
  const difference = Math.abs(now - approved);
  return difference >= leastCustomers && difference * 100 > approved * percent;
}

/** Every count of two impacts, as a deviation, whether beyond or not. */
function deviationsOf(left: ImpactMoves, right: ImpactMoves): readonly Deviation[] {
  const { ref } = left;
  const classes = [...new Set([...classesOf(left), ...classesOf(right)])].toSorted();
  const cell = ({ matrix }: ImpactMoves, from: string, to: string) => matrix[from]?.[to] ?? 0;
  const inClass = (impact: ImpactMoves, side: Side, name: string) =>
    classes.reduce(
      (sum, other) => sum + (side === 'before' ? cell(impact, name, other) : cell(impact, other, name)),
      0,
    );
  return [
    ...classes.flatMap((from) =>
      classes
        .filter((to) => to !== from)
        .map(
          (to) =>
            ({ ref, kind: 'cell', from, to, approved: cell(left, from, to), now: cell(right, from, to) }) as const,
        ),
    ),
    ...SIDES.flatMap((side) =>
      classes.map((name) => {
        const [approved, now] = [inClass(left, side, name), inClass(right, side, name)];
        return { ref, kind: 'class', side, name, approved, now } as const;
      }),
    ),
    ...SIDES.map(
      (side) =>
        ({ ref, kind: 'refused', side, approved: left.refusedOnly[side], now: right.refusedOnly[side] }) as const,
    ),
    ...figuresOf(left, right),
  ];
}

const SIDES = ['before', 'after'] as const;

const classesOf = ({ matrix }: ImpactMoves): readonly string[] => [
  ...Object.keys(matrix),
  ...Object.values(matrix).flatMap((row) => Object.keys(row)),
];

function figuresOf(left: ImpactMoves, right: ImpactMoves): readonly Deviation[] {
  const { ref } = left;
  const [old, found] = [left, right].map(({ figures }) => new Map(figures.map((figure) => [figure.name, figure])));
  const names = [...new Set([...(old?.keys() ?? []), ...(found?.keys() ?? [])])];
  return names.flatMap((name): readonly Deviation[] => {
    const [before, now] = [old?.get(name), found?.get(name)];
    // What was measured by another scale says nothing about what was approved.
    const isAlike = before !== undefined && now !== undefined && sameScale(scaleOf(before), scaleOf(now));
    if (!isAlike) return [{ ref, kind: 'unknown', name, approved: 1, now: 0 }];
    return [
      ...MOVES.map((move) => ({ ref, kind: 'figure', name, move, approved: before[move], now: now[move] }) as const),
      ...SIDES.flatMap((side) =>
        before.ranges.map(({ from, to, [side]: approved }, i) => {
          const count = now.ranges[i]?.[side] ?? 0;
          return { ref, kind: 'range', side, name, from, to, approved, now: count } as const;
        }),
      ),
    ];
  });
}

const MOVES = ['up', 'down', 'lost', 'gained'] as const;

const sameScale = (one: FigureScale, other: FigureScale): boolean =>
  one.step === other.step && one.edges.join(' ') === other.edges.join(' ');
