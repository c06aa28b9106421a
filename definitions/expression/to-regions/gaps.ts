import { dateText, instantText } from '../date-text.ts';
import { decimalText } from '../../model/decimal.ts';
import { piecesOf, type Run, runsOf } from '../partition.ts';
import type { BinTest } from '../../model/expression.ts';
import { DATE, DEFAULT_BOUND, INSTANT, type Type, type Value } from '../../model/type.ts';

/** A part of one value's domain: a range of numbers or days, one value, any other text, or missing. */
export type DomainPart =
  | { readonly kind: 'range'; readonly low: bigint; readonly high: bigint }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'other' }
  | { readonly kind: 'missing' };

/** What the bins of one value leave open, hold twice, and which of them, tried in order, are left nothing: positions from 0. */
export interface Cover {
  readonly gaps: readonly DomainPart[];
  readonly overlaps: readonly { readonly part: DomainPart; readonly first: number; readonly second: number }[];
  readonly idle: readonly number[];
}

/** How bins without conditions cover a type's domain; undefined for types that have none (durations, lists). */
export function coverOf(type: Type, missable: boolean, tests: readonly BinTest[]): Cover | undefined {
  const hasOtherwise = tests.some((test) => test.kind === 'otherwise');
  const hasMissing = tests.some((test) => test.kind === 'missing');
  const plain = 'minimum' in type ? ranges(type.minimum, type.maximum, tests) : members(type, tests);
  if (plain === undefined) return undefined;
  const idleMissing = tests.flatMap((test, i) => (test.kind === 'missing' && !missable ? [i] : []));
  const isOtherwiseIdle = plain.gaps.length === 0 && (!missable || hasMissing);
  const idleOtherwise = tests.flatMap((test, i) => (test.kind === 'otherwise' && isOtherwiseIdle ? [i] : []));
  const missing: readonly DomainPart[] = missable && !hasMissing && !hasOtherwise ? [{ kind: 'missing' }] : [];
  return {
    gaps: [...(hasOtherwise ? [] : plain.gaps), ...missing],
    overlaps: plain.overlaps,
    idle: [...plain.idle, ...idleMissing, ...idleOtherwise],
  };
}

/** Numbers, days and instants. A bin that is the first of no run is left nothing by those before it. */
function ranges(low: bigint, high: bigint, tests: readonly BinTest[]): Cover {
  const runs = runsOf(piecesOf(tests), low, high);
  const used = new Set(runs.map(({ first }) => first));
  return {
    gaps: runs.flatMap((run) => (run.first === null ? [partOf(run)] : [])),
    overlaps: runs.flatMap((run) =>
      run.first === null || run.second === null ? [] : [{ part: partOf(run), first: run.first, second: run.second }],
    ),
    idle: tests.flatMap(({ kind }, i) => ((kind === 'range' || kind === 'values') && !used.has(i) ? [i] : [])),
  };
}

const partOf = ({ low, high }: Run): DomainPart => ({ kind: 'range', low, high });

/** Enums, booleans and texts: bins are sets of values; a range holds none of them. */
function members(type: Type, tests: readonly BinTest[]): Cover | undefined {
  const domain: readonly Value[] | undefined =
    type.kind === 'boolean' ? [false, true] : type.kind === 'string' ? type.enum : undefined;
  if (domain === undefined && type.kind !== 'string') return undefined;
  const inDomain = domain === undefined ? undefined : new Set(domain);
  const holders = new Map<Value, number>();
  const overlaps: { part: DomainPart; first: number; second: number }[] = [];
  const idle: number[] = [];
  for (const [i, test] of tests.entries()) {
    if (test.kind !== 'values') continue;
    const allowed = test.values.filter((value) => inDomain === undefined || inDomain.has(value));
    if (allowed.every((value) => holders.has(value))) idle.push(i);
    for (const value of new Set(allowed)) {
      const first = holders.get(value);
      if (first === undefined) holders.set(value, i);
      else overlaps.push({ part: { kind: 'value', value }, first, second: i });
    }
  }
  const open: readonly DomainPart[] = domain
    ?.filter((value) => !holders.has(value))
    .map((value) => ({ kind: 'value', value })) ?? [{ kind: 'other' }];
  return { gaps: open, overlaps, idle };
}

/** A part of a domain as a person writes it, the same in both languages but for the words *other* and *missing*. */
export function partText(part: DomainPart, type: Type): { readonly 'zh-CN': string; readonly en: string } {
  if (part.kind === 'missing') return { 'zh-CN': '缺失', en: 'a missing value' };
  if (part.kind === 'other') return { 'zh-CN': '其他文字', en: 'any other text' };
  if (part.kind === 'range' && part.low !== part.high) return rangeText(part.low, part.high, type);
  const text = valueText(part.kind === 'value' ? part.value : part.low, type);
  return { 'zh-CN': text, en: text };
}

/** A bound that nobody stated is no figure a reader knows. */
function rangeText(low: bigint, high: bigint, type: Type): { readonly 'zh-CN': string; readonly en: string } {
  const [least, most] = [valueText(low, type), valueText(high, type)];
  const whole =
    type.kind === 'date'
      ? DATE
      : type.kind === 'instant'
        ? INSTANT
        : { minimum: -DEFAULT_BOUND, maximum: DEFAULT_BOUND };
  if (high >= whole.maximum && low > whole.minimum) return { 'zh-CN': `${least} 及以上`, en: `${least} and above` };
  if (low <= whole.minimum && high < whole.maximum) return { 'zh-CN': `${most} 及以下`, en: `${most} and below` };
  return { 'zh-CN': `${least} … ${most}`, en: `${least} … ${most}` };
}

/** A value as text: numbers with thousands separators and without trailing zeros, dates in ISO 8601. */
export function valueText(value: Value, type: Type): string {
  if (typeof value !== 'bigint') return String(value);
  if (type.kind === 'date') return dateText(value);
  if (type.kind === 'instant') return instantText(value);
  const [whole = '', fraction = ''] = decimalText(value, type.kind === 'number' ? type.decimals : 0).split('.');
  const rest = fraction.replace(/0+$/, '');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === '' ? '' : `.${rest}`);
}
