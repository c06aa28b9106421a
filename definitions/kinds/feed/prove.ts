import { dateText } from '../../expression/date-text.ts';
import { civil, daysOf } from '../../expression/date.ts';
import { dateForm, SERIAL } from '../../formats/date-pattern.ts';
import type { Decision } from '../../model/decision.ts';
import { below } from '../../model/json.ts';
import { listed } from '../../model/listed.ts';
import type { Problem } from '../../model/problem.ts';
import { proved, refuted } from '../../proofs/verdict.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import { type FeedColumn, type FeedDocument, feedOf } from './feed.ts';
import { feedProblem } from './problems.ts';

/** Every required field has a column; no text is a different day in two of a column's forms. */
export function proveFeed(
  document: FeedDocument,
  _decision: Decision | null,
  environment: Environment,
  _budget: Budget,
): readonly Proof[] {
  const entity = environment.entity(document.entity);
  if (entity === undefined) return [];
  const at = { definition: `feed/${document.name}`, pointer: '/columns' };
  const { columns } = feedOf(document, entity);
  const fed = new Set(columns.map(({ field }) => field.name));
  const lacking = [...entity.fields.values()].filter(({ name, optional }) => !optional && !fed.has(name));
  const slots = { entity: entity.id, fields: listed(lacking.map(({ name }) => name)) };
  const ambiguous = columns.flatMap((column) => ambiguity(column, at.definition) ?? [])[0];
  return [
    lacking.length === 0
      ? proved('required-fed', at)
      : refuted('required-fed', feedProblem('feed-required-not-fed', at, slots)),
    ambiguous === undefined ? proved('formats-unambiguous', at) : refuted('formats-unambiguous', ambiguous),
  ];
}

/**
 * A text that two forms read as different days. Forms differ in the order of year, month and day and in what stands between; a month
 * and a day change places within every year, so that all days of a leap year and of one whose digits read as a day are all there is to try.
 */
function ambiguity({ name, field, format: { dates = [] } }: FeedColumn, definition: string): Problem | undefined {
  const { type } = field;
  if (type.kind !== 'date' && type.kind !== 'instant') return undefined;
  const isIn = (days: number) => type.kind !== 'date' || (BigInt(days) >= type.minimum && BigInt(days) <= type.maximum);
  for (const [i, one] of dates.entries()) {
    for (const other of dates.slice(i + 1)) {
      for (const text of [...textsIn(one), ...textsIn(other)]) {
        const [first, second] = [dateForm(one)?.(text), dateForm(other)?.(text)];
        if (first === undefined || second === undefined || first.days === second.days) continue;
        if (!isIn(first.days) || !isIn(second.days)) continue;
        const slots = { text, one, other, first: dateText(first.days), second: dateText(second.days) };
        const pointer = below('/columns', name, 'dates');
        return feedProblem('feed-dates-ambiguous', { definition, pointer }, slots, {
          witness: { facts: { [name]: text } },
        });
      }
    }
  }
  return undefined;
}

const YEARS = [2012, 2001];

function* textsIn(form: string): Generator<string> {
  for (const year of YEARS) {
    const first = daysOf(year, 1, 1);
    for (let days = first; days < daysOf(year + 1, 1, 1); days += 1) {
      if (form === SERIAL) yield String(days + 25_569);
      else yield written(form, days);
    }
  }
}

/** A day as a pattern writes it, at midnight. */
function written(form: string, days: number): string {
  const { year, month, day } = civil(days);
  const two = (n: number) => String(n).padStart(2, '0');
  const values: Readonly<Record<string, string>> = {
    yyyy: String(year),
    MM: two(month),
    M: String(month),
    dd: two(day),
    d: String(day),
    HH: '00',
    H: '0',
    mm: '00',
    ss: '00',
  };
  return form.replace(
    /'([^']+)'|yyyy|MM?|dd?|HH?|mm|ss|S+/g,
    (token, literal: string | undefined) => literal ?? values[token] ?? token.replaceAll('S', '0'),
  );
}
