import type { Decision, Library } from '../../definitions/index.ts';
import { Refusal } from '../terminal.ts';
import { batchProblem } from './problems.ts';

/** A decision that answers one output of another: `scorecard/credit#score`. A reference without `#` means its only or first number. */
export function oneOutput(library: Library, ref: string): Decision {
  const at = ref.indexOf('#');
  const id = at < 0 ? ref : ref.slice(0, at);
  const decision = library.environment.decision(id);
  const outputs = decision?.outputs ?? {};
  const name = at < 0 ? Object.keys(outputs).find((one) => outputs[one]?.type.kind === 'number') : ref.slice(at + 1);
  const of = name === undefined ? undefined : outputs[name];
  if (decision === undefined || of === undefined || of.type.kind !== 'number') {
    const known = Object.keys(outputs)
      .filter((one) => outputs[one]?.type.kind === 'number')
      .map((one) => `${id}#${one}`);
    throw new Refusal([batchProblem('not-a-score', { pointer: '' }, { ref, known: known.join(', ') })]);
  }
  return { ...decision, value: { kind: 'value', of }, reasons: [], partial: null };
}
