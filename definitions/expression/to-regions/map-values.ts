import { power10 } from '../../model/decimal.ts';
import type { Value } from '../../model/type.ts';
import type { Diagrams, Id } from './diagram.ts';
import { valueIn } from './domain-cell.ts';
import type { Subject } from './subjects.ts';

/** The diagram of a function of a diagram's values (null = missing): subjects among the terminals are asked cell by cell. */
export function mapValues(d: Diagrams, of: Id, to: (value: Value | null) => Id): Id {
  const bySubject = [...d.reachable(of)].filter((id) => d.at(id).kind === 'subject');
  const plain = d.combine([of], ([id = 0]) => {
    const at = d.at(id);
    return at.kind === 'value' ? to(at.value) : to(null);
  });
  return bySubject.reduce((rest, id) => {
    const at = d.at(id);
    if (at.kind !== 'subject') return rest;
    const isIt = d.combine([of], ([terminal = 0]) => (terminal === id ? d.true : d.false));
    return d.choose(isIt, askSubject(d, at.subject, at.shift, to), rest);
  }, plain);
}

/** Terminals that `to` gives, at the subject's cells; diagrams that `to` gives are put together by choice. */
function askSubject(d: Diagrams, subject: Subject, shift: number, to: (value: Value | null) => Id): Id {
  const factor = power10(shift);
  const answers = subject.cells.map((cell) => {
    const value = valueIn(cell);
    return to(typeof value === 'bigint' ? value * factor : value);
  });
  const canBeMissing = subject.expression.missable ? [d.missing] : [];
  if (answers.every((answer) => answer < 0)) return d.node(subject.level, [...answers, ...canBeMissing]);
  return answers.reduce((rest, answer, i) => {
    const isHere = d.node(subject.level, [
      ...subject.cells.map((_, j) => (i === j ? d.true : d.false)),
      ...canBeMissing.map(() => d.false),
    ]);
    return d.choose(isHere, answer, rest);
  }, d.missing);
}
