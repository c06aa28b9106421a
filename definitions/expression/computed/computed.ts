import type { ProblemPlan } from '../../model/decision.ts';
import { below } from '../../model/json.ts';
import type { Computed } from '../../model/entity.ts';
import type { Problem } from '../../model/problem.ts';
import { refuses } from '../../model/problem.ts';
import { readValue } from '../scope/reference-table.ts';
import type { Scope } from '../scope/scope.ts';
import { withUses } from '../scope/uses.ts';
import { forEach, hasMissableItems } from '../build-list.ts';
import { coalesce, constant, isMissing } from '../build-logic.ts';
import { round } from '../build-number.ts';
import { checkRange } from '../check.ts';
import { expectedOf } from '../expectation.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { kindWords } from '../kind-words.ts';
import { typeName } from '../from-feel/value.ts';
import { fromFeel } from '../from-feel/from-feel.ts';
import type { Transcript } from '../from-feel/transcript.ts';
import type { Lowering } from '../lowering.ts';
import { formulaProblem } from '../problems.ts';
import { INTERMEDIATE_DECIMALS, numberType, type Type, type Value } from '../../model/type.ts';

/**
 * A computed value: its text, rounded half-up to its decimals, with what happens where it is missing (nothing, unless stated: it stays
 * missing). `origin` is that of the whole computed value; its text stands at `origin/text`. The result carries no origin of its own: who
 * names it gives it one. `transcript`: kept for whoever shows the text. A plan `computed-missing` refuses where `ifMissing` says `refuse`.
 */
export function lowerComputed(
  computed: Computed,
  scope: Scope,
  origin: Origin,
  transcript: Transcript | null = null,
): Lowering {
  const at = (key: string): Origin => ({ definition: origin.definition, pointer: below(origin.pointer, key) });
  const uses = withUses(scope, computed.uses, at('uses'));
  const lowered = fromFeel(computed.text, uses.scope, at('text'), statedDecimals(computed), 0, transcript);
  // What is wrong with a use was told where it stands.
  const told = new Set(uses.problems.map(({ found }) => found));
  const news = lowered.problems.filter(({ code, found }) => code !== 'uses-broken' || !told.has(found));
  const problems: Problem[] = [...uses.problems, ...news];
  const typed = lowered.expression && asDeclared(lowered.expression, computed, at('type'), problems, uses.scope);
  if (typed !== null) problems.push(...checkRange(typed, at('text')));
  const answered = typed && withDefault(typed, computed, at('ifMissing'), problems);
  if (answered === null || refuses(problems)) return { expression: null, problems, plans: [] };
  const isRefusing = computed.ifMissing === 'refuse' && answered.missable;
  return {
    expression: answered,
    problems,
    plans: [...lowered.plans, ...(isRefusing ? [refusal(answered, computed, origin)] : [])],
  };
}

function statedDecimals({ type, decimals }: Computed): number | undefined {
  return type === 'integer' ? 0 : type === 'decimal' ? decimals : undefined;
}

/** The declared type, of a value or of every item of a list. */
function asDeclared(
  of: Expression,
  computed: Computed,
  at: Origin,
  problems: Problem[],
  scope: Scope,
): Expression | null {
  if (computed.series !== true) return scalarAsDeclared(of, computed, at, problems);
  if (of.type.kind !== 'list') {
    const slots = { found: typeName(of.type), expected: kindWords('list') };
    problems.push(formulaProblem('computed-type', at, slots, { found: computed.type }));
    return null;
  }
  const item = scope.freshVariable('item', of.type.of, hasMissableItems(of));
  const typed = scalarAsDeclared(item, computed, at, problems, statedDecimals(computed));
  return typed === null || typed === item ? typed && of : forEach(of, item, null, typed);
}

/** The declared type: figures with the declared decimals (as many as they come to where none are, 12 at most), all else as declared. */
function scalarAsDeclared(
  of: Expression,
  computed: Computed,
  at: Origin,
  problems: Problem[],
  decimals?: number,
): Expression | null {
  const isDeclaredFigure = computed.type === 'decimal' || computed.type === 'integer';
  if (of.type.kind === 'approximate' && isDeclaredFigure) {
    problems.push(formulaProblem('decimals-not-stated', at));
    return null;
  }
  if (of.type.kind === 'number' && isDeclaredFigure)
    return round(of, Math.min(decimals ?? of.type.decimals, INTERMEDIATE_DECIMALS));
  if (of.type.kind === computed.type) return of;
  const expected = isDeclaredFigure ? kindWords('number') : kindWords(computed.type as Type['kind']);
  problems.push(formulaProblem('computed-type', at, { found: typeName(of.type), expected }, { found: computed.type }));
  return null;
}

function withDefault(of: Expression, { ifMissing }: Computed, at: Origin, problems: Problem[]): Expression | null {
  if (ifMissing === undefined || ifMissing === 'missing' || ifMissing === 'refuse') return of;
  const read = of.type.kind === 'list' ? null : readValue(ifMissing, of.type);
  if (
    read === null ||
    (of.type.kind === 'string' && of.type.enum !== undefined && !of.type.enum.includes(String(read)))
  ) {
    problems.push(
      formulaProblem(
        'computed-default',
        at,
        { found: JSON.stringify(ifMissing), expected: expectedOf(of) },
        { found: ifMissing },
      ),
    );
    return null;
  }
  return coalesce([of, constant(tight(of.type, read), read)]);
}

/** A constant's own bounds. */
function tight(type: Type, read: Value): Type {
  if (typeof read !== 'bigint') return type;
  if (type.kind === 'number') return numberType(type.decimals, read, read);
  return type.kind === 'date' || type.kind === 'instant' ? { ...type, minimum: read, maximum: read } : type;
}

function refusal(of: Expression, { text }: Computed, origin: Origin): ProblemPlan {
  return { code: 'computed-missing', slots: { text: text.slice(0, 120) }, when: isMissing(of), refuses: true, origin };
}
