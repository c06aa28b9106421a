import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { isOrAre } from './english.ts';
import { valueWords } from './figures.ts';
import { type ClauseOptions, orUnknown } from './known.ts';
import { pick2, type Speech } from './speech.ts';

type Junction = Expression & { kind: 'and' | 'or' };

/** `after the day one period before $asOf and not after $asOf`, as it was written: within the last period. */
export function withinLast(e: Junction, asked: ClauseOptions, speech: Speech): string | undefined {
  const read = readWithinLast(e);
  if (read === undefined) return undefined;
  const { day, length, unit } = read;
  const name = speech.noun(day);
  const period = valueWords(speech, length.value, length.type, unit);
  const said = asked.wanted
    ? pick2(speech, zh`${name}在最近 ${period}内`, `${name} ${isOrAre(name)} within the last ${period}`)
    : pick2(speech, zh`${name}不在最近 ${period}内`, `${name} ${isOrAre(name)} not within the last ${period}`);
  return said + orUnknown([day], asked, speech);
}

/** Whether a junction was written as `withinLast`. */
export const isWithinLast = (e: Junction) => readWithinLast(e) !== undefined;

function readWithinLast(e: Junction) {
  const [after, until] = e.items;
  if (e.kind !== 'and' || after?.kind !== 'compare' || until?.kind !== 'compare' || until.right.kind !== 'input')
    return undefined;
  const start = after.right;
  if (start.kind !== 'calendar' || (start.function !== 'addMonths' && start.function !== 'addDays')) return undefined;
  const [, count] = start.items;
  if (count?.kind !== 'constant' || typeof count.value !== 'bigint') return undefined;
  const day = after.left.kind === 'calendar' && after.left.items[0] !== undefined ? after.left.items[0] : after.left;
  const unit = start.function === 'addMonths' ? 'months' : 'days';
  return { day, length: { value: -count.value, type: count.type }, unit };
}
