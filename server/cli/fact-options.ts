import type { Command } from 'commander';
import { isObject, type Json, type JsonObject, parseDays, parseMilliseconds } from '../../definitions/index.ts';
import { serverProblem } from '../problems.ts';
import { inWords, jsonFile } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

/** How columns of a feed become facts. */
export interface FactOptions {
  /** Column → field. */
  readonly map?: Readonly<Record<string, string>>;
  /** Texts that stand for a missing value. */
  readonly null?: readonly string[];
}

/** Adds `--map column=field` and `--null TEXT`, each as often as needed. */
export function factOptions(command: Command, terminal: Terminal): void {
  command
    .option(
      '--map <column=field>',
      inWords(terminal, { 'zh-CN': '列名与字段名的对应，可多次', en: 'a column and its field; may be repeated' }),
      addMapping,
    )
    .option(
      '--null <text>',
      inWords(terminal, {
        'zh-CN': '表示缺失的文字，如 NaN，可多次',
        en: 'a text that means missing, such as NaN; may be repeated',
      }),
      (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text],
    );
}

export function addMapping(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  // A column may have the sign in its name; a field never has.
  const at = text.lastIndexOf('=');
  if (at <= 0 || at === text.length - 1) {
    const slots = { option: '--map', found: text, expected: 'column=field' };
    throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
  }
  const [column, field] = [text.slice(0, at), text.slice(at + 1)];
  if (Object.hasOwn(before, column) || Object.values(before).includes(field)) {
    throw new Refusal([serverProblem('mapped-twice', { pointer: '' }, { found: text })]);
  }
  return { ...before, [column]: field };
}

/** `--as-of` as it was written: a date or an instant. Throws a Refusal. */
export function dayAsked(asOf: string | undefined): string | undefined {
  if (asOf === undefined || parseDays(asOf) !== undefined || parseMilliseconds(asOf) !== undefined) return asOf;
  const slots = { option: '--as-of', found: asOf, expected: '2026-01-31' };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}

/** The list of products in a JSON file (`-`: stdin). Throws a Refusal. */
export function productsFile(path: string): readonly Json[] {
  const found = jsonFile(path);
  if (Array.isArray(found)) return found as readonly Json[];
  const slots = { option: '--products', found: path, expected: '[ { … } ]' };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}

/** Renames the facts of a request and takes out what stands for missing. */
export function factReader({ map, null: nulls }: FactOptions): (request: Json) => Json {
  if (map === undefined && nulls === undefined) return (request) => request;
  const isNull = (value: Json): boolean => typeof value === 'string' && (nulls?.includes(value) ?? false);
  const renamed = (facts: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [map?.[name] ?? name, isNull(value) ? null : value]),
    );
  return (request) =>
    isObject(request) && isObject(request['facts']) ? { ...request, facts: renamed(request['facts']) } : request;
}
