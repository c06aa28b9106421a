import type { Expression, TextCall } from '../../model/expression.ts';
import { divideRounded, power10 } from '../../model/decimal.ts';
import type { Builder } from './builder.ts';
import { collectCuts } from './cuts.ts';
import { Diagrams, type Id } from './diagram.ts';
import { keyOf } from './key.ts';
import { junction, missingOf, terminalOf } from './junction.ts';
import { mapValues } from './map-values.ts';
import { byNearness } from './nearness.ts';
import { subjectOf } from './subject-diagram.ts';
import { leavesOf, type Subject } from './subjects.ts';
import { answerOf } from './text-cells.ts';
import { calculate, weighted } from './calculate.ts';
import { compared, test } from './compared.ts';
import { firstBin, firstRule, countRules } from './choices.ts';

/** Makes a builder for the expressions, with a budget of nodes; `of` throws BudgetSpent beyond it. */
export function createBuilder(
  expressions: readonly Expression[],
  nodes: number,
  order: 'by-mention' | 'by-key' | 'by-nearness' = 'by-mention',
): Builder {
  const cuts = collectCuts(expressions);
  const keys = cuts.keys();
  const byKey = cuts.subjects(
    order === 'by-mention' ? keys : order === 'by-key' ? [...keys].sort() : byNearness(expressions, keys),
  );
  const diagrams = new Diagrams(nodes);
  const known = new Map<string, Id>();
  const builder: Builder = {
    diagrams,
    subjects: [...byKey.values()],
    of: (e) => {
      const key = keyOf(e);
      const made =
        known.get(key) ?? (e.kind === 'text' && cuts.settles(e) ? settledText(e, builder) : build(e, builder, byKey));
      known.set(key, made);
      return made;
    },
    map: (of, to) => mapValues(diagrams, of, to),
  };
  return builder;
}

function build(e: Expression, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  const d = b.diagrams;
  switch (e.kind) {
    case 'constant':
      return d.value(e.value);
    case 'missing':
      return d.missing;
    case 'named':
      return b.of(e.of);
    case 'not':
      return b.map(b.of(e.of), (value) => (value === null ? d.missing : value === true ? d.false : d.true));
    case 'and':
    case 'or':
      // The deepest first: each other one is then laid on top, and nothing below it is built again.
      return e.items
        .map((item) => b.of(item))
        .sort((l, r) => d.level(r) - d.level(l) || 0)
        .reduce((l, r) => junction(d, e.kind === 'and', l, r), e.kind === 'and' ? d.true : d.false);
    case 'holds':
      return b.map(b.of(e.of), (value) => (value === true ? d.true : d.false));
    case 'isMissing':
      return b.map(b.of(e.of), (value) => (value === null ? d.true : d.false));
    case 'coalesce':
      return e.items
        .map((item) => b.of(item))
        .reduceRight((rest, item) => d.choose(missingOf(d, item), rest, item), d.missing);
    case 'if':
      return d.choose(
        b.map(b.of(e.condition), (value) => (value === true ? d.true : d.false)),
        b.of(e.then),
        b.of(e.otherwise),
      );
    case 'compare':
      return compared(e, b, subjects);
    case 'within': {
      const { low, high } = e.range;
      return test(
        b,
        e.of,
        (value) => typeof value === 'bigint' && (low === null || value >= low) && (high === null || value <= high),
      );
    }
    case 'oneOf':
      return test(b, e.of, (value) => e.values.includes(value));
    case 'bins':
      return firstBin(e, b);
    case 'pick':
      return b.map(b.of(e.index), (index) => terminalOf(d, index === null ? null : (e.values[Number(index)] ?? null)));
    case 'table':
      return e.select === 'count' ? countRules(e, b) : firstRule(e, b);
    case 'arithmetic':
    case 'weightedSum':
    case 'weightedMean':
    case 'round':
      if (leavesOf(e).length > 0 && !isWidening(e)) return subjectOf(e, b, subjects);
      return e.kind === 'round' ? buildRound(e, b) : e.kind === 'arithmetic' ? calculate(e, b) : weighted(e, b);
    default:
      return subjectOf(e, b, subjects);
  }
}

/** A call that each cell of its text answers. */
function settledText(e: TextCall, b: Builder): Id {
  const [of] = e.items;
  if (of === undefined) return b.diagrams.missing;
  return b.map(b.of(of), (value) =>
    value === null ? b.diagrams.missing : b.diagrams.value(answerOf(e, String(value))),
  );
}

const isWidening = (e: Expression) => leavesOf(e).some((leaf) => leaf.expression !== e);

function buildRound(e: Expression & { kind: 'round' }, b: Builder): Id {
  if (e.type.kind !== 'number' || e.of.type.kind !== 'number') throw new Error('A rounded approximate is a subject');
  const shift = e.type.decimals - e.of.type.decimals;
  const d = b.diagrams;
  return d.combine([b.of(e.of)], ([id = 0]) => {
    const at = d.at(id);
    if (at.kind === 'subject') return d.subject(at.subject, at.shift + shift);
    if (at.kind === 'missing') return d.missing;
    const value = at.value as bigint;
    return d.value(shift >= 0 ? value * power10(shift) : divideRounded(value, power10(-shift), e.rounding));
  });
}
