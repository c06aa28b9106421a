import type { JsonObject } from '../../definitions/index.ts';
import { benchOf, judgeOf } from './judge-context.ts';
import type { Declared } from './declared.ts';
import type { RefereeSubject } from './subject.ts';
import type { Flaw, RefereeValue } from './value.ts';

/** Bins, bands and classes as conditions on one value, `$value`. */
interface WrittenBin {
  readonly in?: string;
  readonly values?: readonly (boolean | number | string)[];
  readonly when?: JsonObject;
  readonly missing?: true;
  readonly otherwise?: true;
}

/** What bins test: a value, and what it is. */
export interface Tested {
  readonly value: RefereeValue;
  readonly declared: Declared;
}

/**
 * The position of the first bin, in the order they are written, that holds: by interval, values or condition, because the value is
 * missing, or as `otherwise`. Undefined where none does, with the flaw that says why.
 */
export async function binOf(
  of: object,
  bins: readonly WrittenBin[],
  tested: Tested | null,
  subject: RefereeSubject,
): Promise<{ readonly index: number | undefined; readonly flaws: readonly Flaw[] }> {
  const own: Readonly<Record<string, Declared>> = tested === null ? {} : { $value: tested.declared };
  const judge = judgeOf(of, subject, () => bins.map(conditionOf), own);
  const { hits, flaws } = await judge.hits(benchOf(subject, tested === null ? {} : { $value: tested.value }));
  const isMissing = tested !== null && tested.value === null;
  const index = bins.findIndex(
    ({ missing, otherwise }, i) => hits.has(i) || (missing === true && isMissing) || otherwise === true,
  );
  if (index >= 0) return { index, flaws };
  return {
    index: undefined,
    flaws: [...flaws, { code: isMissing ? 'missing-without-bin' : 'value-not-covered', refuses: true }],
  };
}

/** `missing` and `otherwise` are no conditions on a value that is there; theirs never hold. */
function conditionOf(bin: WrittenBin): JsonObject {
  if (bin.in !== undefined) return { fact: '$value', operator: 'between', value: bin.in };
  if (bin.values !== undefined) return { fact: '$value', operator: 'in', value: bin.values };
  return bin.when ?? NEVER;
}

const NEVER: JsonObject = { not: { all: [] } };
