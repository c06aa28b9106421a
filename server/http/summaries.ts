import { type Definition, hash, kinds, message, type Problem, type Proof, type Text } from '../../definitions/index.ts';
import type { Catalog } from '../operations/catalog.ts';
import { wordsOf } from '../operations/check-draft.ts';

/** The list of a catalog as JSON text, made once, with the tag a client may ask again with. */
export interface ListText {
  readonly text: string;
  readonly tag: string;
  packed?: Buffer;
}

/** What the list may hold besides: the documents, or what each definition says. */
export const INCLUDED = ['document', 'words'] as const;
export type Included = (typeof INCLUDED)[number] | null;

const texts = new WeakMap<Catalog, Map<Included, ListText>>();

/** The list of the definitions in force. */
export function listText(catalog: Catalog, included: Included): ListText {
  const known = texts.get(catalog) ?? new Map<Included, ListText>();
  texts.set(catalog, known);
  const before = known.get(included);
  if (before !== undefined) return before;
  const { number, publishedAt } = catalog.publication;
  const rows = catalog.definitions.map((definition) => ({
    ...summaryOf(catalog, definition),
    ...(included === 'document' ? { document: definition.document } : {}),
    ...(included === 'words' ? { words: wordsOf(catalog.library, definition.id) } : {}),
  }));
  const titled = kinds.map(({ name, title }) => ({ name, title: message(title) }));
  const text = JSON.stringify({ publication: number, publishedAt, kinds: titled, definitions: rows });
  const made = { text, tag: `"${hash([number, publishedAt, included, text.length]).slice(0, 32)}"` };
  known.set(included, made);
  return made;
}

/** What the list says of a definition. */
function summaryOf(catalog: Catalog, definition: Definition): object {
  const { id, kind, name, version, hash, closure, references, document } = definition;
  const facts = catalog.library.around.decision(id)?.facts;
  const findings = catalog.findingsOf(id);
  return {
    id,
    kind,
    name,
    title: message(document.title ?? name),
    description: textOrNull(document.description),
    subject: textOrNull(document.subject),
    owner: document.owner ?? null,
    purpose: document.purpose ?? null,
    reviewBy: document.reviewBy ?? null,
    version,
    hash,
    closure,
    references,
    decides: facts !== undefined,
    entity: facts?.kind === 'entity' ? facts.entity : null,
    problems: severities(catalog.problemsOf(id)),
    proofs: findings === undefined ? null : verdicts(findings.proofs),
    cases: findings?.cases ?? null,
  };
}

const textOrNull = (text: Text | undefined) => (text === undefined ? null : message(text));

function severities(problems: readonly Problem[]): object {
  const of = (severity: Problem['severity']) => problems.filter((problem) => problem.severity === severity).length;
  return { error: of('error'), warning: of('warning'), note: of('note') };
}

function verdicts(proofs: readonly Proof[]): object {
  const of = (verdict: Proof['verdict']) => proofs.filter((proof) => proof.verdict === verdict).length;
  return { proved: of('proved'), refuted: of('refuted'), undecided: of('undecided') };
}
