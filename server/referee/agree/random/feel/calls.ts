import type { DeclaredField } from '../../../../../definitions/index.ts';
import { type Noun, nounOf } from '../vocabulary.ts';
import type { FeelDraft } from './draft.ts';
import { randomNumbers, randomTexts } from './lists.ts';

/** A call of a formula that gives a value of a kind; undefined where none does. */
export function randomCall(d: FeelDraft, kind: Noun['kind'], depth: number): string | undefined {
  const c = d.chance;
  const fitting = d.words.calls.filter(({ lines }) => lines.some((line) => line.kind === kind && !line.isList));
  if (fitting.length === 0) return undefined;
  const { id, inputs, lines } = c.pick(fitting);
  const name = id.split('/')[1] ?? '';
  const line = c.pick(lines.filter((one) => one.kind === kind && !one.isList));
  const args = inputs.map(
    ([input, declared]) => [input, declared, argument(d, declared, Math.min(depth - 1, 1))] as const,
  );
  const isNamed = c.is(0.4);
  const written = isNamed
    ? c
        .shuffled(args)
        .filter(([, { optional }]) => optional !== true || c.is(0.8))
        .map(([input, , text]) => `${input}: ${text}`)
    : args.map(([, , text]) => text);
  d.uses.set(name, id);
  return `${name}(${written.join(', ')})${lines.length > 1 || c.is(0.2) ? `.${line.feel}` : ''}`;
}

/** An argument of the type and decimals of an input, now and then outside of its domain. */
function argument(d: FeelDraft, declared: DeclaredField, depth: number): string {
  const c = d.chance;
  const { kind, decimals, values } = nounOf('', declared);
  if (declared.optional === true && c.is(0.1)) return 'null';
  const member = () => JSON.stringify(c.pick(values ?? ['gold', '', '银行']));
  if (declared.series === true) {
    if (values !== null || d.isInner) return `[${kind === 'number' ? figure(d, declared, depth) : member()}]`;
    return kind === 'number'
      ? `(for a in ${randomNumbers(d, depth)} return round half up(a, ${decimals}))`
      : randomTexts(d, depth);
  }
  if (kind === 'number') return figure(d, declared, depth);
  if (kind === 'string') return values !== null && c.is(0.4) ? member() : (d.noun('string')?.feel ?? member());
  return d[kind](depth);
}

function figure(d: FeelDraft, declared: DeclaredField, depth: number): string {
  const c = d.chance;
  const { decimals, low, high } = nounOf('', declared);
  if (c.is(0.3)) return String(c.whole(Math.max(low ?? -50, -1000), Math.min(high ?? 50, 1000)));
  return `round half up(${d.number(depth)}, ${decimals})`;
}
