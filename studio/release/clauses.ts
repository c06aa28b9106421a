/** A piece of a sentence, and whether the other side says it otherwise. */
export interface Clause {
  readonly text: string;
  readonly differs: boolean;
}

/** Where one clause ends and the next begins: with the sign and the blank that part them. */
const ENDS = /(?<=；|。|; |\. |：|: )/;

/** Two sentences clause by clause: what each says that the other does not. Whole where there is no other. */
export function clausesOf(own: string, other: string | null): readonly Clause[] {
  if (other === null) return [{ text: own, differs: true }];
  const said = new Map<string, number>();
  for (const clause of other.split(ENDS)) said.set(plain(clause), (said.get(plain(clause)) ?? 0) + 1);
  const clauses: Clause[] = [];
  for (const text of own.split(ENDS)) {
    const left = said.get(plain(text)) ?? 0;
    if (left > 0) said.set(plain(text), left - 1);
    const before = clauses.at(-1);
    const differs = left === 0;
    if (before !== undefined && before.differs === differs)
      clauses[clauses.length - 1] = { text: before.text + text, differs };
    else clauses.push({ text, differs });
  }
  return clauses;
}

const plain = (clause: string): string => clause.replace(/[；。;.：:\s]+$/, '');
