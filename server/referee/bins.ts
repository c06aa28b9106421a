import type { JsonObject } from '../../definitions/index.ts';
import { benchOf, judgeOf } from './judge-context.ts';
import type { Declared } from './declared.ts';
import type { Subject } from './subject.ts';
import type { Flaw, Value } from './value.ts';

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
  readonly value: Value;
  readonly declared: Declared;
}

/**
 * The position of the bin that holds: the first that says so by interval, values or condition; else the one for missing, where the
 * value is; else `otherwise`. Undefined where none does, with the flaw that says why.
 */
export async function binOf(
  of: object,
  bins: readonly WrittenBin[],
  tested: Tested | null,
  subject: Subject,
): Promise<{ readonly index: number | undefined; readonly flaws: readonly Flaw[] }> {
  const own: Readonly<Record<string, Declared>> = tested === null ? {} : { $value: tested.declared };
  const judge = judgeOf(of, subject, () => bins.map(conditionOf), own);
  const { hits, flaws } = await judge.hits(benchOf(subject, tested === null ? {} : { $value: tested.value }));
  const isMissing = tested !== null && tested.value === null;
  const position = (index: number) => (index < 0 ? undefined : index);
  const index =
    position(bins.findIndex((_, i) => hits.has(i))) ??
    (isMissing ? position(bins.findIndex(({ missing }) => missing === true)) : undefined) ??
    position(bins.findIndex(({ otherwise }) => otherwise === true));
  if (index !== undefined) return { index, flaws };
  return { index, flaws: [...flaws, { code: isMissing ? 'missing-without-bin' : 'value-not-covered', refuses: true }] };
}

/** `missing` and `otherwise` are asked after all others; their conditions never hold. */
function conditionOf(bin: WrittenBin): JsonObject {
  if (bin.in !== undefined) return { fact: '$value', operator: 'between', value: bin.in };
  if (bin.values !== undefined) return { fact: '$value', operator: 'in', value: bin.values };
  return bin.when ?? NEVER;
}

const NEVER: JsonObject = { not: { all: [] } };
