import { type Context, defaultOperators, Liquid, LiquidError, type Template, toValueSync } from 'liquidjs';
import type { Json } from '../../model/json.ts';
import { LANGUAGES, type Language, visible } from '../../model/text.ts';
import type { Type, Value } from '../../model/type.ts';
import { valueWords } from '../../expression/to-words/figures.ts';
import { readValue } from '../../expression/scope/index.ts';
import type { TemplateText } from './template.ts';

/**
 * The Liquid of templates: what is written decides, and nothing else. No other files, no clock, no way around escaping, and bounds that
 * are counted, so that a text comes out the same wherever it is rendered.
 */

export const TAGS = ['if', 'unless', 'case', 'for', 'comment', '#'] as const;
export const FILTERS = [
  'default',
  'append',
  'prepend',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'join',
  'first',
  'last',
  'size',
] as const;
/** Operators that hold of two values that are there, and of nothing else. */
export const ORDERS = ['<', '<=', '>', '>=', 'contains'] as const;
type BinaryOperator = (
  left: unknown,
  right: unknown,
  context: Context,
) => ReturnType<(typeof defaultOperators)[string]>;
/** How long a text may be, and how many characters rendering one may come to, each time round a loop anew. */
const MOST_PARSED = 50_000;
export const MOST_RENDERED = 200_000;

/** A text that was read; it is rendered as often as wanted. */
export interface ParsedText {
  readonly templates: Template[];
  readonly engine: Liquid;
}

/** What is wrong in a text, where it is known; lines and columns count from 1. */
export interface Fault {
  readonly line: number;
  readonly column: number;
  readonly kind: 'syntax' | 'tag' | 'filter' | 'size';
  /** The tag, the filter, or what stands there. */
  readonly found: string;
}

/** Reads a text: no variable is looked at yet. */
export function parseText({ text, escape, language }: Omit<TemplateText, 'path'>): ParsedText | Fault {
  const engine = ENGINES[escape][language];
  try {
    return { engine, templates: engine.parse(text) };
  } catch (error) {
    return faultOf(error);
  }
}

export const isFault = (read: ParsedText | Fault | string): read is Fault => typeof read !== 'string' && 'kind' in read;

/** Renders a text with values by their names. */
export function renderText({ engine, templates }: ParsedText, scope: object): string | Fault {
  try {
    return String(engine.renderSync(templates, scope));
  } catch (error) {
    const fault = faultOf(error);
    return /limit exceeded/.test(fault.found) ? { ...fault, kind: 'size' } : fault;
  }
}

function faultOf(error: unknown): Fault {
  if (!LiquidError.is(error)) throw error;
  const [line = 1, column = 1] = error.token.getPosition();
  const said = error.originalError?.message ?? error.message.replace(/, line:.*$/su, '');
  const filter = /^undefined filter: (.*)$/su.exec(said)?.[1];
  if (filter !== undefined) return { line, column, kind: 'filter', found: filter };
  const tag = /^tag "(.*)" not found/su.exec(said)?.[1];
  if (tag !== undefined) return { line, column, kind: 'tag', found: tag };
  return { line, column, kind: 'syntax', found: /limit exceeded/.test(said) ? said : error.token.getText().trim() };
}

/** A value as a text shows it, which compares by what it is: `{% if topic == 'cards' %}` beside `{{ topic }}` → `银行卡`. */
export class ShownValue {
  readonly #value: Exclude<Value, boolean>;
  readonly #type: Type;
  readonly #text: string;

  constructor(value: Exclude<Value, boolean>, of: { readonly type: Type; readonly text: string }) {
    this.#value = value;
    this.#type = of.type;
    this.#text = of.text;
  }

  toString(): string {
    return this.#text;
  }
  equals(other: unknown): boolean {
    return this.#compare(other) === 0;
  }
  gt(other: unknown): boolean {
    return (this.#compare(other) ?? -1) > 0;
  }
  geq(other: unknown): boolean {
    return (this.#compare(other) ?? -1) >= 0;
  }
  lt(other: unknown): boolean {
    return (this.#compare(other) ?? 1) < 0;
  }
  leq(other: unknown): boolean {
    return (this.#compare(other) ?? 1) <= 0;
  }

  /** Below 0, 0 or above it; undefined where the two cannot be compared. */
  #compare(other: unknown): number | undefined {
    const value = other instanceof ShownValue ? other.#value : readValue(other as Json, this.#type);
    if (value === null || typeof value !== typeof this.#value) return undefined;
    return value === this.#value ? 0 : this.#value > value ? 1 : -1;
  }
}

/** What is inserted, as text: nothing where it is missing. */
function insertedText(value: unknown, language: Language): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return valueWords({ language }, value, { kind: 'boolean' }, undefined);
  if (Array.isArray(value))
    return value.map((one) => insertedText(one, language)).join(language === 'zh-CN' ? '、' : ', ');
  return visible(String(value));
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const ESCAPES = {
  html: (text: string) => text.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign),
  // In one line: what is inserted begins no header of a mail and no line that the template does not have.
  plain: (text: string) => text.replace(/\s+/g, ' '),
} as const;

/** What compares or contains holds of nothing that is missing: Liquid itself takes it for 0, so that it would be below 100. */
const OPERATORS = {
  ...defaultOperators,
  ...Object.fromEntries(
    ORDERS.map((sign) => {
      const holds = defaultOperators[sign] as BinaryOperator;
      const both: BinaryOperator = (left, right, context) =>
        isThere(left) && isThere(right) && holds(left, right, context);
      return [sign, both];
    }),
  ),
};
const isThere = (value: unknown): boolean => (toValueSync(value) ?? null) !== null;

function engineOf(escape: keyof typeof ESCAPES, language: Language): Liquid {
  const outputEscape = function (this: { readonly context: Context }, value: unknown): string {
    const text = ESCAPES[escape](insertedText(value, language));
    this.context.memoryLimit.use(text.length);
    return text;
  };
  const engine = new Liquid({
    strictFilters: true,
    strictVariables: true,
    ownPropertyOnly: true,
    operators: OPERATORS,
    parseLimit: MOST_PARSED,
    memoryLimit: MOST_RENDERED,
    templates: {},
    outputEscape,
  });
  countRendered(engine);
  for (const name of Object.keys(engine.tags)) if (!TAGS.some((tag) => tag === name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters))
    if (!FILTERS.some((filter) => filter === name)) engine.unregisterFilter(name);
  return engine;
}

/** Counts what is rendered by its length, beside what filters make: Liquid itself bounds loops by time alone. */
function countRendered({ renderer }: Liquid): void {
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = function* (templates, context, emitter) {
    context.memoryLimit.use(templates.reduce((sum, { token }) => sum + token.end - token.begin, 1));
    return yield* render(templates, context, emitter);
  };
}

const enginesOf = (escape: keyof typeof ESCAPES) =>
  Object.fromEntries(LANGUAGES.map((language) => [language, engineOf(escape, language)])) as Record<Language, Liquid>;
const ENGINES = { html: enginesOf('html'), plain: enginesOf('plain') };
