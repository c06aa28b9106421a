import type { Json, JsonObject } from '../../../definitions/index.ts';
import { partAt } from '../edit.ts';

/** Customers that meet a part, and its group as far as it: of the whole population, estimated where a sample was counted. */
export interface PartCount {
  readonly met: number;
  readonly soFar: number | null;
}

export interface PartCounts {
  /** `idle`: there is nothing that could be counted; `none`: no population was brought; `withheld`: it is not for whoever looks. */
  readonly kind: 'idle' | 'none' | 'withheld' | 'waiting' | 'failed' | 'known';
  /** Of whom; undefined until it is known. */
  readonly told: { readonly customers: number; readonly sampled: number; readonly asOf: string } | undefined;
  /** The document that was counted; null until one was. */
  readonly of: JsonObject | null;
  /** By the pointers of its parts; those withheld are not there. */
  readonly counts: ReadonlyMap<string, PartCount>;
  /** The counts are of an earlier text. */
  readonly isOld: boolean;
  /** What the server said where it does not count; null where asking again may help. */
  readonly why: string | null;
}

/**
 * The counts that hold of a document as it stands: of parts that are the same objects in the one that was counted, and as far as a part
 * in its group where all above it are, too. Nothing where what all parts share is other by now (`shared`: keys of the document).
 */
export function countsOfNow(
  { of, counts }: Pick<PartCounts, 'of' | 'counts'>,
  now: JsonObject | null,
  shared: readonly string[],
): ReadonlyMap<string, PartCount> {
  if (of === null || now === null || shared.some((key) => of[key] !== now[key])) return NONE;
  if (of === now) return counts;
  const isSame = (pointer: string) => {
    const part: Json | undefined = partAt(now, pointer);
    return part !== undefined && part === partAt(of, pointer);
  };
  return new Map(
    [...counts].flatMap(([pointer, { met, soFar }]): readonly (readonly [string, PartCount])[] => {
      if (!isSame(pointer)) return [];
      return [[pointer, { met, soFar: soFar !== null && above(pointer).every(isSame) ? soFar : null }]];
    }),
  );
}

const NONE: ReadonlyMap<string, PartCount> = new Map();

/** The pointers of what stands above an item in its list. */
function above(pointer: string): readonly string[] {
  const [, list = '', place = '0'] = /^(.*\/)(\d+)$/.exec(pointer) ?? [];
  return Array.from({ length: Number(place) }, (_, i) => `${list}${i}`);
}
