import type { Aggregate, Expression, ForEach, ItemAt, ListOf, Sequence } from '../../model/expression.ts';
import { power10 } from '../../model/decimal.ts';
import { MOST_ROWS } from '../build-list.ts';
import { decimalsOf, greatest, isSafeQuotient, times, toNumber } from './emit-number.ts';
import { type Emitter, isAtom, missingTest } from './emitter.ts';
import { itemAt, sequence } from './lists.ts';
import { divideBigs, divideHalfUp, finite } from './numbers.ts';
import { missingSource, type Representation, representation } from './representation.ts';

/** Lists, loops and aggregates. A loop that an aggregate alone consumes makes no list. */

export function listSource(e: Emitter, node: ListOf): string {
  const form = node.type.kind === 'list' ? representation(node.type.of) : 'other';
  return `[${node.items.map((item) => e.as(item, form)).join(', ')}]`;
}

export function sequenceSource(e: Emitter, node: Sequence): string {
  return `${e.slot(sequence)}(${e.as(node.from, 'number')}, ${e.as(node.to, 'number')}, ${MOST_ROWS}, ${itemForm(node) === 'bigint'})`;
}

export function itemAtSource(e: Emitter, node: ItemAt): string {
  const form = representation(node.type);
  return `${e.slot(itemAt)}(${e.value(node.list)}, ${e.as(node.index, 'number')}, ${missingSource(form)})`;
}

/** Source of a list made of a list. */
export function forEachSource(e: Emitter, node: ForEach): string {
  const made = e.fresh('list');
  e.line(`let ${made} = null;`);
  loopOver(e, node, `${made} = [];`, (item) => e.line(`${made}.push(${item.source});`));
  return made;
}

interface Item {
  /** Source of the item in its own representation. */
  readonly source: string;
  readonly form: Representation;
  /** The expression of the item, null where it is an item of a list as it stands. */
  readonly node: Expression | null;
}

/** Adds the loop over a list's items; a loop that nobody else needs is gone through in place. Nothing runs where the list is missing. */
function overItems(e: Emitter, over: Expression, start: string, each: (item: Item) => void): void {
  if (over.kind === 'forEach' && !e.isNamed(over)) return loopOver(e, over, start, each);
  const name = e.fresh('item');
  const item: Item = { source: name, form: itemForm(over), node: null };
  addLoop(
    e,
    e.atom(over),
    name,
    start,
    e.inside(new Map(), [], () => each(item)),
  );
}

function loopOver(e: Emitter, loop: ForEach, start: string, each: (item: Item) => void): void {
  const list = e.atom(loop.over);
  const name = e.fresh('item');
  const parts = [loop.where, loop.body].filter((part) => part !== null);
  const body = e.inside(new Map([[loop.variable.id, name]]), parts, () => {
    if (loop.where !== null) e.line(`if (!(${e.truth(loop.where)})) continue;`);
    each({ source: loop.body === null ? name : e.value(loop.body), form: itemForm(loop), node: loop.body });
  });
  addLoop(e, list, name, start, body);
}

function addLoop(e: Emitter, list: string, name: string, start: string, body: string): void {
  const at = e.fresh('i');
  const loop = `for (let ${at} = 0; ${at} < ${list}.length; ${at} += 1) { const ${name} = ${list}[${at}];\n${body} }`;
  e.line(`if (${list} !== null) { ${start}\n${loop} }`);
}

const itemForm = (list: Expression) => representation(list.type.kind === 'list' ? list.type.of : list.type);

/** Source of an aggregate. */
export function aggregateSource(e: Emitter, node: Aggregate): string {
  switch (node.operator) {
    case 'count':
      return counted(e, node.over);
    case 'some':
    case 'every':
      return tested(e, node);
    case 'min':
    case 'max':
      return extreme(e, node);
    case 'sum':
    case 'mean':
      return summed(e, node);
  }
}

function counted(e: Emitter, over: Expression): string {
  const count = e.fresh('count');
  e.line(`let ${count} = NaN;`);
  overItems(e, over, `${count} = 0;`, () => e.line(`${count} += 1;`));
  return count;
}

