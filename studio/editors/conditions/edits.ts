import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { partAt, setAt } from '../edit.ts';
import { type Group, type GroupMode, itemsOf, readGroup, readNode } from './node.ts';

/**
 * Edits of the condition that stands at a pointer of a document (`root`): of any kind, wherever it stands. Each answers the document
 * and where the item that was edited stands now; the document is the same object where there was nothing to do.
 */
export interface Edited<D> {
  readonly document: D;
  readonly at: string;
}

/** The ways an item can go: among its neighbours, into a group beside it, and out of its own, behind it. */
export type Way = 'up' | 'down' | 'in' | 'out';

/** Puts an item into a group, before the one that has the position, else last. A condition that is no group becomes all of itself and the item. */
export function addItem<D extends object>(
  document: D,
  root: string,
  group: string,
  item: Json,
  position?: number,
): Edited<D> {
  const [whole] = grouped(document, root, group);
  const found = groupAt(whole, group);
  if (found === undefined) return { document, at: group };
  const place = Math.min(position ?? found.items.length, found.items.length);
  return put(whole, group, found, [...found.items.slice(0, place), item, ...found.items.slice(place)], place);
}

/** Puts another item in the place of one. */
export function setItem<D extends object>(document: D, root: string, at: string, item: Json): Edited<D> {
  const step = wayTo(document, root, at).at(-1);
  if (step === undefined) return { document: at === root ? setAt(document, root, item) : document, at };
  const items = step.group.items.map((one, i) => (i === step.index ? item : one));
  return put(document, step.at, step.group, items, step.index);
}

/** Takes an item out, with the groups that have no other; answers where its neighbour, else its group, stands then. */
export function removeItem<D extends object>(document: D, root: string, at: string): Edited<D> {
  const [whole, item] = grouped(document, root, at);
  const way = wayTo(whole, root, item);
  // The innermost group that has another item, else the whole condition.
  const step = way.findLast(({ group }) => group.items.length > 1) ?? way[0];
  if (step === undefined) return { document, at };
  const items = step.group.items.filter((_, i) => i !== step.index);
  return put(whole, step.at, step.group, items, Math.min(step.index, items.length - 1));
}

/** Puts a copy of an item behind it. */
export function duplicateItem<D extends object>(document: D, root: string, at: string): Edited<D> {
  const [whole, item] = grouped(document, root, at);
  const step = wayTo(whole, root, item).at(-1);
  if (step === undefined) return { document, at };
  const { items } = step.group;
  const copy = items.slice(step.index, step.index + 1);
  return put(
    whole,
    step.at,
    step.group,
    [...items.slice(0, step.index + 1), ...copy, ...items.slice(step.index + 1)],
    step.index + 1,
  );
}

/** Moves an item; the same document where it cannot go that way. */
export function moveItem<D extends object>(document: D, root: string, at: string, way: Way): Edited<D> {
  const steps = wayTo(document, root, at);
  const step = steps.at(-1);
  if (step === undefined) return { document, at };
  switch (way) {
    case 'up':
      return swapped(document, step, -1) ?? { document, at };
    case 'down':
      return swapped(document, step, 1) ?? { document, at };
    case 'in':
      return moveIn(document, step) ?? { document, at };
    case 'out':
      return moveOut(document, steps.at(-2), step) ?? { document, at };
  }
}

/** Puts an item into a group of its own, of the mode its group does not have; answers where the group stands. */
export function wrapItem<D extends object>(document: D, root: string, at: string): Edited<D> {
  const [whole, item] = grouped(document, root, at);
  const step = wayTo(whole, root, item).at(-1);
  const node = partAt(whole as unknown as JsonObject, item);
  if (step === undefined || node === undefined) return { document, at };
  return setItem(whole, root, item, step.group.mode === 'all' ? { any: [node] } : { all: [node] });
}

/** Puts a group's items in its place; the whole condition and *none of* stay what they are. */
export function unwrapGroup<D extends object>(document: D, root: string, at: string): Edited<D> {
  const step = wayTo(document, root, at).at(-1);
  const inner = step?.group.items[step.index];
  const group = inner === undefined ? undefined : readNode(inner);
  if (step === undefined || group?.kind !== 'group' || group.mode === 'none') return { document, at };
  const { items } = step.group;
  const next = [...items.slice(0, step.index), ...group.items, ...items.slice(step.index + 1)];
  return put(document, step.at, step.group, next, Math.min(step.index, next.length - 1));
}

