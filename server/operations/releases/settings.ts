import { type Tolerance, USUAL_TOLERANCE } from '../../population/impact/gross-moves.ts';

/** By what releases are judged. It stands in every binding by its version, so that whoever changes it voids what was approved by it. */
export interface ReleaseSettings {
  readonly version: string;
  readonly tolerance: Tolerance;
  /** How long after its instant a release may still go live by itself. */
  readonly latenessHours: number;
  /** How long a request waits for an approval. */
  readonly expiryDays: number;
  /** Until when a roll back is to be explained. */
  readonly reviewDays: number;
}

export const USUAL_SETTINGS: ReleaseSettings = {
  version: 'usual-1',
  tolerance: USUAL_TOLERANCE,
  latenessHours: 4,
  expiryDays: 14,
  reviewDays: 7,
};

export const HOUR_MS = 3_600_000;

/** Until when a request that is made now waits. */
export const expiryOf = (now: Date): string =>
  new Date(now.getTime() + USUAL_SETTINGS.expiryDays * 24 * HOUR_MS).toISOString();
