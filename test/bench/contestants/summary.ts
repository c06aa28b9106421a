import { CLASSES, CRITERIA } from '../model/workload.ts';

/** What every engine can answer, as one line: composite in ten-thousandths, class, and the criteria that hold. */
export function summary(composite: number, className: string, holds: readonly boolean[]): string {
  return `${composite} ${className} ${holds.map((one) => (one ? 1 : 0)).join('')}`;
}

/** The class of a composite in ten-thousandths. */
export const CLASS_CUTS = CLASSES.map(({ name, from }) => ({ name, from: from * 10_000 }));

export const CRITERIA_NAMES: readonly string[] = CRITERIA.map(({ name }) => name);