/** How many of a group's items have to hold. Its name and priority stay. */
export function setMode<D extends object>(document: D, root: string, at: string, mode: GroupMode): Edited<D> {
  const [whole] = grouped(document, root, at);
  const found = groupAt(whole, at);
  const node = partAt(whole as unknown as JsonObject, at);
  if (found === undefined || !isObject(node) || found.mode === mode) return { document, at };
  const notes = Object.entries(node).filter(([key]) => key === 'name' || key === 'priority');
  const junction = mode === 'none' ? { not: { any: found.items } } : { [mode]: found.items };
  return setItem(whole, root, at, { ...junction, ...Object.fromEntries(notes) });
}

/** A group on the way to an item, and which of its items the way goes through. */
interface Step {
  readonly at: string;
  readonly group: Group;
  readonly index: number;
}

/** The groups around an item, from the whole condition inwards; none where it is the whole, or is not there. */
function wayTo(document: object, root: string, at: string): readonly Step[] {
  const steps: Step[] = [];
  for (let here = root; here !== at; ) {
    const group = groupAt(document, here);
    const inside = group === undefined ? [] : itemsOf(group, here);
    const index = inside.findIndex((one) => at === one.at || at.startsWith(`${one.at}/`));
    const next = inside[index];
    if (group === undefined || next === undefined) return [];
    steps.push({ at: here, group, index });
    here = next.at;
  }
  return steps;
}

function groupAt(document: object, at: string): Group | undefined {
  const node = partAt(document as JsonObject, at);
  return node === undefined ? undefined : readGroup(node);
}

/** The document with its condition as a group, and where an item of it stands then. */
function grouped<D extends object>(document: D, root: string, at: string): readonly [document: D, at: string] {
  const node = partAt(document as unknown as JsonObject, root);
  if (node === undefined || readGroup(node) !== undefined) return [document, at];
  return [setAt(document, root, { all: [node] }), `${root}/all/0${at.slice(root.length)}`];
}

/** Writes a group's items anew; answers where the one at an index stands, or the group where it has none. */
function put<D extends object>(
  document: D,
  at: string,
  group: Group,
  items: readonly Json[],
  index: number,
): Edited<D> {
  const node = partAt(document as unknown as JsonObject, at);
  if (!isObject(node)) return { document, at };
  const next = setAt(document, at, withItems(node, group, items));
  const now = groupAt(next, at);
  return { document: next, at: (now === undefined ? undefined : itemsOf(now, at)[index]?.at) ?? at };
}

/** A group's node with other items. `not` keeps its one item bare while there is one that stays itself there: `not` of `any` is *none of*. */
export function withItems(node: JsonObject, { list }: Group, items: readonly Json[]): JsonObject {
  const [only, ...more] = items;
  const isItself = only !== undefined && !(isObject(only) && Object.keys(only).join() === 'any');
  if (list === 'not' && isItself && more.length === 0) return { ...node, not: only };
  if (list === 'not' || list === 'not/any') return { ...node, not: { any: items } };
  return { ...node, [list]: items };
}

function swapped<D extends object>(document: D, { at, group, index }: Step, by: -1 | 1): Edited<D> | undefined {
  const [item, other] = [group.items[index], group.items[index + by]];
  if (item === undefined || other === undefined) return undefined;
  const items = group.items.map((one, i) => (i === index ? other : i === index + by ? item : one));
  return put(document, at, group, items, index + by);
}

/** Into the group before it, as its last, or else into the one behind it, as its first. */
function moveIn<D extends object>(document: D, { at, group, index }: Step): Edited<D> | undefined {
  const item = group.items[index];
  for (const by of [-1, 1] as const) {
    const beside = group.items[index + by];
    const into = beside === undefined ? undefined : readNode(beside);
    if (item === undefined || !isObject(beside) || into?.kind !== 'group') continue;
    const grown = withItems(beside, into, by === -1 ? [...into.items, item] : [item, ...into.items]);
    const items = group.items.flatMap((one, i) => (i === index ? [] : i === index + by ? [grown] : [one]));
    const { document: next, at: inside } = put(document, at, group, items, by === -1 ? index - 1 : index);
    const now = groupAt(next, inside);
    const place = now === undefined ? undefined : itemsOf(now, inside)[by === -1 ? now.items.length - 1 : 0];
    return { document: next, at: place?.at ?? inside };
  }
  return undefined;
}

/** Out of its group, behind it; a group that had nothing else goes. */
function moveOut<D extends object>(
  document: D,
  outer: Step | undefined,
  { at, group, index }: Step,
): Edited<D> | undefined {
  const [item, node] = [group.items[index], partAt(document as unknown as JsonObject, at)];
  if (outer === undefined || item === undefined || !isObject(node)) return undefined;
  const left = group.items.filter((_, i) => i !== index);
  const shrunk = left.length === 0 ? [] : [withItems(node, group, left)];
  const items = outer.group.items.flatMap((one, i) => (i === outer.index ? [...shrunk, item] : [one]));
  return put(document, outer.at, outer.group, items, outer.index + shrunk.length);
}
