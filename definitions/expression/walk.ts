import type { Bins, Expression, ForEach, Table } from '../model/expression.ts';

/** Walking expressions. They are shared graphs, not trees: every walk looks at each node once. */

/** The expressions a node is made of, in the order they were written; a loop's variable is not one of them. */
export function children(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'constant':
    case 'missing':
    case 'input':
    case 'cut':
    case 'variable':
      return [];
    case 'field':
      return node.of === null ? [] : [node.of];
    case 'named':
    case 'not':
    case 'holds':
    case 'isMissing':
    case 'within':
    case 'oneOf':
    case 'round':
    case 'approximately':
      return [node.of];
    case 'and':
    case 'or':
    case 'coalesce':
    case 'arithmetic':
    case 'transcendental':
    case 'list':
    case 'listCall':
    case 'text':
    case 'calendar':
      return node.items;
    case 'compare':
    case 'divide':
      return [node.left, node.right];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'bins':
      return [
        ...(node.on === null ? [] : [node.on]),
        ...node.bins.flatMap(({ test }) => (test.kind === 'when' ? [test.when] : [])),
      ];
    case 'pick':
      return [node.index];
    case 'table':
      return [...node.inputs, ...node.rules.flatMap((rule) => rule.cells.filter((cell) => cell !== null))];
    case 'weightedSum':
    case 'weightedMean':
      return node.terms.map((term) => term.of);
    case 'sequence':
      return [node.from, node.to];
    case 'forEach':
      return [node.over, ...[node.where, node.body].filter((part) => part !== null)];
    case 'itemAt':
      return [node.list, node.index];
    case 'aggregate':
      return [node.over];
    case 'lookup':
      return node.asOf === null ? node.keys : [...node.keys, node.asOf];
  }
}

/**
 * The same without the cells of tables that do no more than test what stands above them: thousands of nodes that lead to nothing that is
 * not reached by the table's inputs.
 */
export function ownParts(node: Expression): readonly Expression[] {
  if (node.kind !== 'table') return children(node);
  const computed = new Set<Expression>();
  for (const { cells } of node.rules) {
    for (let column = 0; column < cells.length; column += 1) {
      const cell = cells[column];
      if (cell && !isTestOf(cell, node.inputs[column])) computed.add(cell);
    }
  }
  return [...node.inputs, ...computed];
}

function isTestOf(cell: Expression, input: Expression | undefined): boolean {
  let test = cell;
  while (test.kind === 'holds' || test.kind === 'not') test = test.of;
  return (test.kind === 'within' || test.kind === 'oneOf' || test.kind === 'isMissing') && test.of === input;
}

/**
 * Every node reachable from some expressions, each once, what it is made of before itself, in the order they were written (`partsOf` says what that is). Without
 * recursion: a line that names a line that names a line … may be thousands of nodes deep.
 */
export function nodesOf(
  roots: readonly Expression[],
  partsOf: (node: Expression) => readonly Expression[] = children,
): readonly Expression[] {
  const done = new Set<Expression>();
  const open: { readonly node: Expression; readonly parts: readonly Expression[]; next: number }[] = [];
  const enter = (node: Expression) => {
    if (!done.has(node)) open.push({ node, parts: partsOf(node), next: 0 });
  };
  for (const root of roots) {
    enter(root);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const part = top.parts[top.next];
      top.next += 1;
      if (part !== undefined) enter(part);
      else {
        done.add(top.node);
        open.pop();
      }
    }
  }
  return [...done];
}

/** The same expression with every leaf replaced that `leaf` answers another expression for; untouched parts stay the same objects. */
export function replaceLeaves(root: Expression, leaf: (node: Expression) => Expression): Expression {
  const done = new Map<Expression, Expression>();
  const replace = (node: Expression): Expression => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const next = children(node).length === 0 ? leaf(node) : rebuild(node, replace);
    done.set(node, next);
    return next;
  };
  return replace(root);
}

/** A node made of replaced parts. The parts keep their types, so type and missability are kept unless a part became missable. */
export function rebuild(node: Expression, replace: (part: Expression) => Expression): Expression {
  const before = children(node);
  const after = before.map(replace);
  if (after.every((part, i) => part === before[i])) return node;
  const becameMissable = after.some((part, i) => part.missable && before[i]?.missable === false);
  const missable = node.missable || (becameMissable && !isTotal(node));
  return { ...withParts(node, replace), missable };
}

/** Nodes that are never missing, whatever their parts are. */
function isTotal(node: Expression): boolean {
  if (node.kind === 'table') return node.select === 'count';
  return node.kind === 'holds' || node.kind === 'isMissing';
}

/** The same node over other parts of the same types; a leaf stays as it is. */
export function withParts(node: Expression, replace: (part: Expression) => Expression): Expression {
  switch (node.kind) {
    case 'constant':
    case 'missing':
    case 'input':
    case 'cut':
    case 'variable':
      return node;
    case 'field':
      return { ...node, of: node.of && replace(node.of) };
    case 'named':
      return {
        ...node,
        of: replace(node.of),
        ...(node.owner === undefined ? {} : { owner: replace(node.owner) }),
        ...(node.called === undefined
          ? {}
          : { called: node.called.map((one) => ({ ...one, with: replace(one.with) })) }),
      };
    case 'not':
    case 'holds':
    case 'isMissing':
    case 'within':
    case 'oneOf':
    case 'round':
    case 'approximately':
      return { ...node, of: replace(node.of) };
    case 'and':
    case 'or':
    case 'coalesce':
    case 'arithmetic':
    case 'transcendental':
    case 'list':
    case 'listCall':
    case 'text':
    case 'calendar':
      return { ...node, items: node.items.map(replace) };
    case 'compare':
    case 'divide':
      return { ...node, left: replace(node.left), right: replace(node.right) };
    case 'if':
      return {
        ...node,
        condition: replace(node.condition),
        then: replace(node.then),
        otherwise: replace(node.otherwise),
      };
    case 'bins':
      return { ...node, on: node.on && replace(node.on), bins: node.bins.map((bin) => replaceBin(bin, replace)) };
    case 'pick':
      return { ...node, index: replace(node.index) };
    case 'table':
      return { ...node, inputs: node.inputs.map(replace), rules: node.rules.map((rule) => replaceRule(rule, replace)) };
    case 'weightedSum':
      return { ...node, terms: node.terms.map((term) => ({ ...term, of: replace(term.of) })) };
    case 'weightedMean':
      return { ...node, terms: node.terms.map((term) => ({ ...term, of: replace(term.of) })) };
    case 'sequence':
      return { ...node, from: replace(node.from), to: replace(node.to) };
    case 'forEach':
      return replaceLoop(node, replace);
    case 'itemAt':
      return { ...node, list: replace(node.list), index: replace(node.index) };
    case 'aggregate':
      return { ...node, over: replace(node.over) };
    case 'lookup':
      return { ...node, keys: node.keys.map(replace), asOf: node.asOf && replace(node.asOf) };
  }
}

function replaceBin(bin: Bins['bins'][number], replace: (part: Expression) => Expression): Bins['bins'][number] {
  return bin.test.kind === 'when' ? { ...bin, test: { kind: 'when', when: replace(bin.test.when) } } : bin;
}

function replaceRule(rule: Table['rules'][number], replace: (part: Expression) => Expression): Table['rules'][number] {
  return { ...rule, cells: rule.cells.map((cell) => cell && replace(cell)) };
}

function replaceLoop(node: ForEach, replace: (part: Expression) => Expression): ForEach {
  return {
    ...node,
    over: replace(node.over),
    where: node.where && replace(node.where),
    body: node.body && replace(node.body),
  };
}
