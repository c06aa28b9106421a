import { isObject, type Problem, readJson, type Source } from '../../../definitions/index.ts';
import { readPublication } from '../../store/definitions.ts';
import type { Database } from '../../store/tables.ts';
import { checkDraft, type DraftsBeside } from './check-draft.ts';

/** A draft as it came, to be checked beside a publication. */
export interface DraftMessage {
  readonly publication: number;
  readonly bytes: Uint8Array;
  readonly drafts: DraftsBeside;
}

/** What came of checking a draft: its report as JSON; or it could not be read, took too long, or too many were waiting. */
export type Checked =
  | { readonly kind: 'report'; readonly text: string }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'busy' };

/** Reads, checks and proves drafts; the publication they stand beside is read once. */
export function draftChecker(
  database: Database,
): (message: DraftMessage, onChecked?: (text: string) => void) => Promise<Checked> {
  let known: { readonly number: number; readonly sources: readonly Source[] } | undefined;
  return async ({ publication, bytes, drafts }, onChecked = () => {}) => {
    const read = readJson(bytes);
    if (read.kind === 'refused') return { kind: 'refused', problems: read.problems };
    const { document } = read;
    const draft = isObject(document) && Object.hasOwn(document, 'document') ? document['document'] : document;
    if (known?.number !== publication) known = await readPublication(database, publication);
    const report = checkDraft(known.sources, draft, drafts, (early) => onChecked(JSON.stringify(early)));
    return { kind: 'report', text: JSON.stringify(report) };
  };
}
