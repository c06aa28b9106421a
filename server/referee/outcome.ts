import type { Json, Text } from '../../definitions/index.ts';
import type { Fraction } from './figure.ts';
import { type Flaw, refusing, type RefereeValue } from './value.ts';

/** Why something was decided so. */
export interface Ground {
  readonly code: string;
  readonly text: Text;
  /** Points lost with their decimals; null: a reason without a loss. */
  readonly loss: { readonly figure: Fraction; readonly decimals: number } | null;
}

/** The answer of one definition on one subject. */
export interface RefereeAnswer {
  readonly value: Json;
  /** What other definitions may read, unless it is refused. */
  readonly outputs: ReadonlyMap<string, RefereeValue>;
  /** In the order of declaration, equal codes not yet put together. */
  readonly grounds: readonly Ground[];
  readonly flaws: readonly Flaw[];
  readonly isRefused: boolean;
  readonly isPartial: boolean;
}

/** An outcome of which a flaw may refuse. */
export function outcome(
  value: Json,
  outputs: ReadonlyMap<string, RefereeValue>,
  flaws: readonly Flaw[],
  more: { readonly grounds?: readonly Ground[]; readonly isPartial?: boolean } = {},
): RefereeAnswer {
  const isRefused = refusing(flaws);
  return {
    value: isRefused ? null : value,
    outputs,
    grounds: isRefused ? [] : (more.grounds ?? []),
    flaws,
    isRefused,
    isPartial: !isRefused && more.isPartial === true,
  };
}
