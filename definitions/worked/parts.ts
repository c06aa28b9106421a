import { aggregate, forEach } from '../expression/build-list.ts';
import { and, holds, TRUE } from '../expression/build-logic.ts';
import { round } from '../expression/build-number.ts';
import type { PlanFrame, ReadPart } from '../expression/from-feel/transcript.ts';
import type { ShownText } from '../kinds/shown-text.ts';
import type { Expression } from '../model/expression.ts';
import { type ToldType, toldType } from './told-type.ts';

/** A part of a formula text, as its value is computed and told. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly of: Expression;
  readonly type: ToldType;
  /** The unit of a length of time. */
  readonly unit?: string;
  readonly isEach: boolean;
  /** What is computed of the record: within a loop the list of what each item gives; null where that is no plain value. */
  readonly value: Expression | null;
  /** Whether the record comes by it; null where it always does, or where that is asked of each item. */
  readonly reached: Expression | null;
}

/** Decimals that an approximate figure is shown with. */
const SHOWN_DECIMALS = 6;
const UNITS = { months: 'month', days: 'day', milliseconds: 'millisecond' } as const;

/** The parts that say something: no written values, no row by itself, each place once, inner ones before those they stand in. */
export function partsOf({ transcript }: ShownText): readonly Part[] {
  const known = new Map<string, Part>();
  for (const read of transcript.parts) {
    const part = partOf(read);
    if (part !== null) known.set(`${read.from} ${read.to}`, part);
  }
  return [...known.values()].filter((part) => !isBracket(part, known));
}

/** Brackets mean what stands within them. */
function isBracket({ of, from, to }: Part, known: ReadonlyMap<string, Part>): boolean {
  return [...known.values()].some(
    (inner) => inner.of === of && inner.from >= from && inner.to <= to && inner.to - inner.from < to - from,
  );
}

function partOf({ from, to, frames, value }: ReadPart): Part | null {
  const of = value.kind === 'value' ? value.of : value.kind === 'duration' ? value.count : null;
  if (of === null || of.kind === 'constant' || of.kind === 'missing' || of.type.kind === 'row') return null;
  const loops = frames.filter((frame) => frame.kind === 'loop');
  const type = value.kind === 'duration' ? { ...toldType(of.type), kind: 'duration' as const } : toldType(of.type);
  return {
    from,
    to,
    of,
    type,
    ...(value.kind === 'duration' ? { unit: UNITS[value.unit] } : {}),
    isEach: loops.length > 0,
    value: ofRecord(plain(of), loops),
    reached: loops.length > 0 ? null : reachedBy(frames),
  };
}

/** Of a loop within a loop nothing is told. */
function ofRecord(of: Expression | null, loops: readonly (PlanFrame & { readonly kind: 'loop' })[]): Expression | null {
  const [loop, ...more] = loops;
  if (of === null || loop === undefined) return of;
  if (more.length > 0 || of.type.kind === 'list') return null;
  return forEach(loop.over, loop.variable, loop.where, of);
}

/** A value that can be shown: of rows how many there are. */
function plain(of: Expression): Expression | null {
  const { type } = of;
  if (type.kind === 'approximate') return round(of, SHOWN_DECIMALS);
  if (type.kind !== 'list') return of;
  if (type.of.kind === 'row') return aggregate('count', of);
  return type.of.kind === 'list' || type.of.kind === 'approximate' ? null : of;
}

function reachedBy(frames: readonly PlanFrame[]): Expression | null {
  const branches = frames.flatMap((frame) => (frame.kind === 'branch' ? [frame.when] : []));
  const all = and(branches);
  return branches.length === 0 || all === TRUE ? null : holds(all);
}
