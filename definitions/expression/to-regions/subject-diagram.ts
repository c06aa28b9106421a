import type { Expression } from '../../model/expression.ts';
import type { Id } from './diagram.ts';
import { junction, missingOf } from './junction.ts';
import { keyOf } from './key.ts';
import { valueIn } from './domain-cell.ts';
import type { Subject } from './subjects.ts';
import type { Builder } from './builder.ts';

/** A subject's diagram: missing where it is missing, a boolean's values, else the subject itself as a terminal. */
export function subjectOf(e: Expression, b: Builder, subjects: ReadonlyMap<string, Subject>): Id {
  const d = b.diagrams;
  const subject = subjects.get(keyOf(e));
  if (subject === undefined) throw new Error(`The diagram was not made for ${keyOf(e)}`);
  const own = d.subject(subject, 0);
  const values = subject.cells.map((cell) => (e.type.kind === 'boolean' ? d.value(valueIn(cell)) : own));
  const operands = strictOperands(e);
  if (operands === undefined) return d.node(subject.level, e.missable ? [...values, d.missing] : values);
  const isMissing = operands.filter((x) => x.missable).map((x) => missingOf(d, b.of(x)));
  return d.choose(
    isMissing.reduce((l, r) => junction(d, false, l, r), d.false),
    d.missing,
    d.node(subject.level, values),
  );
}

/** The operands of what is missing exactly where one of them is; undefined for what may be missing for other reasons. */
function strictOperands(e: Expression): readonly Expression[] | undefined {
  switch (e.kind) {
    case 'arithmetic':
      return e.operator === 'modulo' ? undefined : e.items;
    case 'text':
      return e.function === 'number' ? undefined : e.items;
    case 'weightedSum':
      return e.terms.map((term) => term.of);
    case 'round':
      return e.of.type.kind === 'number' ? [e.of] : undefined;
    default:
      return undefined;
  }
}
