import type { Message } from '../../../definitions/index.ts';

/** The name among others that differs only by case, width or blanks. */
export function alike(name: string, names: readonly string[]): string | undefined {
  return names.find((other) => folded(other) === folded(name));
}

const folded = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\u200b\ufeff-]/g, '');

/** The option that would read a column as a field, quoted where a shell needs it. */
export function mapHint(column: string | undefined, field: string): Message {
  if (column === undefined) return { 'zh-CN': '', en: '' };
  const pair = `${column}=${field}`;
  const option = /^[\p{L}\p{N}_.=-]+$/u.test(pair) ? `--map ${pair}` : `--map '${pair.replaceAll("'", "'\\''")}'`;
  return { 'zh-CN': `；是否应为 ${option}？`, en: `; did you mean ${option}?` };
}
