import type { Computed } from '../../definitions/index.ts';
import { constantOf, declaredOf } from './declared.ts';
import { evaluateFormula } from './feel.ts';
import { Fraction, rounded } from './figure.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, type FoundValue, found, type RefereeValue } from './value.ts';

/**
 * A computed value: its FEEL text on a subject, rounded half-up to the stated decimals (12 for a decimal without), with what happens
 * where it is missing. `lines`: the lines of a formula before it.
 */
export async function computedValue(
  computed: Computed,
  subject: RefereeSubject,
  lines: ReadonlyMap<string, FoundValue>,
): Promise<FoundValue> {
  const { kind, decimals } = declaredOf(computed);
  const isStated = computed.type === 'integer' || computed.decimals !== undefined;
  const read = await evaluateFormula(computed, subject, lines, kind === 'number' && isStated ? decimals : undefined);
  const round = (one: RefereeValue): RefereeValue => (one instanceof Fraction ? rounded(one, decimals) : one);
  const value = Array.isArray(read.value) ? (read.value as readonly RefereeValue[]).map(round) : round(read.value);
  if (value !== null) return found(value, read.flaws);
  const { ifMissing } = computed;
  if (ifMissing === 'refuse') {
    const refusal: Flaw = { code: 'computed-missing', refuses: true, slots: { text: computed.text.slice(0, 120) } };
    return found(null, [...read.flaws, refusal]);
  }
  if (ifMissing === undefined || ifMissing === 'missing') return found(null, read.flaws);
  return found(constantOf(ifMissing, kind), read.flaws);
}
