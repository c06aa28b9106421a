import { dataOf, server } from './client.ts';
import type { paths } from './schema.d.ts';

type Route = paths['/api/v1/regressions/fit']['post'];
export type FitReport = Route['responses']['200']['content']['application/json'];
export type Deciles = NonNullable<FitReport['after']>;

/** What is sent to be fitted: a draft, the column of outcomes (`y`, or `y=yes`), and a file. */
export interface AskedFit {
  readonly definition: object;
  readonly outcome: string;
  readonly file: File;
}

/** Fits a regression to a file with outcomes; nothing of it is kept. */
export async function fitRegression({ definition, outcome, file }: AskedFit): Promise<FitReport> {
  const form = new FormData();
  form.append('definition', JSON.stringify(definition));
  form.append('outcome', outcome);
  form.append('file', file);
  // The document of the API calls a form a text; it is sent as the form that it is.
  return await dataOf(server.POST('/api/v1/regressions/fit', { body: '', bodySerializer: () => form }));
}
