import type { Bins } from '../../model/expression.ts';
import { conditionClause } from './clauses.ts';
import { rangeWords } from './figures.ts';
import { listed, pick2, type Speech } from './speech.ts';
import { valueOf } from './titles.ts';
import { unitOf } from './units.ts';

/** All that no other bin holds: also the unknown, where no bin is for it. */
function otherWords({ on, bins }: Bins, speech: Speech): string {
  const isUnknownToo = on?.missable === true && bins.every(({ test }) => test.kind !== 'missing');
  return isUnknownToo
    ? pick2(speech, '其他或未知', 'anything else or unknown')
    : pick2(speech, '其他', 'anything else');
}

/**
 * Each bin as a phrase: `不满 6 个月`, `120 个月及以上`, `“A”或“B”`, `未知`, `其他`. `unit` stands in where what they divide has
 * none of its own (`score`: points).
 */
export function binPhrases(bins: Bins, speech: Speech, unit?: string): readonly string[] {
  return bins.bins.map(({ test }) => {
    const { on } = bins;
    switch (test.kind) {
      case 'missing':
        return pick2(speech, '未知', 'unknown');
      case 'otherwise':
        return bins.bins.length === 2 && bins.bins.some((one) => one.test.kind === 'missing')
          ? pick2(speech, '已知', 'known')
          : otherWords(bins, speech);
      case 'when':
        return conditionClause(test.when, speech);
      case 'range':
        return on === null ? '' : rangeWords(speech, test.range, on.type, unitOf(on) ?? unit);
      case 'values':
        return on === null
          ? ''
          : listed(
              speech,
              test.values.map((value) => valueOf(on, value, speech)),
              'or',
            );
    }
  });
}
