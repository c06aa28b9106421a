import type { JsonObject } from '../../../definitions/index.ts';
import type { Answers } from '../claim.ts';

/** A card that scores 1 where a bin, alone, holds a record. */
export function indicator(name: string, on: JsonObject, bin: JsonObject): JsonObject {
  const test = Object.fromEntries(
    Object.entries(bin).filter(([key]) => ['in', 'values', 'when', 'missing'].includes(key)),
  );
  return {
    kind: 'scorecard',
    name,
    entity: 'entity/customer',
    decimals: 0,
    combine: 'sum',
    characteristics: [
      {
        name: 'only',
        ...on,
        bins: [
          { ...test, score: 1 },
          { otherwise: true, score: 0 },
        ],
      },
    ],
    reasonOrder: 'none',
  };
}

/** Whether it did; undefined where the value never came to it. */
export function indicated(answers: Answers, name: string): boolean | undefined {
  const { value } = answers.of(`scorecard/${name}`);
  if (value === null || typeof value !== 'object') return undefined;
  return (value as JsonObject)['score'] === 1;
}

/** A criteria of one condition. */
export const condition = (name: string, when: JsonObject): JsonObject => ({
  kind: 'criteria',
  name,
  entity: 'entity/customer',
  when,
});

export const holds = (answers: Answers, name: string) => answers.of(`criteria/${name}`).value === true;

/** An interval read by hand: whether it holds a figure. */
export function isWithin(text: string, figure: number): boolean {
  const parts = /^\s*([[(])\s*([^,\s]+)\s*,\s*([^,\s]+)\s*([\])])\s*$/.exec(text);
  if (parts === null) throw new Error(`No interval: ${text}`);
  const [, open, low = '', high = '', close] = parts;
  const [from, to] = [boundOf(low), boundOf(high)];
  return (open === '[' ? figure >= from : figure > from) && (close === ']' ? figure <= to : figure < to);
}

function boundOf(text: string): number {
  if (/^-(∞|inf)$/.test(text)) return -Infinity;
  return /^\+?(∞|inf)$/.test(text) ? Infinity : Number(text);
}
