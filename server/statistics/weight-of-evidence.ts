/** How many customers of a part of a population there are, and to how many of them it happened. */
export interface OutcomeCounts {
  readonly count: number;
  readonly events: number;
}

/**
 * How strongly a part of a population speaks against the outcome. `woe` = ln((others here / all others) / (events here / all events)),
 * so that it is positive where the outcome is rarer than elsewhere; `iv`, its share of the information value, is (others here / all
 * others − events here / all events) · woe. Both null where the part has no events or nothing else: neither has a finite figure then.
 * N. Siddiqi, Credit Risk Scorecards (2006), chapter 6.
 */
export interface Evidence {
  readonly woe: number | null;
  readonly iv: number | null;
}

export function evidenceOf({ count, events }: OutcomeCounts, all: OutcomeCounts): Evidence {
  const others = count - events;
  const [allOthers, allEvents] = [all.count - all.events, all.events];
  if (events === 0 || others === 0 || allEvents === 0 || allOthers === 0) return { woe: null, iv: null };
  const [shareOfOthers, shareOfEvents] = [others / allOthers, events / allEvents];
  const woe = Math.log(shareOfOthers / shareOfEvents);
  return { woe, iv: (shareOfOthers - shareOfEvents) * woe };
}

/** The information value of parts together, over those that have one. */
export function informationValue(parts: readonly OutcomeCounts[], all: OutcomeCounts): number {
  return parts.reduce((sum, part) => sum + (evidenceOf(part, all).iv ?? 0), 0);
}

export const summed = (parts: readonly OutcomeCounts[]): OutcomeCounts =>
  parts.reduce((sum, { count, events }) => ({ count: sum.count + count, events: sum.events + events }), {
    count: 0,
    events: 0,
  });
