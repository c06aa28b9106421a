import { hash, type Problem } from '../../definitions/index.ts';
import { httpProblem } from './problems.ts';

/** The strong ETag of a document: what it is and its revision, so that no other document's tag is ever its own. */
export const tagOf = (document: string, revision: string | number): string =>
  `"${hash([document, revision]).slice(0, 32)}"`;

/**
 * Whether a change may go on what its sender saw (`If-Match`, RFC 9110 §13.1.1); the problem where it may not. A change without a tag,
 * with any tag (`*`) or with a weak one would write over what nobody saw.
 */
export function whyNotMatched(header: string | undefined, tag: string): Problem | undefined {
  const at = { pointer: '' };
  if (header === undefined || header.trim() === '') return httpProblem('precondition-required', at);
  const tags = header.split(',').map((one) => one.trim());
  const weak = tags.find((one) => !/^"[\x21\x23-\x7E]*"$/.test(one));
  if (weak !== undefined) return httpProblem('tag-not-strong', at, { found: weak.slice(0, 60) });
  return tags.includes(tag) ? undefined : httpProblem('document-changed', at);
}
