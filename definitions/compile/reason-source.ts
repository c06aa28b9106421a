import { type ReasonTable, BigReasonBoard, ReasonBoard } from './reason-board.ts';
import type { Decision, ReasonPlan } from '../model/decision.ts';
import { power10 } from '../model/decimal.ts';
import type { Expression } from '../model/expression.ts';
import { boundsOf } from '../expression/to-function/emit-logic.ts';
import { decimalsOf, greatest, times } from '../expression/to-function/emit-number.ts';
import { type Emitter, isAtom } from '../expression/to-function/emitter.ts';
import { representation } from '../expression/to-function/representation.ts';
import { DEFAULT_BOUND } from '../model/type.ts';
import { LANGUAGES, say } from '../model/text.ts';

/** Adds the statements that gather a decision's reasons; answers the source of the list. */
export function reasonSource(e: Emitter, plans: readonly ReasonPlan[], order: Decision['reasonOrder']): string {
  if (plans.length === 0) return 'NONE';
  const decimals = Math.max(0, ...plans.map((plan) => (plan.loss === null ? 0 : decimalsOf(plan.loss))));
  const sum = plans.reduce(
    (all, { loss }) => (loss === null ? all : all + greatest(boundsOf(loss)) * power10(decimals - decimalsOf(loss))),
    0n,
  );
  const isPlain =
    sum <= DEFAULT_BOUND && plans.every(({ loss }) => loss === null || representation(loss.type) === 'number');
  const Board = isPlain ? ReasonBoard : BigReasonBoard;
  const board = e.slot(new Board(tableOf(plans, order, decimals)));
  let base = 0;
  for (const plan of plans) {
    const loss = plan.loss === null ? (isPlain ? 'Infinity' : 'undefined') : scaled(e, plan.loss, decimals, isPlain);
    put(e, board, plan, base, loss);
    base += plan.codes.length;
  }
  return `${board}.take(isEnglish)`;
}

function put(e: Emitter, board: string, { index, codes }: ReasonPlan, base: number, loss: string): void {
  if (index.kind === 'missing' || codes.length === 0) return;
  const position = e.value(index);
  const id = (at: string) =>
    base === 0 ? at : isAtom(at) && /^\d+$/.test(at) ? String(base + Number(at)) : `${base} + ${at}`;
  if (!index.missable) return e.line(`${board}.put(${id(position)}, ${loss});`);
  const at = isAtom(position) ? position : e.name(position);
  e.line(`if (${at} === ${at}) ${board}.put(${id(at)}, ${loss});`);
}

function scaled(e: Emitter, loss: Expression, decimals: number, isPlain: boolean): string {
  const factor = power10(decimals - decimalsOf(loss));
  if (isPlain) return times(e.value(loss), factor);
  const big = e.asAtom(loss, 'bigint');
  return factor === 1n ? big : `(${big} === null ? null : ${big} * ${factor}n)`;
}

function tableOf(plans: readonly ReasonPlan[], order: Decision['reasonOrder'], decimals: number): ReasonTable {
  const all = plans.flatMap((plan, i) => plan.codes.map((one) => ({ ...one, plan: i })));
  const firstOf = new Map<string, number>();
  all.forEach(({ code }, i) => {
    if (!firstOf.has(code)) firstOf.set(code, i);
  });
  const first = all.map(({ code }) => firstOf.get(code) ?? 0);
  const texts = LANGUAGES.map((language) => all.map((one) => say(one.text, language)));
  return {
    codes: all.map((one) => one.code),
    chinese: texts[0] ?? [],
    english: texts[1] ?? [],
    first,
    canRepeat: all.some(({ plan }, i) => all[first[i] ?? 0]?.plan !== plan),
    isByLoss: order === 'greatest-loss',
    decimals,
  };
}
