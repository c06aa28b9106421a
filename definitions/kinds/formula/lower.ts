import { lowerComputed } from '../../expression/computed/computed.ts';
import { named } from '../../expression/build-logic.ts';
import type { Expression, Field } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import { refuses } from '../../model/problem.ts';
import { type NamedValue, type Scope, withNames } from '../../expression/scope/index.ts';
import { entityScope, inputsScope } from '../../expression/computed/record-scope.ts';
import type { Decision, Facts } from '../../model/decision.ts';
import { fieldOf } from '../field.ts';
import { gather, type Lowered } from '../gather.ts';
import type { ShownText } from '../shown-text.ts';
import type { Environment } from '../../model/environment.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import type { Formula } from './formula.ts';

/** A lowered formula, with its lines as later lines read them (for checks). */
export interface LoweredFormula extends Lowered {
  readonly lines: ReadonlyMap<string, Expression>;
}

/** A formula's meaning: one output for each line that `outputs` names. */
export function lowerFormula(document: Formula, environment: Environment): LoweredFormula {
  const facts = factsOf(document);
  const lowered = lowerOn(facts, document, environment);
  if (facts?.kind !== 'inputs' || lowered.decision === null || facts.fields.every(({ optional }) => optional))
    return lowered;
  const fields = facts.fields.map((one) => ({ ...one, optional: true }));
  const called = lowerOn({ kind: 'inputs', fields }, document, environment).decision;
  return called === null ? lowered : { ...lowered, decision: { ...lowered.decision, called } };
}

function lowerOn(
  facts: Facts | null,
  document: Formula,
  environment: Environment,
  show?: (text: ShownText) => void,
): LoweredFormula {
  const gathered = gather();
  const lines = new Map<string, Expression>();
  const scope = facts === null ? null : scopeOf(document, facts, environment);
  if (facts === null || scope === null) return { decision: null, problems: [], lines };
  const id = `formula/${document.name}`;
  const values = new Map<string, NamedValue>();
  document.lines.forEach((line, i) => {
    const at = { definition: id, pointer: `/lines/${i}` };
    const known = withNames(scope, show === undefined ? values : new Map(values));
    const transcript = show === undefined ? null : { parts: [], faults: [] };
    const lowering = lowerComputed(line, known, at, transcript);
    if (transcript !== null) show?.({ pointer: at.pointer, computed: line, scope: known, transcript });
    const ref = `${id}#${line.name}`;
    const expression = gathered.take(lowering);
    if (expression === null) {
      values.set(line.name, { kind: 'broken', ref });
      return;
    }
    const value = named(expression, ref, line.title ?? line.name, line.unit);
    lines.set(line.name, value);
    values.set(line.name, { kind: 'value', expression: value, plans: lowering.plans, reads: [] });
  });
  if (refuses(gathered.problems) || document.outputs.some((name) => !lines.has(name))) {
    return { decision: null, problems: gathered.problems, lines };
  }
  const plans = distinctPlans(gathered.plans);
  const outputs = document.outputs.flatMap((name) => {
    const line = lines.get(name);
    return line === undefined ? [] : [[name, unlessRefused(line, plans)] as const];
  });
  const decision: Decision = {
    id,
    title: document.title ?? document.name,
    facts,
    outputs: Object.fromEntries(outputs),
    value: { kind: 'object', members: outputs.map(([name, of]) => ({ name, shape: { kind: 'value', of } })) },
    reasons: [],
    reasonOrder: 'declared',
    problems: plans,
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, problems: gathered.problems, lines };
}

/** The text of each line with the names it may read and what its parts mean. */
export function formulaTexts(document: Formula, environment: Environment): readonly ShownText[] {
  const texts: ShownText[] = [];
  lowerOn(factsOf(document), document, environment, (text) => texts.push(text));
  return texts;
}

/** What the formula reads; null where it does not say, or says two things. */
export function factsOf({ name, entity, inputs }: Formula): Facts | null {
  if ((entity === undefined) === (inputs === undefined)) return null;
  if (entity !== undefined) return { kind: 'entity', entity };
  const definition = `formula/${name}`;
  const fields: readonly Field[] = Object.entries(inputs ?? {}).map(([field, declared]) =>
    fieldOf(field, declared, { definition, pointer: below('/inputs', field) }),
  );
  return { kind: 'inputs', fields };
}

/** The names the lines start from; null for an entity that is not there (told of where it is mentioned). */
export function scopeOf({ name }: Formula, facts: Facts, environment: Environment): Scope | null {
  const id = `formula/${name}`;
  if (facts.kind === 'inputs') return inputsScope(environment, facts.fields, id);
  if (facts.kind === 'pair' || environment.entity(facts.entity) === undefined) return null;
  return entityScope(environment, facts.entity, id);
}
