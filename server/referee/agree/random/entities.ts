import type { JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import { fieldsOf } from './fields.ts';

/** Random dictionaries: a field of every type, relations to one row and to many. */

/** The dictionaries of one library, without derived fields. */
export interface Dictionaries {
  readonly customer: JsonObject;
  readonly account: JsonObject;
  readonly household: JsonObject;
  readonly area: JsonObject;
  readonly product: JsonObject;
}

export function randomDictionaries(chance: Chance): Dictionaries {
  const json = (document: object) => document as JsonObject;
  return {
    customer: json({
      kind: 'entity',
      name: 'customer',
      key: 'customerId',
      fields: {
        customerId: { type: 'string' },
        householdId: { type: 'string', optional: true },
        size: {
          type: 'decimal',
          decimals: 2,
          minimum: 0,
          maximum: 1000,
          ...(chance.is(0.5) ? { optional: true } : {}),
        },
        ...fieldsOf(chance, chance.whole(6, 10), true),
      },
      relations: {
        accounts: { entity: 'entity/account', by: 'customerId', many: true },
        household: { entity: 'entity/household', by: 'householdId' },
      },
    }),
    account: json({
      kind: 'entity',
      name: 'account',
      fields: {
        customerId: { type: 'string', optional: true },
        householdId: { type: 'string', optional: true },
        balance: {
          type: 'decimal',
          decimals: 2,
          minimum: -100_000,
          maximum: 1_000_000,
          ...(chance.is(0.5) ? { optional: true } : {}),
        },
        category: { type: 'string', enum: ['deposit', 'loan', '基金'] },
        ...fieldsOf(chance, chance.whole(1, 3), false),
      },
      ...(chance.is(0.3) ? { relations: { branch: { entity: 'entity/household', by: 'householdId' } } } : {}),
    }),
    household: json({
      kind: 'entity',
      name: 'household',
      fields: {
        householdId: { type: 'string', optional: true },
        income: { type: 'decimal', decimals: 2, minimum: 0, maximum: 10_000_000, optional: true },
        members: { type: 'integer', minimum: 0, maximum: 20 },
        areaId: { type: 'string', optional: true },
        ...fieldsOf(chance, 2, false),
      },
      relations: { area: { entity: 'entity/area', by: 'areaId' } },
    }),
    area: json({
      kind: 'entity',
      name: 'area',
      fields: {
        areaId: { type: 'string', optional: true },
        tier: { type: 'integer', minimum: 1, maximum: 5, ...(chance.is(0.5) ? { optional: true } : {}) },
        ...fieldsOf(chance, 1, false),
      },
    }),
    product: json({
      kind: 'entity',
      name: 'product',
      key: 'code',
      fields: {
        code: { type: 'string' },
        riskLevel: { type: 'string', enum: ['low', 'high'], ...(chance.is(0.3) ? { optional: true } : {}) },
        rate: { type: 'decimal', decimals: 4, minimum: 0, maximum: 1, optional: true },
        minimumAge: { type: 'integer', minimum: 0, maximum: 100 },
        ...fieldsOf(chance, 2, true),
      },
    }),
  };
}
