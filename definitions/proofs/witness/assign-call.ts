import { addMonths, civil, DAY_MILLISECONDS, dateOf, startOfDay } from '../../expression/date.ts';
import type { CalendarCall, TextCall } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import type { RequestDraft } from './request-builder.ts';
import type { Assign } from './assign-rows.ts';

/** A text for which a call answers as wanted. */
export function assignText(draft: RequestDraft, e: TextCall, wanted: Value | null, assign: Assign): boolean {
  const [subject, part] = e.items;
  if (subject === undefined) return false;
  if (wanted === null) return assign(draft, subject, null);
  if (e.function === 'length') return assign(draft, subject, '一'.repeat(Math.min(Number(wanted), 1000)));
  if (typeof wanted !== 'boolean') return assign(draft, subject, wanted);
  if (part?.kind !== 'constant') return false;
  const literal = e.function === 'matches' ? String(part.value).replace(/[\^$()?*+\\[\]{}|]/g, '') : part.value;
  return assign(draft, subject, wanted ? literal : '一');
}

/** A day for which a call answers about as wanted. */
export function assignCalendar(draft: RequestDraft, e: CalendarCall, wanted: Value | null, assign: Assign): boolean {
  const [first, second] = e.items;
  if (first === undefined) return false;
  if (typeof wanted !== 'bigint')
    return wanted === null && e.items.some((item) => item.missable && assign(draft, item, null));
  const days =
    e.function === 'daysBetween'
      ? wanted
      : e.function === 'monthsBetween'
        ? (wanted * 3044n) / 100n + (wanted > 0n ? 2n : 0n)
        : undefined;
  if (days !== undefined && second !== undefined)
    return assign(draft, first, draft.asOf - days) && (second.kind === 'input' || assign(draft, second, draft.asOf));
  const moved = before(e, wanted);
  if (moved !== undefined) return assign(draft, first, moved);
  if (e.function === 'millisecondsBetween') {
    const instant = draft.asOf * BigInt(DAY_MILLISECONDS);
    return assign(draft, first, instant - wanted) && second !== undefined && assign(draft, second, instant);
  }
  const today = civil(Number(draft.asOf));
  if (e.function === 'year') return assign(draft, first, draft.asOf + (wanted - BigInt(today.year)) * 365n);
  if (e.function === 'day') return assign(draft, first, draft.asOf + (wanted - BigInt(today.day)));
  if (e.function === 'month') return assign(draft, first, draft.asOf + (wanted - BigInt(today.month)) * 30n);
  return assign(draft, first, wanted);
}

/** The day or instant from which a call makes the wanted one, where it is moved by a constant or changes its kind. */
function before({ function: name, items }: CalendarCall, wanted: bigint): bigint | undefined {
  const by = items[1];
  const count = by?.kind === 'constant' && typeof by.value === 'bigint' ? by.value : undefined;
  const found =
    name === 'dateOf'
      ? startOfDay(Number(wanted))
      : name === 'startOfDay'
        ? dateOf(Number(wanted))
        : name === 'addMonths' && count !== undefined
          ? addMonths(Number(wanted), -Number(count))
          : undefined;
  if (found !== undefined) return BigInt(found);
  return (name === 'addDays' || name === 'addMilliseconds') && count !== undefined ? wanted - count : undefined;
}
