import { expect, test } from 'vitest';
import type { Expression } from '../../../../definitions/model/expression.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { type Datum, evaluate } from '../../../support/evaluate.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { grow } from '../../../support/random-expression.ts';
import { FIELDS, randomFacts } from '../../../support/random-record.ts';
import { sqlWorld } from '../../../support/sql-values.ts';

const ASOF = 20_454n;
const PREVIOUS = { class: 'gold', since: 20_000n, misses: 2n, run: 20_400n };

for (const numbers of ['text', 'double'] as const) {
  test(`DuckDB gives random expressions the values of the plain evaluator, with numbers as ${numbers}`, {
    timeout: 600_000,
  }, async () => {
    const seed = Number(process.env['SEED'] ?? 1);
    const count = Number(process.env['COUNT'] ?? 300);
    const random = new Chance(seed);
    const records = Array.from({ length: 40 }, () => randomFacts(random));
    const world = await sqlWorld(FIELDS, records, { asOf: ASOF, previous: PREVIOUS, numbers });
    const differences: string[] = [];
    let compared = 0;
    for (let i = 0; i < count; i++) {
      const at = seed * 100_000 + i;
      const expression = grow(new Chance(at), FIELDS, 4);
      const rows = await world.values([expression]).catch((error: unknown) => String(error));
      if (typeof rows === 'string') {
        differences.push(`${at}: ${rows.slice(0, 300)}\n${world.last.sql.slice(0, 1500)}`);
        continue;
      }
      rows.forEach((row, r) => {
        if (row === null) return;
        const facts = records[r] ?? {};
        const expected = shown(evaluate(expression, { facts, asOf: ASOF, previous: PREVIOUS }));
        compared += 1;
        const got = shownSql(row[0]);
        if (got !== expected && differences.length < 20)
          differences.push(
            `${at} record ${r}: SQL ${got}, expected ${expected}: ${describe(expression, facts)}\n${world.last.sql.slice(0, 2500)}`,
          );
      });
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(count * 20);
  });
}

const describe = (expression: Expression, facts: JsonObject) =>
  `${expression.kind} ${JSON.stringify(facts)}`.slice(0, 600);

function shown(value: Datum | Json): string {
  if (value === null) return 'missing';
  if (Array.isArray(value)) return `[${value.map(shown).join()}]`;
  return String(value);
}

function shownSql(value: unknown): string {
  if (value === null || value === undefined) return 'missing';
  if (typeof value === 'object' && 'items' in value && Array.isArray(value.items))
    return `[${value.items.map(shownSql).join()}]`;
  return String(value);
}
