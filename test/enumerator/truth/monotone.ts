import type { Json, JsonObject } from '../../../definitions/index.ts';
import type { Answers, Claim } from '../claim.ts';

/** A fact of the record, or of its home, that says which way is good. */
interface Directed {
  readonly path: readonly string[];
  readonly isHighGood: boolean;
}

/** The declared directions of some entities' fields. */
export function directions(customer: JsonObject, home: JsonObject): readonly Directed[] {
  const of = (entity: JsonObject, before: readonly string[]) =>
    Object.entries(entity['fields'] as JsonObject).flatMap(([name, field]) => {
      const direction = (field as JsonObject)['direction'];
      return direction === undefined ? [] : [{ path: [...before, name], isHighGood: direction === 'high-is-good' }];
    });
  return [...of(customer, []), ...of(home, ['home'])];
}

/** A score that never gets worse while a directed fact gets better and all else stays. */
export function monotone(
  scope: string,
  scoreOf: (answers: Answers) => number | undefined,
  directed: readonly Directed[],
  isHighGood = true,
): Claim {
  const falls = (all: readonly Answers[]) => directed.some((one) => fallsBy(one, all, scoreOf, isHighGood));
  return {
    property: 'monotone',
    scope,
    truth: (all, isWhole) => (falls(all) ? false : isWhole ? true : undefined),
    isShownBy: falls,
  };
}

function fallsBy(
  { path, isHighGood }: Directed,
  all: readonly Answers[],
  scoreOf: (answers: Answers) => number | undefined,
  isScoreGood: boolean,
): boolean {
  const sign = isHighGood === isScoreGood ? 1 : -1;
  const groups = new Map<string, { at: number; score: number }[]>();
  for (const answers of all) {
    const [at, others] = taken(answers.request, path);
    const score = scoreOf(answers);
    if (typeof at !== 'number' || score === undefined) continue;
    const group = groups.get(others) ?? [];
    groups.set(others, group);
    group.push({ at, score });
  }
  return [...groups.values()].some((group) =>
    group.some((one) => group.some((other) => one.at < other.at && (other.score - one.score) * sign < 0)),
  );
}

/** The value at a path of a request's facts, and all else as text. */
function taken(request: Json, path: readonly string[]): readonly [Json, string] {
  const copy = structuredClone(request) as Record<string, Json>;
  let at = (copy['facts'] ?? {}) as Record<string, Json>;
  for (const step of path.slice(0, -1)) {
    const next = at[step];
    if (typeof next !== 'object' || next === null) return [null, ''];
    at = next as Record<string, Json>;
  }
  const last = path.at(-1) ?? '';
  const value = at[last] ?? null;
  at[last] = null;
  return [value, sorted(copy)];
}

/** As text with keys in one order. */
function sorted(json: Json): string {
  return JSON.stringify(json, (_, value: Json) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
