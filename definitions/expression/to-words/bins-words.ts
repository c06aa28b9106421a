import type { Bins } from '../expression.ts';
import { conditionClause } from './clauses.ts';
import { rangeWords } from './figures.ts';
import { valueOf } from './nouns.ts';
import { listed, pick2, type Speech, unitOf } from './speech.ts';

/** Each bin as a phrase: `不满 6 个月`, `120 个月及以上`, `「A」或「B」`, `未知`, `其他`. */
export function binPhrases(bins: Bins, speech: Speech): readonly string[] {
  return bins.bins.map(({ test }) => {
    switch (test.kind) {
      case 'missing':
        return pick2(speech, '未知', 'unknown');
      case 'otherwise':
        return pick2(speech, '其他', 'anything else');
      case 'when':
        return conditionClause(test.when, speech);
      case 'range':
        return bins.on === null ? '' : rangeWords(speech, test.range, bins.on.type, unitOf(bins.on));
      case 'values': {
        const on = bins.on;
        return on === null
          ? ''
          : listed(
              speech,
              test.values.map((value) => valueOf(on, value, speech)),
              'or',
            );
      }
    }
  });
}
