import { decimalText } from '../../definitions/model/decimal.ts';
import { dateText, instantText } from '../../definitions/expression/date-text.ts';
import type { Field } from '../../definitions/model/expression.ts';
import { BOOLEAN, DATE, DEFAULT_BOUND, INSTANT, numberType, STRING, type Type } from '../../definitions/model/type.ts';
import type { Json, JsonObject } from '../../definitions/model/json.ts';
import type { Chance } from '../../server/referee/agree/random/chance.ts';

/** A dictionary with a field of every type, and random records of it. */

const declared =
  (entity: string) =>
  (name: string, type: Type, optional = false, unreadable: Field['unreadable'] = 'refuse'): Field => ({
    name,
    type,
    optional,
    title: name,
    unreadable,
    origin: { definition: entity, pointer: `/fields/${name}` },
  });
const customer = declared('entity/customer');
const account = declared('entity/account');
const household = declared('entity/household');

/** Fields of customers, accounts (a list of rows) and households (a single row). */
export const FIELDS: readonly Field[] = [
  customer('age', numberType(0, 0n, 120n)),
  customer('aum', numberType(2, 0n), true),
  customer('balance', numberType(2), true),
  customer('rate', numberType(4, 0n, 10_000n)),
  customer('score', numberType(1, -1_000n, 1_000n), true, 'missing'),
  customer('turnover', numberType(4, -(10n ** 20n), 10n ** 20n), true),
  customer('payroll', BOOLEAN),
  customer('married', BOOLEAN, true),
  customer('grade', { kind: 'string', enum: ['gold', '银行', 'a'] }),
  customer('note', STRING, true),
  customer('openedOn', DATE),
  customer('leftOn', DATE, true),
  customer('seenAt', INSTANT, true),
  customer('flows', { kind: 'list', of: numberType(2) }),
  customer('counts', { kind: 'list', of: numberType(0, -3n, 3n) }, true),
  customer('accounts', { kind: 'list', of: { kind: 'row', entity: 'entity/account' } }),
  customer('household', { kind: 'row', entity: 'entity/household' }, true),
  account('amount', numberType(2)),
  account('limit', numberType(3, -(10n ** 17n), 10n ** 17n), true),
  account('open', BOOLEAN, true),
  account('product', { kind: 'string', enum: ['gold', 'a'] }),
  account('since', DATE),
  household('members', numberType(0, 1n, 20n)),
  household('income', numberType(2, 0n), true),
  household('city', STRING, true),
];

/** The facts of a random record: values at the bounds, one unit inside them, around zero and anywhere between. */
export function randomFacts(random: Chance): JsonObject {
  return randomRow(random, 'entity/customer');
}

function randomRow(random: Chance, entity: string): JsonObject {
  const row: Record<string, Json> = {};
  for (const field of FIELDS) {
    if (field.origin.definition !== entity) continue;
    if (field.optional && random.is(0.3)) {
      if (random.is(0.5)) row[field.name] = null;
    } else row[field.name] = randomJson(random, field.type);
  }
  return row;
}

function randomJson(random: Chance, type: Type): Json {
  switch (type.kind) {
    case 'boolean':
      return random.is(0.5);
    case 'string':
      return random.pick(type.enum ?? ['', 'gold', '银行', "o'", 'A😀b', ' a ', 'É']);
    case 'number':
      return numberJson(randomScaled(random, type), type.decimals);
    case 'date':
      return dateText(random.is(0.2) ? randomScaled(random, type) : BigInt(random.whole(10_000, 22_000)));
    case 'instant':
      return instantText(
        random.is(0.2) ? randomScaled(random, type) : BigInt(random.whole(1_600_000, 1_800_000)) * 1_000_000n,
      );
    case 'list':
      return random.many(random.whole(0, 4), () =>
        type.of.kind !== 'row' && random.is(0.1) ? null : randomJson(random, type.of),
      );
    case 'row':
      return randomRow(random, type.entity);
    default:
      return null;
  }
}

function randomScaled(random: Chance, type: { readonly minimum: bigint; readonly maximum: bigint }): bigint {
  const { minimum, maximum } = type;
  const span = maximum - minimum;
  const anywhere = minimum + (span * BigInt(random.whole(0, 1_000_000))) / 1_000_000n;
  const near = BigInt(random.whole(-500, 500));
  const inside = (n: bigint) => (n < minimum ? minimum : n > maximum ? maximum : n);
  return inside(random.pick([minimum, maximum, minimum + 1n, maximum - 1n, anywhere, near, near, near * 100n]));
}

/** A scaled number as it stands in a request. */
export function numberJson(scaled: bigint, decimals: number): number | string {
  const isShort = scaled <= DEFAULT_BOUND && scaled >= -DEFAULT_BOUND;
  return isShort ? Number(decimalText(scaled, decimals)) : decimalText(scaled, decimals);
}
