import type { JsonObject } from '../../../definitions/index.ts';

/** A source of requests, one a customer: the same for the same options. */
export type SampleSource = (options: PopulateOptions) => Iterable<JsonObject> | AsyncIterable<JsonObject>;

export interface PopulateOptions {
  readonly customers: number;
  readonly seed: number;
  /** The day the customers are described as of. */
  readonly asOf: string;
}

/** Where sample customers come from; loaded only when they are made. */
export const sampleSource = async (): Promise<SampleSource> => (await import('../../sample/sample.ts')).sampleRequests;
