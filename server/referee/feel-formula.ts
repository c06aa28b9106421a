import type { SyntaxNode } from '@lezer/common';
import type { Formula } from '../../definitions/index.ts';
import type { FeelFrame } from './feel-frame.ts';
import { argumentNames, argumentsOf, part, written } from './feel-syntax.ts';
import { sortOf } from './read-tracker.ts';
import { isInDomain } from './read-value.ts';
import { RefereeSubject } from './subject.ts';
import type { RefereeValue } from './value.ts';

/** The formula with inputs that a call names; undefined for a table, and for a function of FEEL. */
export function calledFormula(node: SyntaxNode, { text, tables, subject }: FeelFrame): Formula | undefined {
  const id = tables.get(written(text, part(node, 0)));
  const document = id === undefined ? undefined : subject.hearing.context.documents(id);
  return document?.kind === 'formula' ? (document as Formula) : undefined;
}

/** A formula on its arguments as facts of their own: its only result, or the line that is asked for. */
export async function callFormula(node: SyntaxNode, frame: FeelFrame, line?: string): Promise<RefereeValue> {
  const formula = calledFormula(node, frame);
  if (formula === undefined) throw new Error(`Not a formula: ${written(frame.text, node)}`);
  const { name, inputs = {}, outputs } = formula;
  const given = argumentsOf(node);
  const names = argumentNames(frame.text, node);
  const values = new Map<string, RefereeValue>();
  for (const [i, [input, declared]] of Object.entries(inputs).entries()) {
    const own = given[names.length === 0 ? i : names.indexOf(input)];
    const value = own === undefined ? null : await frame.evaluate(own, frame);
    const isInside = value === null || isInDomain(declared, value);
    if (!isInside) frame.flaws.push({ code: 'argument-out-of-domain', refuses: false });
    values.set(input, isInside ? value : null);
  }
  const sorts = new Map(Object.entries(inputs).map(([input, declared]) => [input, sortOf(declared)]));
  const facts = new RefereeSubject(frame.subject.hearing, null, values, false, sorts);
  const answer = await facts.outcome(`formula/${name}`);
  for (const { code, slots = {} } of answer.flaws) frame.flaws.push({ code, slots, refuses: false });
  return answer.isRefused ? null : (answer.outputs.get(line ?? outputs[0] ?? '') ?? null);
}
