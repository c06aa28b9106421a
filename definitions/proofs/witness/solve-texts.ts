import type { Expression } from '../../model/expression.ts';

/** A text or boolean whose value is sought: the values its cells tell apart, those of them it may have, and whether any other will do. */
export interface Naming {
  readonly key: string;
  readonly expression: Expression;
  readonly told: readonly (string | boolean)[];
  readonly allowed: readonly (string | boolean)[];
  readonly isOpen: boolean;
}

/** Two namings that must be alike, or must not. */
export interface TextRelation {
  readonly left: string;
  readonly right: string;
  readonly isEqual: boolean;
}

/** After so many choices the last one stands; whoever uses the values evaluates them. */
const MOST_CHOICES = 20_000;

/** Values that are alike and unlike as wanted, or undefined where there are none. */
export function solveTexts(
  namings: readonly Naming[],
  relations: readonly TextRelation[],
): ReadonlyMap<string, string | boolean> | undefined {
  const groups = grouped(namings, relations);
  const groupOf = new Map(groups.flatMap((group, i) => group.map(({ key }) => [key, i] as const)));
  const apart = relations
    .filter(({ isEqual }) => !isEqual)
    .map(({ left, right }) => [groupOf.get(left) ?? -1, groupOf.get(right) ?? -1] as const);
  const choices = groups.map(choicesOf);
  const taken: (string | boolean)[] = [];
  let left = MOST_CHOICES;
  const choose = (i: number): boolean => {
    if (i === groups.length) return true;
    return (choices[i] ?? []).some((value) => {
      const isFree = apart.every(
        ([a, b]) => (a !== i || b >= i || taken[b] !== value) && (b !== i || a >= i || taken[a] !== value) && a !== b,
      );
      left -= 1;
      if (!isFree && left > 0) return false;
      taken[i] = value;
      return choose(i + 1);
    });
  };
  if (!choose(0)) return undefined;
  return new Map(namings.map(({ key }) => [key, taken[groupOf.get(key) ?? 0] ?? '']));
}

function grouped(namings: readonly Naming[], relations: readonly TextRelation[]): readonly (readonly Naming[])[] {
  let groups: (readonly Naming[])[] = namings.map((naming) => [naming]);
  for (const { left, right, isEqual } of relations) {
    if (!isEqual) continue;
    const near = groups.filter((group) => group.some(({ key }) => key === left || key === right));
    groups = [...groups.filter((group) => !near.includes(group)), near.flat()];
  }
  return groups;
}

/** What all of a group may be: a value that each allows (one it does not tell apart counts as any other), or a text of its own. */
function choicesOf(group: readonly Naming[], position: number): readonly (string | boolean)[] {
  const told = new Set(group.flatMap((naming) => naming.told));
  const known = [...told].filter((value) =>
    group.every((naming) => naming.allowed.includes(value) || (naming.isOpen && !naming.told.includes(value))),
  );
  return group.every((naming) => naming.isOpen) ? [`其他${position + 1}`, ...known] : known;
}
