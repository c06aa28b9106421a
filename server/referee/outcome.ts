import type { Json, Text } from '../../definitions/index.ts';
import type { Figure } from './figure.ts';
import { type Flaw, refusing, type Value } from './value.ts';

/** Why something was decided so. */
export interface Ground {
  readonly code: string;
  readonly text: Text;
  /** Points lost with their decimals; null: a reason without a loss. */
  readonly loss: { readonly figure: Figure; readonly decimals: number } | null;
}

/** The answer of one definition on one subject. */
export interface Outcome {
  readonly value: Json;
  /** What other definitions may read, unless it is refused. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** In the order of declaration, equal codes not yet put together. */
  readonly grounds: readonly Ground[];
  readonly flaws: readonly Flaw[];
  readonly isRefused: boolean;
  readonly isPartial: boolean;
}

/** An outcome of which a flaw may refuse. */
export function outcome(
  value: Json,
  outputs: ReadonlyMap<string, Value>,
  flaws: readonly Flaw[],
  more: { readonly grounds?: readonly Ground[]; readonly isPartial?: boolean } = {},
): Outcome {
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
