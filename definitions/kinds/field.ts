import type { Field, Labels, Origin } from '../model/expression.ts';
import { BOOLEAN, DATE, INSTANT, LARGEST, numberType, STRING, type Type } from '../model/type.ts';
import type { JsonObject } from '../model/json.ts';
import { readValue } from '../expression/scope/index.ts';
import type { Text } from '../model/text.ts';
import { list, object } from './schema.ts';
import { piece } from './schema-pieces.ts';

/** A field as entities and reference tables declare it. */
export interface DeclaredField {
  readonly type: 'boolean' | 'string' | 'integer' | 'decimal' | 'date' | 'instant';
  readonly title?: Text;
  readonly description?: Text;
  /** The only values a string may have; their order is what `priority` and `output-order` follow. */
  readonly enum?: readonly string[];
  /** What people call a member of `enum`; a member without one is called by its code. */
  readonly labels?: Labels;
  readonly decimals?: number;
  /** Inclusive; a figure, or a date or instant as text. */
  readonly minimum?: number | string;
  readonly maximum?: number | string;
  readonly unit?: string;
  readonly optional?: boolean;
  /** A list of such values. */
  readonly series?: boolean;
  readonly direction?: 'high-is-good' | 'high-is-bad';
  readonly sensitivity?: 'C1' | 'C2' | 'C3';
  readonly purposes?: readonly string[];
  readonly unreadable?: 'refuse' | 'missing';
}

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });
const BOUND: JsonObject = { type: ['number', 'string'], maxLength: 60 };

/** The schema of labels: a text for each member of an enum, or for some. */
export const LABELS: JsonObject = {
  type: 'object',
  additionalProperties: piece('text'),
  maxProperties: 10_000,
  ...title('可选值的名称', 'Labels of the values'),
};

/** The schema of a declared field. */
export const FIELD: JsonObject = object(
  {
    type: { enum: ['boolean', 'string', 'integer', 'decimal', 'date', 'instant'], ...title('类型', 'Type') },
    title: piece('text', '标题', 'Title'),
    description: piece('text', '说明', 'Description'),
    enum: list(
      { type: 'string', minLength: 1, maxLength: 300 },
      { minItems: 1, maxItems: 10_000, uniqueItems: true, ...title('可选值', 'Possible values') },
    ),
    labels: LABELS,
    decimals: piece('decimals'),
    minimum: { ...BOUND, ...title('最小值', 'Minimum') },
    maximum: { ...BOUND, ...title('最大值', 'Maximum') },
    unit: { type: 'string', maxLength: 60, ...title('单位', 'Unit') },
    optional: { type: 'boolean', ...title('可缺失', 'Optional') },
    series: { type: 'boolean', ...title('序列', 'Series') },
    direction: { enum: ['high-is-good', 'high-is-bad'], ...title('方向', 'Direction') },
    sensitivity: { enum: ['C1', 'C2', 'C3'], ...title('敏感级别', 'Sensitivity') },
    purposes: list(
      { type: 'string', minLength: 1, maxLength: 100 },
      { maxItems: 100, uniqueItems: true, ...title('可用用途', 'Purposes') },
    ),
    unreadable: { enum: ['refuse', 'missing'], ...title('无法读取时', 'If unreadable') },
  },
  ['type'],
);

/** A declared field as expressions read it. Bounds that cannot be read are left out; `fieldProblems` tells of them. */
export function fieldOf(name: string, declared: DeclaredField, origin: Origin): Field {
  const { unit, direction, labels } = declared;
  const type = typeOf(declared);
  return {
    name,
    type: declared.series === true ? { kind: 'list', of: type } : type,
    optional: declared.optional ?? false,
    title: declared.title ?? name,
    ...(unit === undefined ? {} : { unit }),
    ...(direction === undefined ? {} : { direction }),
    ...(labels === undefined ? {} : { labels }),
    unreadable: declared.unreadable ?? 'refuse',
    origin,
  };
}

/** The type of one value of a declared field. */
export function typeOf(declared: DeclaredField): Type {
  switch (declared.type) {
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return declared.enum === undefined ? STRING : { kind: 'string', enum: declared.enum };
    case 'integer':
    case 'decimal':
      return bounded(numberType(declared.type === 'integer' ? 0 : (declared.decimals ?? 0)), declared);
    case 'date':
      return bounded(DATE, declared);
    case 'instant':
      return bounded(INSTANT, declared);
  }
}

function bounded<T extends Exclude<Type, { kind: 'boolean' | 'string' | 'duration' | 'approximate' | 'list' | 'row' }>>(
  type: T,
  declared: DeclaredField,
): T {
  const low = boundOf(declared.minimum, type);
  const high = boundOf(declared.maximum, type);
  const minimum = low ?? least(type.minimum, high);
  const maximum = high ?? greatest(type.maximum, low);
  return minimum > maximum ? type : { ...type, minimum, maximum };
}

const least = (a: bigint, b: bigint | undefined) => (b !== undefined && b < a ? b : a);
const greatest = (a: bigint, b: bigint | undefined) => (b !== undefined && b > a ? b : a);

/** A written bound in the scale of its type; undefined where it cannot be read or is beyond 38 digits. */
export function boundOf(written: number | string | undefined, type: Type): bigint | undefined {
  const value = written === undefined ? null : readValue(written, type);
  return typeof value === 'bigint' && value <= LARGEST && value >= -LARGEST ? value : undefined;
}
