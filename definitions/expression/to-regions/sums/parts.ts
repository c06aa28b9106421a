import type { Expression } from '../../../model/expression.ts';
import type { Builder } from '../builder.ts';
import type { Id } from '../diagram.ts';
import type { Weighed } from './linear.ts';
import { valuesOf, valueSet } from './value-set.ts';

/** The choice of a cell per subject, by level. */
export type Path = ReadonlyMap<number, number>;

/** Whether a number can lie in low..high: how, or `never`, or not known. The parts are taken as free of each other. */
export type Additive = (low: bigint, high: bigint) => Path | 'never' | 'unknown';

/** One value of each part: what it adds, and how it comes about. */
export interface SumPart {
  readonly values: readonly bigint[];
  pathTo(value: bigint): Path | undefined;
}

/** The leaves as free parts: rounded sums and means by the set of their values, others by diagram, those that share a subject as one. */
export function partsOf(
  leaves: readonly Weighed[],
  builder: Builder,
  additiveOf: (e: Expression) => Additive | undefined,
): readonly SumPart[] | undefined {
  const parts: SumPart[] = [];
  let groups: { readonly levels: ReadonlySet<number>; readonly leaves: readonly Weighed[] }[] = [];
  for (const leaf of leaves) {
    if (isRounded(leaf.of)) {
      const part = roundedPart(leaf, builder, additiveOf);
      if (part === undefined) return undefined;
      parts.push(part);
      continue;
    }
    const levels = builder.diagrams.levels(builder.of(leaf.of));
    const near = groups.filter((group) => [...levels].some((level) => group.levels.has(level)));
    const all = { levels: new Set([...near.flatMap((group) => [...group.levels]), ...levels]) };
    groups = [
      ...groups.filter((group) => !near.includes(group)),
      { ...all, leaves: [...near.flatMap((group) => group.leaves), leaf] },
    ];
  }
  for (const group of groups) {
    const part = diagramPart(group.leaves, builder);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

/** Whether a number is a sum that was rounded or divided. */
export function isRounded(e: Expression): boolean {
  if (e.kind === 'named') return isRounded(e.of);
  if (e.kind === 'if' && e.then.kind === 'missing') return isRounded(e.otherwise);
  return e.kind === 'weightedMean' || e.kind === 'round';
}

/** A rounded sum within a sum: all values it may have, and how each comes about. */
function roundedPart(
  { of, weight }: Weighed,
  builder: Builder,
  additiveOf: (e: Expression) => Additive | undefined,
): SumPart | undefined {
  const set = valueSet(of, builder);
  const known = set === undefined ? allOf(of) : valuesOf(set);
  if (known === undefined) return undefined;
  const values = known.map((value) => value * weight);
  let inner: Additive | undefined;
  return {
    values: weight < 0n ? values.reverse() : values,
    pathTo: (value) => {
      inner ??= additiveOf(of);
      const found = inner?.(value / weight, value / weight);
      return typeof found === 'object' ? found : undefined;
    },
  };
}

/** The most values of a part that are listed where all that its bounds allow are taken. */
const MOST_VALUES = 200_000;

/** All values within a number's bounds: more than it can have, so that *never* stays proved. */
function allOf({ type }: Expression): readonly bigint[] | undefined {
  if (type.kind !== 'number' || type.maximum - type.minimum >= MOST_VALUES) return undefined;
  return Array.from({ length: Number(type.maximum - type.minimum) + 1 }, (_, i) => type.minimum + BigInt(i));
}

/** Leaves that share subjects, added cell by cell. */
function diagramPart(leaves: readonly Weighed[], builder: Builder): SumPart | undefined {
  const { diagrams } = builder;
  const numberAt = (id: Id) => {
    const at = diagrams.at(id);
    return at.kind === 'value' && typeof at.value === 'bigint' ? at.value : undefined;
  };
  let isFinite = true;
  const joint = leaves.reduce(
    (sum, { of, weight }) =>
      diagrams.combine([sum, builder.of(of)], ([s = 0, x = 0]) => {
        if (diagrams.at(x).kind === 'subject') isFinite = false;
        const [total, own] = [numberAt(s), numberAt(x)];
        return total === undefined || own === undefined ? diagrams.missing : diagrams.value(total + own * weight);
      }),
    diagrams.value(0n),
  );
  const values = [...diagrams.reachable(joint)].flatMap((id) => numberAt(id) ?? []);
  if (!isFinite || values.length === 0) return undefined;
  return {
    values: [...new Set(values)].sort((a, b) => (a < b ? -1 : 1)),
    pathTo: (value) => diagrams.paths(joint, (id) => numberAt(id) === value, 1)[0],
  };
}
