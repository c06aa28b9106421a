import type { Expression } from '../../model/expression.ts';
import { aggregated, binned, lookedUp, matched, type Part, picked } from './choices.ts';
import { calendarSpan } from './days.ts';
import { coalesced, compared, junction, meets } from './logic.ts';
import {
  approximatelySpan,
  arithmeticSpan,
  divideSpan,
  roundSpan,
  transcendentalSpan,
  weightedMeanSpan,
  weightedSumSpan,
} from './numbers.ts';
import { anyOf, canBe, either, isEmpty, NOTHING, type Span, truth } from './span.ts';
import { texts } from './texts.ts';

/** What a node can be at most, from what its parts can be; what is not known of by its kind can be anything of its type. */
export function spanOf(node: Expression, part: Part): Span {
  switch (node.kind) {
    case 'named':
      return part(node.of);
    case 'not':
    case 'holds':
    case 'isMissing':
      return truthOf(node.kind, part(node.of));
    case 'and':
    case 'or':
      return junction(node.kind === 'and', node.items.map(part));
    case 'coalesce':
      return coalesced(node.items.map(part));
    case 'compare':
      return compared(node.operator, part(node.left), part(node.right));
    case 'within':
      return tested(part(node.of), { kind: 'range', range: node.range });
    case 'oneOf':
      return tested(part(node.of), { kind: 'values', values: node.values });
    case 'if':
      return chosen(part(node.condition), node, part);
    case 'bins':
      return binned(node, part);
    case 'pick':
      return picked(node, part(node.index));
    case 'table':
      return matched(node, part);
    case 'aggregate':
      return node.over.kind === 'list' ? aggregated(node, node.over.items.map(part)) : anyOf(node.type, node.missable);
    case 'lookup':
      return lookedUp(node, node.keys.map(part));
    case 'text':
      return texts(node, node.items.map(part));
    case 'calendar':
      return calendarSpan(node, node.items.map(part));
    default:
      return computed(node, part);
  }
}

function computed(node: Expression, part: Part): Span {
  switch (node.kind) {
    case 'arithmetic':
      return arithmeticSpan(node, node.items.map(part));
    case 'divide':
      return divideSpan(node, part(node.left), part(node.right));
    case 'round':
      return roundSpan(node, part(node.of));
    case 'approximately':
      return approximatelySpan(node.of.type, part(node.of));
    case 'transcendental':
      return transcendentalSpan(node, node.items.map(part));
    case 'weightedSum':
    case 'weightedMean': {
      const terms = node.terms.map(({ of }) => part(of));
      return node.kind === 'weightedSum' ? weightedSumSpan(node, terms) : weightedMeanSpan(node, terms);
    }
    default:
      return anyOf(node.type, node.missable);
  }
}

function truthOf(kind: 'not' | 'holds' | 'isMissing', of: Span): Span {
  if (kind === 'not') return truth(canBe(of, false), canBe(of, true), of.missable);
  if (kind === 'holds') return truth(canBe(of, true), canBe(of, false) || of.missable, false);
  return truth(of.missable, !isEmpty(of), false);
}

const tested = (of: Span, test: Parameters<typeof meets>[1]): Span => truth(...meets(of, test), of.missable);

function chosen(condition: Span, node: Extract<Expression, { kind: 'if' }>, part: Part): Span {
  const then = canBe(condition, true) ? part(node.then) : undefined;
  const otherwise = canBe(condition, false) || condition.missable ? part(node.otherwise) : undefined;
  return then !== undefined && otherwise !== undefined ? either(then, otherwise) : (then ?? otherwise ?? NOTHING);
}
