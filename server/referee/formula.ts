import type { Formula, Json } from '../../definitions/index.ts';
import { computedValue } from './computed.ts';
import { declaredOf } from './declared.ts';
import { type RefereeAnswer, outcome } from './outcome.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, type FoundValue, type RefereeValue, wired } from './value.ts';

/** The lines of a formula, one after another; what goes wrong in any of them is told. */
export async function judgeFormula(document: Formula, subject: RefereeSubject): Promise<RefereeAnswer> {
  const lines = new Map<string, FoundValue>();
  const flaws: Flaw[] = [];
  for (const line of document.lines) {
    const read = await computedValue(line, subject, lines);
    flaws.push(...read.flaws);
    lines.set(line.name, read);
  }
  const value: Record<string, Json> = {};
  const outputs = new Map<string, RefereeValue>();
  for (const name of document.outputs) {
    const line = document.lines.find((one) => one.name === name);
    const of = lines.get(name)?.value ?? null;
    outputs.set(name, of);
    value[name] = line === undefined ? null : wired(of, declaredOf(line).decimals);
  }
  return outcome(value, outputs, flaws);
}
