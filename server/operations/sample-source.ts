import type { SampleSource } from './populate.ts';

/** Where sample customers come from; loaded only when they are made. */
export const sampleSource: (() => Promise<SampleSource>) | undefined = undefined as
  | (() => Promise<SampleSource>)
  | undefined;
