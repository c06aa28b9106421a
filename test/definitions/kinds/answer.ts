import { decimalText, wire } from '../../../definitions/model/decimal.ts';
import { dateText } from '../../../definitions/expression/date-text.ts';
import type { Decision, Shape } from '../../../definitions/model/decision.ts';
import type { Expression } from '../../../definitions/model/expression.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { type Library, link } from '../../../definitions/library.ts';
import { type Datum, evaluate, type World } from '../../support/evaluate.ts';

/** What a decision answers for a world, read off its expressions by the oracle: the plainest reading of `Decision`. */
export interface Answer {
  readonly value: Json;
  readonly reasons: readonly string[];
  readonly losses: readonly string[];
  readonly problems: readonly string[];
  readonly partial: boolean;
}

/** Links documents (an entity among them) and throws where any has an error. */
export function libraryOf(...documents: readonly object[]): Library {
  const library = link(documents.map((document) => ({ document })));
  const errors = library.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new Error(errors.map((p) => `${p.definition} ${p.pointer} ${p.code}: ${p.message.en}`).join('\n'));
  return library;
}

/** The codes found in documents, with their pointers: `code@pointer`. */
export function problemsOf(...documents: readonly object[]): readonly string[] {
  return link(documents.map((document) => ({ document }))).problems.map(({ code, pointer }) => `${code}@${pointer}`);
}

/** The answer of one decision. */
export function answer(library: Library, id: string, world: World): Answer {
  const decision = library.environment.decision(id);
  if (decision === undefined) throw new Error(`No decision ${id}`);
  const holding = decision.problems.filter(({ when }) => evaluate(when, world) === true);
  const isRefused = holding.some(({ refuses }) => refuses);
  const reasons = isRefused ? [] : reasonsOf(decision, world);
  return {
    value: isRefused ? null : shown(decision.value, world),
    reasons: reasons.map(({ code }) => code),
    losses: reasons.map(({ loss }) => loss),
    problems: holding.map(({ code }) => code),
    partial: decision.partial !== null && evaluate(decision.partial, world) === true,
  };
}

function reasonsOf(decision: Decision, world: World) {
  const found: { code: string; scaled: bigint | null; decimals: number }[] = [];
  for (const plan of decision.reasons) {
    const index = evaluate(plan.index, world);
    const scaled = plan.loss === null ? null : (evaluate(plan.loss, world) as bigint | null);
    const code = index === null ? undefined : plan.codes[Number(index)]?.code;
    if (code === undefined || (plan.loss !== null && (scaled === null || scaled <= 0n))) continue;
    const decimals = plan.loss?.type.kind === 'number' ? plan.loss.type.decimals : 0;
    const same = found.find((one) => one.code === code);
    if (same !== undefined && same.scaled !== null && scaled !== null) same.scaled += scaled;
    else found.push({ code, scaled, decimals });
  }
  if (decision.reasonOrder === 'greatest-loss') found.sort((a, b) => Number((b.scaled ?? 0n) - (a.scaled ?? 0n)));
  return found.map(({ code, scaled, decimals }) => ({
    code,
    loss: scaled === null ? '' : decimalText(scaled, decimals),
  }));
}

function shown(shape: Shape, world: World): Json {
  switch (shape.kind) {
    case 'value':
      return wireOf(shape.of, evaluate(shape.of, world));
    case 'constant':
      return shape.json;
    case 'text': {
      const index = evaluate(shape.index, world);
      const text = index === null ? null : (shape.texts[Number(index)] ?? null);
      return text === null || typeof text === 'string' ? text : (text.en ?? null);
    }
    case 'object': {
      if (shape.presentWith !== undefined && evaluate(shape.presentWith, world) === null) return null;
      return Object.fromEntries(shape.members.map(({ name, shape: of }): [string, Json] => [name, shown(of, world)]));
    }
    case 'list':
      return shape.items.filter(({ when }) => evaluate(when, world) === true).map((item) => shown(item.shape, world));
    case 'products':
      throw new Error('Matching is not read here');
  }
}

/** A value as on the wire. */
export function wireOf({ type }: Expression, datum: Datum): Json {
  if (typeof datum === 'bigint') {
    if (type.kind === 'date') return dateText(datum);
    return wire(datum, type.kind === 'number' ? type.decimals : 0);
  }
  if (Array.isArray(datum))
    return datum.map((item: Datum) => (typeof item === 'bigint' ? String(item) : (item as Json)));
  return datum as Json;
}

/** A world of facts alone. */
export const given = (facts: JsonObject): World => ({ facts });
