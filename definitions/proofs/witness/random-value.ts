import { rescale } from '../../model/decimal.ts';
import type { Type, Value } from '../../model/type.ts';
import { clamp, ORDINARY_DAY } from './request-builder.ts';
import type { BoundaryValues } from './boundary-values.ts';

/** Numbers below n, the same sequence every time (linear congruential, Knuth's constants): proofs answer alike everywhere. */
export type Random = (below: number) => number;

/** A fixed sequence of random numbers. */
export function fixedRandom(seed = 88_172_645_463_325_252n): Random {
  let state = seed;
  return (below) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}

/** A value of a type: often one that is compared with or its neighbour, else a bound, or of any magnitude. */
export function randomValue(type: Type, pool: BoundaryValues, random: Random): Value {
  switch (type.kind) {
    case 'boolean':
      return random(2) === 0;
    case 'string': {
      const values = type.enum ?? [...pool.texts, '一', 'a'];
      return values[random(values.length)] ?? '';
    }
    case 'list':
      return Array.from({ length: random(4) }, () => randomValue(type.of, pool, random));
    case 'date':
      return clamp(ORDINARY_DAY - BigInt(random(random(2) === 0 ? 800 : 8000)), type.minimum, type.maximum);
    case 'instant':
      return clamp((ORDINARY_DAY - BigInt(random(800))) * 86_400_000n, type.minimum, type.maximum);
    case 'number': {
      const one = pool.numbers[random(Math.max(pool.numbers.length, 1))];
      const near = one === undefined ? 0n : rescale(one.value, one.decimals, type.decimals) + BigInt(random(3) - 1);
      const magnitude = 10n ** BigInt(random(12)) * BigInt(1 + random(9));
      const choices = [
        near,
        near,
        near,
        magnitude,
        magnitude,
        -magnitude,
        type.minimum,
        type.maximum,
        10n ** BigInt(type.decimals),
      ];
      return clamp(choices[random(choices.length)] ?? 0n, type.minimum, type.maximum);
    }
    default:
      return 0n;
  }
}