function tested(e: Emitter, node: Aggregate): string {
  const found = e.fresh('found');
  const isSome = node.operator === 'some';
  e.line(`let ${found} = null;`);
  overItems(e, node.over, `${found} = ${!isSome};`, ({ source, node: body }) => {
    const truth = body === null ? `${source} === true` : e.truth(body);
    e.line(`if (${isSome ? '' : '!'}(${truth})) { ${found} = ${isSome}; break; }`);
  });
  return found;
}

function extreme(e: Emitter, node: Aggregate): string {
  const best = e.fresh('best');
  const form = representation(node.type);
  const missing = missingSource(form);
  // `undefined` until there is an item; a missing item ends the search.
  e.line(`let ${best};`);
  overItems(e, node.over, '', ({ source }) => {
    const x = isAtom(source) ? source : e.name(source);
    e.line(`if (${missingTest(x, form)}) { ${best} = ${missing}; break; }`);
    e.line(`if (${best} === undefined || ${x} ${node.operator === 'min' ? '<' : '>'} ${best}) ${best} = ${x};`);
  });
  return `(${best} === undefined ? ${missing} : ${best})`;
}

function summed(e: Emitter, node: Aggregate): string {
  const list = node.over;
  const of = list.type.kind === 'list' ? list.type.of : list.type;
  const [sum, count] = [e.fresh('sum'), e.fresh('count')];
  const isMean = node.operator === 'mean';
  const counting = isMean ? ` ${count} += 1;` : '';
  e.line(`let ${sum} = NaN, ${count} = 0;`);
  if (of.kind === 'approximate') {
    overItems(e, list, `${sum} = 0;`, ({ source }) => e.line(`${sum} += ${source};${counting}`));
    return `${e.slot(finite)}(${isMean ? `${sum} / ${count}` : sum})`;
  }
  const item = of.kind === 'number' ? greatest(of) : 0n;
  const largest = item * MOST_ROWS;
  const shift = isMean ? decimalsOf(node) - (of.kind === 'number' ? of.decimals : 0) : 0;
  const [up, down] = [power10(Math.max(shift, 0)), power10(Math.max(-shift, 0))];
  const form = representation(node.type);
  if (isSafeQuotient(largest * up, MOST_ROWS * down) && form === 'number') {
    overItems(e, list, `${sum} = 0;`, ({ source }) => e.line(`${sum} += ${source};${counting}`));
    return isMean ? `${e.slot(divideHalfUp)}(${times(sum, up)}, ${times(count, down)})` : sum;
  }
  const total = bigTotal(e, list, sum, counting, item);
  const value = isMean
    ? `${e.slot(divideBigs)}(${total} === null ? null : ${total} * ${up}n, BigInt(${count}) * ${down}n, "half-up")`
    : total;
  return form === 'number' ? toNumber(e, value) : value;
}

/** Items up to 2^52 are added as numbers and carried over to a BigInt before the sum could lose a digit. */
const CARRY = 2n ** 52n;

function bigTotal(e: Emitter, list: Expression, sum: string, counting: string, largest: bigint): string {
  const total = e.fresh('total');
  const isNumber = representation(list.type.kind === 'list' ? list.type.of : list.type) === 'number';
  e.line(`let ${total} = null;`);
  if (!isNumber || largest > CARRY) {
    overItems(e, list, `${total} = 0n;`, ({ source, form }) => {
      const x = isAtom(source) ? source : e.name(source);
      e.line(`if (${missingTest(x, form)}) { ${total} = null; break; }`);
      e.line(`${total} += ${form === 'number' ? `BigInt(${x})` : x};${counting}`);
    });
    return total;
  }
  overItems(e, list, `${total} = 0n; ${sum} = 0;`, ({ source }) => {
    e.line(`${sum} += ${source};${counting}`);
    e.line(`if (${sum} > ${CARRY} || ${sum} < -${CARRY}) { ${total} += BigInt(${sum}); ${sum} = 0; }`);
  });
  e.line(`${total} = ${sum} === ${sum} ? ${total} + BigInt(${sum}) : null;`);
  return total;
}
