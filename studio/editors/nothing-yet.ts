import { claimedId, hash, type JsonObject } from '../../definitions/index.ts';

/** What stands in the place of what is published where nothing is: every text that is written differs from it. */
export const nothingYet = (id: string): JsonObject => {
  const [kind = '', name = ''] = id.split('/');
  return { kind, name };
};

/** Whether a document is such a place: nothing of the definition is in force. */
export const isNothingYet = (document: JsonObject): boolean => hash(document) === hash(nothingYet(claimedId(document)));
