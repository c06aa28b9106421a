import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { readNode } from './node.ts';

/**
 * A condition without its rows that have no value yet, and without groups that are empty by that; of every node the pointer at which it
 * stands in the document. What loses nothing stays the same object. Null where nothing is left.
 */
export function askedCondition(
  node: Json,
  root: string,
): { readonly when: JsonObject; readonly places: ReadonlyMap<string, string> } | null {
  const places = new Map<string, string>();
  const isRule = isObject(node) && ['all', 'any', 'not'].some((key) => node[key] !== undefined);
  const found = whole(node, root, isRule ? '/when' : '/when/all/0', places);
  if (!isObject(found)) return null;
  return { when: isRule ? found : { all: [found] }, places };
}

function whole(node: Json, at: string, to: string, places: Map<string, string>): Json | null {
  if (!isObject(node)) return null;
  const read = readNode(node);
  if (read.kind === 'row' && read.value === undefined) return null;
  const key = ['all', 'any'].find((one) => Array.isArray(node[one]));
  const list = key === undefined ? undefined : node[key];
  let found: JsonObject | null = node;
  if (key !== undefined && Array.isArray(list)) {
    const items: Json[] = [];
    list.forEach((item: Json, i) => {
      const kept = whole(item, `${at}/${key}/${i}`, `${to}/${key}/${items.length}`, places);
      if (kept !== null) items.push(kept);
    });
    found = items.length === 0 ? null : isSame(items, list) ? node : { ...node, [key]: items };
  } else if (node['not'] !== undefined) {
    const inside = whole(node['not'], `${at}/not`, `${to}/not`, places);
    found = inside === null ? null : inside === node['not'] ? node : { ...node, not: inside };
  }
  if (found !== null) places.set(to, at);
  return found;
}

const isSame = (items: readonly Json[], list: readonly Json[]) =>
  items.length === list.length && items.every((item, i) => item === list[i]);
