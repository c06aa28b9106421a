import type { SampleSource } from './populate.ts';

/** Where sample customers come from; loaded only when they are made. */
export const sampleSource = async (): Promise<SampleSource> => (await import('../../sample/sample.ts')).sampleRequests;
