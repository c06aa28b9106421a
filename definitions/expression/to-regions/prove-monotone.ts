import type { Proof } from '../../kinds/kind.ts';
import type { Place } from '../../problem.ts';
import type { Text } from '../../text.ts';
import type { Expression, FieldRead } from '../expression.ts';
import { BudgetSpent } from './diagram.ts';
import { valueText } from './gaps.ts';
import { createProbe } from './probe.ts';
import { provedProblem } from './problems.ts';
import { requestFor, type Setting } from './questions.ts';
import type { Builder } from './builder.ts';
import { createBuilder } from './to-diagram.ts';
import type { Subject } from './subjects.ts';
import { proved, refuted, undecided } from './verdict.ts';

/** One independent summand of a score, in units that all summands share (a common positive factor does not matter). */
interface Summand {
  readonly weight: bigint;
  readonly of: Expression;
}

/**
 * Proves that a score never gets worse while a field with a direction gets better and all else stays. The score is taken apart into
 * summands; those that read the field are added cell by cell of it. A step in the wrong direction is shown by two requests that
 * differ in this field alone.
 */
export function proveMonotone(
  score: Expression,
  isHighGood: boolean,
  title: Text,
  place: Place,
  setting: Setting,
): readonly Proof[] {
  try {
    const summands = summandsOf(score, 1n);
    const builder = createBuilder(
      summands.map((one) => one.of),
      setting.nodes,
    );
    const directed = builder.subjects.filter(
      (subject) => subject.expression.kind === 'field' && subject.expression.field.direction !== undefined,
    );
    if (directed.length === 0) return [];
    const found = directed.flatMap((subject) =>
      proveField(subject, summands, builder, score, isHighGood, title, place, setting),
    );
    return found.length > 0 ? found : [proved('monotone', place)];
  } catch (error) {
    if (error instanceof BudgetSpent) return [undecided('monotone', place, title, 'budget')];
    throw error;
  }
}

/** Sums, means with fixed weights and roundings (which keep order) taken apart; anything else is one summand. */
function summandsOf(e: Expression, factor: bigint): readonly Summand[] {
  switch (e.kind) {
    case 'named':
      return summandsOf(e.of, factor);
    case 'round':
      return e.of.type.kind === 'number' ? summandsOf(e.of, factor) : [{ weight: factor, of: e }];
    case 'weightedSum':
      return e.terms.flatMap((term) => summandsOf(term.of, factor * term.weight));
    case 'weightedMean':
      return e.terms.flatMap((term) => summandsOf(term.of, factor * term.weight));
    case 'if':
      return e.then.kind === 'missing' ? summandsOf(e.otherwise, factor) : [{ weight: factor, of: e }];
    default:
      return [{ weight: factor, of: e }];
  }
}

function proveField(
  subject: Subject,
  summands: readonly Summand[],
  builder: Builder,
  score: Expression,
  isHighGood: boolean,
  title: Text,
  place: Place,
  setting: Setting,
): readonly Proof[] {
  const { field } = subject.expression as FieldRead;
  const isRising = (field.direction === 'high-is-good') === isHighGood;
  const { diagrams } = builder;
  const own = summands.map((one) => ({ ...one, diagram: builder.of(one.of) }));
  const reading = own.filter(({ diagram }) => readsLevel(builder, diagram, subject.level));
  const joint = reading.reduce(
    (sum, { diagram, weight }) =>
      diagrams.combine([sum, diagram], ([s = 0, x = 0]) => {
        const [total, at] = [diagrams.at(s), diagrams.at(x)];
        if (total.kind !== 'value' || at.kind !== 'value' || typeof at.value !== 'bigint') return diagrams.missing;
        return diagrams.value((total.value as bigint) + at.value * weight);
      }),
    diagrams.value(0n),
  );
  for (let cell = 0; cell + 1 < subject.cells.length; cell++) {
    const [before, after] = [cell, cell + 1].map((c) => restrict(builder, joint, subject.level, c));
    const worse = diagrams.combine([before ?? 0, after ?? 0], ([l = 0, r = 0]) => {
      const [low, high] = [diagrams.at(l), diagrams.at(r)];
      if (low.kind !== 'value' || high.kind !== 'value') return diagrams.false;
      return (isRising ? high.value < low.value : high.value > low.value) ? diagrams.true : diagrams.false;
    });
    const [path] = diagrams.paths(worse, (terminal) => terminal === diagrams.true, 1);
    if (path !== undefined) return [wrongStep(subject, cell, path, builder, score, isRising, title, place, setting)];
  }
  return [];
}

function readsLevel(builder: Builder, id: number, level: number): boolean {
  const seen = new Set<number>();
  const visit = (at: number): boolean => {
    if (at < 0 || seen.has(at)) return false;
    seen.add(at);
    return builder.diagrams.level(at) === level || builder.diagrams.children(at).some(visit);
  };
  return visit(id);
}

/** The diagram with one subject held at one cell. */
function restrict(builder: Builder, id: number, level: number, cell: number): number {
  const { diagrams } = builder;
  const walk = (at: number): number => {
    if (at < 0 || diagrams.level(at) > level) return at;
    if (diagrams.level(at) === level) return diagrams.children(at)[cell] ?? at;
    return diagrams.node(diagrams.level(at), diagrams.children(at).map(walk));
  };
  return walk(id);
}

function wrongStep(
  subject: Subject,
  cell: number,
  path: ReadonlyMap<number, number>,
  builder: Builder,
  score: Expression,
  isRising: boolean,
  title: Text,
  place: Place,
  setting: Setting,
): Proof {
  const probe = createProbe(setting.whole, [score], setting.around);
  const [worse, better] = [cell, cell + 1].map((c) =>
    requestFor(new Map([...path, [subject.level, c]]), builder.subjects, probe.drafter.ordinary()),
  );
  const [from, to] = [worse, better].map((request) => probe.evaluate(request ?? null)?.[0]);
  const isShown = typeof from === 'bigint' && typeof to === 'bigint' && (isRising ? to < from : to > from);
  if (!isShown || worse === undefined || better === undefined) return undecided('monotone', place, title, 'unrealised');
  const { field } = subject.expression as FieldRead;
  const start = subject.cells[cell + 1];
  const high = { 'zh-CN': '高', en: 'higher' };
  const low = { 'zh-CN': '低', en: 'lower' };
  const region = start?.kind === 'range' ? valueText(start.low, subject.expression.type) : String(start?.value ?? '');
  const slots = { title, field: field.title, direction: field.direction === 'high-is-good' ? high : low, region };
  return refuted('monotone', provedProblem('not-monotone', place, slots, { witness: [worse, better] }));
}
