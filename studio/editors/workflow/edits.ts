import type { JsonObject, WorkflowDocument } from '../../../definitions/index.ts';

/** A case more, at the end. */
export const withCase = <D extends Pick<WorkflowDocument, 'cases'>>(document: D, one: JsonObject): D => ({
  ...document,
  cases: [...(document.cases ?? []), one],
});
