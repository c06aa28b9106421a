import { DuckDBListValue } from '@duckdb/node-api';
import {
  type Decision,
  type Json,
  type Language,
  problemOfPlan,
  type Reason,
  type Result,
  say,
} from '../../../definitions/index.ts';
import type { SqlEngineContext, Columns } from './workbench.ts';
import { toldOf } from './field-problems.ts';
import { lossOf, valueOf } from './values.ts';

/** The result that a row of the query's answer stands for. */
export function resultOf(context: SqlEngineContext, columns: Columns, request: Json, language: Language): Result {
  const { decision } = context.asked;
  const places = textsOf(columns, 'problems');
  const plans = places.flatMap((place) => decision.problems[place.startsWith('/') ? -1 : Number(place)] ?? []);
  const counted = places.flatMap((place) =>
    place.startsWith('/') ? [{ path: place.slice(1), code: 'fact-counted-as-missing' }] : [],
  );
  return {
    value: plans.some(({ refuses }) => refuses) ? null : valueOf(decision, columns, language),
    reasons: reasonsOf(decision, columns, language),
    missing: textsOf(columns, 'missing'),
    problems: [
      ...(counted.length === 0 && context.asked.reads.products === null ? [] : toldOf(context, request, counted)),
      ...plans.map(problemOfPlan),
    ],
    definition: context.stamp,
    ...(columns.get('partial') === true ? { partial: true as const } : {}),
  };
}

function textsOf(columns: Columns, name: string): readonly string[] {
  const list = columns.get(name);
  return list instanceof DuckDBListValue ? list.items.map(String) : [];
}

function reasonsOf({ reasons }: Decision, columns: Columns, language: Language): readonly Reason[] {
  const losses = columns.get('losses');
  const lost = losses instanceof DuckDBListValue ? losses.items : [];
  const codes = reasons.flatMap((plan) => plan.codes);
  return textsOf(columns, 'reasons').map((code, i) => {
    const text = say(codes.find((one) => one.code === code)?.text, language);
    const loss = lossOf(lost[i] ?? null);
    return { code, text, ...(loss === null ? {} : { loss }) };
  });
}
