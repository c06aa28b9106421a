import type { Formula, Json } from '../../definitions/index.ts';
import { computedValue } from './computed.ts';
import { declaredOf } from './declared.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Subject } from './subject.ts';
import { type Flaw, type Found, type Value, wired } from './value.ts';

/** The lines of a formula, one after another; what goes wrong in any of them is told. */
export async function judgeFormula(document: Formula, subject: Subject): Promise<Outcome> {
  const lines = new Map<string, Found>();
  const flaws: Flaw[] = [];
  for (const line of document.lines) {
    const read = await computedValue(line, subject, lines);
    flaws.push(...read.flaws);
    lines.set(line.name, read);
  }
  const value: Record<string, Json> = {};
  const outputs = new Map<string, Value>();
  for (const name of document.outputs) {
    const line = document.lines.find((one) => one.name === name);
    const of = lines.get(name)?.value ?? null;
    outputs.set(name, of);
    value[name] = line === undefined ? null : wired(of, declaredOf(line).decimals);
  }
  return outcome(value, outputs, flaws);
}
