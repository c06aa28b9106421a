import type { Text } from '../../model/text.ts';
import { say } from '../../model/text.ts';
import type { Expression } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import type { Speech } from './speech.ts';

/** How a unit is said. A unit that is not listed stands behind the figure as it is written. */
export interface Unit {
  /** The unit by itself, as a form shows it beside a figure. */
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  /** In Chinese the unit always stands behind the figure; absent: as its name. */
  readonly zh?: string;
  /** In English: before the figure, behind it, or not at all, because what is counted is said by the title. */
  readonly en: 'before' | 'behind' | 'none';
  /** English figures are told in units of one where the unit is a power of ten of them (CNY 10k). */
  readonly zeros?: number;
  /** Both ends of a range say it: `6 个月至不满 24 个月`, since a bare `6` before it could be read as June. */
  readonly isRepeated?: true;
  /** A share of one that is told in percent: 0.026 → `2.6%`. */
  readonly isPercent?: true;
  /** A year of the calendar has no thousands separator. */
  readonly isPlain?: true;
}

const named = (zh: string, en: string) => ({ 'zh-CN': zh, en });

const UNITS: Readonly<Record<string, Unit>> = {
  CNY: { name: named('元', 'CNY'), en: 'before' },
  'CNY 10k': { name: named('万元', 'CNY 10,000'), en: 'before', zeros: 4 },
  EUR: { name: named('欧元', 'EUR'), en: 'before' },
  month: { name: named('个月', 'months'), en: 'behind', isRepeated: true },
  day: { name: named('天', 'days'), en: 'behind' },
  year: { name: named('年', 'years'), en: 'behind' },
  'year of age': { name: named('岁', 'years'), en: 'none' },
  'calendar year': { name: named('年', ''), en: 'none', isPlain: true },
  hour: { name: named('小时', 'hours'), en: 'behind' },
  'working day': { name: named('个工作日', 'working days'), en: 'behind' },
  second: { name: named('秒', 'seconds'), en: 'behind' },
  km: { name: named('公里', 'km'), en: 'behind' },
  ratio: { name: named('1 即 100%', '1 = 100%'), en: 'behind', isRepeated: true, isPercent: true },
  '%': { name: named('%', '%'), en: 'behind' },
  point: { name: named('分', 'points'), en: 'behind' },
  score: { name: named('分', 'points'), en: 'none' },
  time: { name: named('次', 'times'), en: 'none' },
  transaction: { name: named('笔', 'transactions'), en: 'none' },
  account: { name: named('个', 'accounts'), en: 'none' },
  loan: { name: named('笔', 'loans'), en: 'none' },
  product: { name: named('个', 'products'), en: 'none' },
  line: { name: named('条', 'lines'), en: 'none' },
  kind: { name: named('种', 'kinds'), en: 'none' },
  person: { name: named('人', 'people'), en: 'none' },
  customer: { name: named('位', 'customers'), en: 'none' },
  household: { name: named('户', 'households'), en: 'none' },
};

/** A unit by its word, in the singular or plural. */
export function unitWords(unit: string): Unit | undefined {
  const word = Object.hasOwn(UNITS, unit) ? unit : unit.replace(/s\b/, '');
  return Object.hasOwn(UNITS, word) ? UNITS[word] : undefined;
}

/** A unit by itself in the reader's language: `元`, `months`; as it is written where it is not known. */
export function unitName(speech: Pick<Speech, 'language'>, unit: string): string {
  return unitWords(unit)?.name[speech.language] ?? unit;
}

/** What a value is measured in: the unit of the field, derived field or result it comes from. */
export function unitOf(e: Expression): string | undefined {
  switch (e.kind) {
    case 'field':
      return meantUnit(e.field.unit, e.field.title, e.field.type);
    case 'named':
      return /^(?:scorecard|segmentation)\/.*#score$/.test(e.ref)
        ? 'score'
        : (meantUnit(e.unit, e.title, e.type) ?? unitOf(e.of));
    case 'round':
    case 'isMissing':
      return unitOf(e.of);
    case 'aggregate':
      return e.operator === 'count' ? undefined : unitOf(e.over);
    case 'listCall':
      return e.items[0] === undefined || e.function === 'join' ? undefined : unitOf(e.items[0]);
    case 'forEach':
      return unitOf(e.body ?? e.over);
    case 'if':
      return unitOf(e.otherwise) ?? unitOf(e.then);
    case 'coalesce':
      return e.items[0] === undefined ? undefined : unitOf(e.items[0]);
    case 'transcendental':
      // A probability.
      return e.function === 'logistic' ? 'ratio' : undefined;
    case 'weightedSum':
    case 'weightedMean':
      return common(e.terms.map(({ of }) => unitOf(of)));
    case 'arithmetic':
      return e.operator === 'multiply' ? undefined : e.items.map(unitOf).find((unit) => unit !== undefined);
    default:
      return undefined;
  }
}

/** `year` is an age where the title says so; a whole number called a year is one of the calendar. */
export function meantUnit(unit: string | undefined, title: Text, type: Type): string | undefined {
  const words = `${say(title, 'zh-CN')} ${say(title, 'en')}`;
  if (unit === 'year' || unit === 'years') return /年龄|\bage\b/i.test(words) ? 'year of age' : unit;
  const isWhole = type.kind === 'number' && type.decimals === 0;
  return unit === undefined && isWhole && /年度(?:\s|$)|年份(?:\s|$)|\byear$/i.test(words) ? 'calendar year' : unit;
}

function common(units: readonly (string | undefined)[]): string | undefined {
  const [first] = units;
  return units.every((unit) => unit === first) ? first : undefined;
}
