import type { JsonObject, Proof } from '../../definitions/index.ts';

/** What was drawn and judged, counted. */
export class Tally {
  /** Definitions that were judged, by kind (a segmentation by its method, a table by its policy). */
  readonly judged = new Map<string, number>();
  /** Definitions that were left out, by why. */
  readonly left = new Map<string, number>();
  /** Verdicts by property. */
  readonly verdicts = new Map<string, Record<Proof['verdict'], number>>();
  readonly documents: JsonObject[] = [];
  whole = 0;
  private judgedCount = 0;
  requests = 0;

  take(document: JsonObject, proofs: readonly Proof[], isWhole: boolean, requests: number): void {
    this.judgedCount += 1;
    this.requests += requests;
    if (isWhole) this.whole += 1;
    const kind = [document['kind'], document['method'] ?? document['hitPolicy'] ?? document['link']].filter(
      (one) => one !== undefined,
    );
    count(this.judged, kind.join(' '));
    for (const { property, verdict } of proofs) {
      const known = this.verdicts.get(property) ?? { proved: 0, refuted: 0, undecided: 0 };
      known[verdict] += 1;
      this.verdicts.set(property, known);
    }
  }

  /** What is drawn, judged or not. */
  note(documents: readonly JsonObject[]): void {
    this.documents.push(...documents);
  }

  leave(documents: readonly JsonObject[], why: string): void {
    for (const document of documents) count(this.left, `${String(document['kind'])}: ${why}`);
  }

  /** How many definitions were judged. */
  get definitions(): number {
    return this.judgedCount;
  }

  /** The share of all verdicts that decide nothing. */
  get undecided(): number {
    const all = [...this.verdicts.values()];
    const open = all.reduce((sum, one) => sum + one.undecided, 0);
    return (
      open /
      Math.max(
        1,
        all.reduce((sum, one) => sum + one.proved + one.refuted + one.undecided, 0),
      )
    );
  }

  /** The figures, line by line. */
  lines(): readonly string[] {
    const share = (one: Record<Proof['verdict'], number>) =>
      ((100 * one.undecided) / (one.proved + one.refuted + one.undecided)).toFixed(1);
    return [
      `${this.definitions} definitions judged (${this.whole} on all records there are), ${this.requests} records`,
      ...sorted(this.judged),
      `left out: ${[...this.left.values()].reduce((a, b) => a + b, 0)}`,
      ...sorted(this.left),
      ...[...this.verdicts].map(
        ([property, one]) =>
          `  ${property}: ${one.proved} proved, ${one.refuted} refuted, ${one.undecided} not decided (${share(one)} %)`,
      ),
      `not decided: ${(100 * this.undecided).toFixed(2)} % of all verdicts`,
    ];
  }
}

function count(of: Map<string, number>, key: string): void {
  of.set(key, (of.get(key) ?? 0) + 1);
}

const sorted = (of: ReadonlyMap<string, number>) =>
  [...of].sort(([, a], [, b]) => b - a).map(([key, many]) => `  ${key}: ${many}`);
