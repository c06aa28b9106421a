import type { Expression, FieldRead, Named } from '../expression.ts';
import { children, nodesOf } from '../walk.ts';

/**
 * The same expressions with every result of another definition taken as a value of its own, free in its type: smaller, and wider than
 * what can happen, so that *never* and *always* stay sound. Results that are numbers by formula are subjects in any case.
 */
export function shallow(expressions: readonly Expression[]): readonly Expression[] {
  const replaced = new Map<Expression, Expression>();
  for (const node of nodesOf(expressions)) {
    const parts = children(node);
    const isChanged = parts.some((part) => replaced.get(part) !== part);
    const next = isResult(node)
      ? standIn(node)
      : isChanged
        ? rebuilt(node, (part) => replaced.get(part) ?? part)
        : node;
    replaced.set(node, next);
  }
  return expressions.map((e) => replaced.get(e) ?? e);
}

function isResult(node: Expression): node is Named {
  return node.kind === 'named' && node.ref.includes('#') && !node.ref.startsWith('entity/');
}

/** A field that only the proof knows. */
function standIn(node: Named): FieldRead {
  const origin = { definition: node.ref, pointer: '' };
  const field = {
    name: node.ref,
    type: node.type,
    optional: node.missable,
    title: node.title,
    unreadable: 'refuse',
    origin,
  } as const;
  return { kind: 'field', type: node.type, missable: node.missable, field, of: null };
}

/** A node over replaced parts. Loops keep theirs: what they compute is a subject as a whole. */
function rebuilt(node: Expression, part: (of: Expression) => Expression): Expression {
  switch (node.kind) {
    case 'named':
    case 'not':
    case 'holds':
    case 'isMissing':
    case 'within':
    case 'oneOf':
    case 'round':
    case 'approximately':
      return { ...node, of: part(node.of) };
    case 'and':
    case 'or':
    case 'coalesce':
    case 'arithmetic':
      return { ...node, items: node.items.map(part) };
    case 'compare':
    case 'divide':
      return { ...node, left: part(node.left), right: part(node.right) };
    case 'if':
      return { ...node, condition: part(node.condition), then: part(node.then), otherwise: part(node.otherwise) };
    case 'pick':
      return { ...node, index: part(node.index) };
    case 'weightedSum':
      return { ...node, terms: node.terms.map((term) => ({ ...term, of: part(term.of) })) };
    case 'weightedMean':
      return { ...node, terms: node.terms.map((term) => ({ ...term, of: part(term.of) })) };
    case 'bins': {
      const bins = node.bins.map((bin) =>
        bin.test.kind === 'when' ? { ...bin, test: { ...bin.test, when: part(bin.test.when) } } : bin,
      );
      return { ...node, on: node.on && part(node.on), bins };
    }
    case 'table': {
      const rules = node.rules.map((rule) => ({ ...rule, cells: rule.cells.map((cell) => cell && part(cell)) }));
      return { ...node, inputs: node.inputs.map(part), rules };
    }
    default:
      return node;
  }
}
