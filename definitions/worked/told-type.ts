import type { Type } from '../model/type.ts';

/** A type as an editor tells it. */
export interface ToldType {
  /** Of the value, or of each item of a list. */
  readonly kind: Type['kind'];
  readonly isList: boolean;
  /** Of a number; null of all else. */
  readonly decimals: number | null;
  /** The entity of a row, `entity/account`; null of all else. */
  readonly entity: string | null;
}

/** A list of lists is told as a list. */
export function toldType(type: Type): ToldType {
  if (type.kind === 'list') return { ...toldType(type.of), isList: true };
  return {
    kind: type.kind,
    isList: false,
    decimals: type.kind === 'number' ? type.decimals : null,
    entity: type.kind === 'row' ? type.entity : null,
  };
}
