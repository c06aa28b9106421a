import { type DeclaredField, isObject, type JsonObject } from '../../../definitions/index.ts';
import type { Measure, Method } from './segmentation-templates.ts';

/** What a new definition may stand on. */
export interface Ground {
  /** The id of its entity; empty for kinds that have none. */
  readonly entity: string;
  /** The entity's document, as far as it is known. */
  readonly document: JsonObject | undefined;
  /** Of a matching: the products, with their document. */
  readonly product: string;
  readonly productDocument: JsonObject | undefined;
  /** The definitions of other kinds that it stands on, in the order in which its kind asks for them. */
  readonly stands: readonly Standing[];
  /** Of a segmentation: how it finds classes, and by what it measures. */
  readonly method?: Method;
  readonly measures?: readonly Measure[];
}

/** A definition that a new one stands on. */
export interface Standing {
  readonly id: string;
  readonly document: JsonObject;
}

/** What kinds begin with beside an example: what banks mostly want of them. */
export const TEMPLATES = {
  workflow: ['complaint', 'inquiry', 'application'],
  queue: ['two-levels'],
  calendar: ['official'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Template = (typeof TEMPLATES)[keyof typeof TEMPLATES][number];

/** How much stands in a new definition: as little as its editor can draw, an example over the entity's own fields, or a template. */
export type Way = 'empty' | 'example' | Template;

/** A field of an entity with its name. */
export interface Named extends DeclaredField {
  readonly name: string;
}

/** The single values of an entity, as far as its document can be read. */
export function fieldsOf(document: JsonObject | undefined): readonly Named[] {
  const fields = document?.['fields'];
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([name, field]): readonly Named[] =>
    // Documents in force hold their schema: members of `fields` are declared fields.
    isObject(field) && field['series'] !== true ? [{ ...(field as unknown as DeclaredField), name }] : [],
  );
}

/** A figure, with a figure in the middle of what it may be, as texts of an interval. */
export function figureOf(fields: readonly Named[]) {
  const figures = fields.filter(({ type }) => type === 'decimal' || type === 'integer');
  const field = figures.filter((one) => spanOf(one) >= 10).toSorted((a, b) => spanOf(a) - spanOf(b))[0] ?? figures[0];
  if (field === undefined) return undefined;
  const [low, high] = [numberOr(field.minimum), numberOr(field.maximum)];
  const middle = Math.ceil(
    low === null ? (high === null ? 100 : high - 100) : high === null ? low + 100 : (low + high) / 2,
  );
  const below = `${low === null ? '(-∞' : `[${String(low)}`}, ${String(middle)})`;
  const above = `[${String(middle)}, ${high === null ? '∞)' : `${String(high)}]`}`;
  return { field, middle, below, above };
}

/** How wide the figures of a field may lie; endless where nothing is said. */
const spanOf = ({ minimum, maximum }: Named) => Number(maximum ?? Infinity) - Number(minimum ?? -Infinity);

function numberOr(bound: number | string | undefined): number | null {
  return bound === undefined || !Number.isFinite(Number(bound)) ? null : Number(bound);
}

export const choiceOf = (fields: readonly Named[]) => fields.find(({ enum: members }) => (members ?? []).length > 1);
export const anyOf = (fields: readonly Named[]) => fields[0]?.name ?? 'id';
