import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../../model/json.ts';
import { isNegative, type Operator } from './operators.ts';
import { keyOf, type Mention, note, type ConditionReading } from './reading.ts';

/** Negative tests on fields that may be missing: what they answer then is easily overlooked, so the explicit form is offered. */

const TRUE = { 'zh-CN': '成立', en: 'true' };
const FALSE = { 'zh-CN': '不成立', en: 'false' };

/** Warns of a negative leaf. */
export function warnNegative(
  reading: ConditionReading,
  operator: Operator,
  node: JsonObject,
  pointer: string,
  missable: readonly { readonly mention: Mention }[],
): void {
  if (!isNegative(operator) || missable.length === 0) return;
  const isPlainlyFalse = operator.name === 'doesNotContain' && operator.decorators.length === 0;
  warn(
    reading,
    node,
    pointer,
    missable.map(({ mention }) => mention),
    isPlainlyFalse ? FALSE : TRUE,
  );
}

/** Warns of a `not` once all below it was read. */
export function warnNot(reading: ConditionReading, node: JsonObject, pointer: string): void {
  const negation = reading.negations.pop();
  const names = [...(negation?.missable ?? [])].flatMap(([key, mention]) =>
    negation?.tested.has(key) ? [] : [mention],
  );
  if (names.length > 0) warn(reading, node, pointer, names, TRUE);
}

function warn(
  reading: ConditionReading,
  node: JsonObject,
  pointer: string,
  mentions: readonly Mention[],
  outcome: typeof TRUE,
): void {
  const isKnown = mentions.map((mention) => ({ ...mention, operator: 'isPresent', value: true }));
  const names = mentions.map(keyOf).join(', ');
  note(reading, 'negative-on-missing', pointer, { names, outcome }, { fix: { all: [...isKnown, node] } });
}

/** The field that a leaf or its value mentions. */
export function mentionIn({ fact, path, of }: JsonObject): Mention {
  return {
    fact: String(fact),
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof of === 'string' ? { of } : {}),
  };
}

/** The fields whose presence is settled for the other items of a junction: present beside them in `all`, missing beside them in `any`. */
export function settled(items: readonly Json[], junction: 'all' | 'any'): readonly string[] {
  return items.flatMap((item) => {
    if (!isObject(item) || typeof item['fact'] !== 'string') return [];
    const asksPresence =
      (item['operator'] === 'isPresent' && item['value'] === true) ||
      (item['operator'] === 'isMissing' && item['value'] === false);
    const asksAbsence =
      (item['operator'] === 'isMissing' && item['value'] === true) ||
      (item['operator'] === 'isPresent' && item['value'] === false);
    if (junction === 'all' ? !asksPresence : !asksAbsence) return [];
    return [keyOf(mentionIn(item))];
  });
}
