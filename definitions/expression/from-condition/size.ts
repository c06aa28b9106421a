import { isObject, type Json } from '../../model/json.ts';

export const MOST_LEAVES = 10_000;
export const MOST_LEVELS = 64;

/** Whether a condition keeps the limits; looked at first and without recursion, so that a hostile one costs next to nothing. */
export function sizeFault(condition: Json): 'condition-too-deep' | 'condition-too-large' | undefined {
  const open: { node: Json; level: number }[] = [{ node: condition, level: 1 }];
  let leaves = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, level } = next;
    if (level > MOST_LEVELS) return 'condition-too-deep';
    const parts = partsOf(node);
    if (parts.length === 0) leaves += 1;
    if (leaves + parts.length > MOST_LEAVES) return 'condition-too-large';
    for (const part of parts) open.push({ node: part, level: level + 1 });
  }
  return undefined;
}

function partsOf(node: Json): readonly Json[] {
  if (!isObject(node)) return [];
  const lists = [node['all'], node['any']].flatMap((list) => (Array.isArray(list) ? [list] : []));
  return [...lists.flat(), ...(node['not'] === undefined ? [] : [node['not']])];
}
