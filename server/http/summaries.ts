import { setImmediate as pause } from 'node:timers/promises';
import { type Definition, hash, kinds, message, type Problem, type Proof, type Text } from '../../definitions/index.ts';
import type { Catalog } from '../operations/definitions/catalog.ts';
import type { PackedText } from './packed-reply.ts';

/** The list of a catalog as JSON text, made once, with the tag a client may ask again with. */
export interface ListText extends PackedText {
  readonly tag: string;
}

/** What the list may hold besides: the documents, or what each definition says. */
export const INCLUDED = ['document', 'words'] as const;
export type Included = (typeof INCLUDED)[number] | null;

const texts = new WeakMap<Catalog, Map<Included, Promise<ListText>>>();

/** The list of the definitions in force. It is put together piece by piece, so that a large one holds up no request. */
export function listText(catalog: Catalog, included: Included): Promise<ListText> {
  const known = texts.get(catalog) ?? new Map<Included, Promise<ListText>>();
  texts.set(catalog, known);
  const before = known.get(included);
  if (before !== undefined) return before;
  const made = makeList(catalog, included);
  known.set(included, made);
  return made;
}

/** How many milliseconds are worked without a pause. */
const SLICE_MS = 5;

async function makeList(catalog: Catalog, included: Included): Promise<ListText> {
  const { number, publishedAt } = catalog.publication;
  const titled = kinds.map(({ name, title }) => ({ name, title: message(title) }));
  const rows: string[] = [];
  let since = performance.now();
  for (const definition of catalog.definitions) {
    rows.push(rowText(catalog, definition, included));
    if (performance.now() - since < SLICE_MS) continue;
    await pause();
    since = performance.now();
  }
  const cuts = included === 'document' ? { cuts: catalog.frozenCuts } : {};
  const head = JSON.stringify({ publication: number, publishedAt, kinds: titled, ...cuts });
  const text = `${head.slice(0, -1)},"definitions":[${rows.join(',')}]}`;
  return { text, tag: `"${hash([number, publishedAt, included, catalog.cuts, text.length]).slice(0, 32)}"` };
}

function rowText(catalog: Catalog, definition: Definition, included: Included): string {
  return JSON.stringify({
    ...summaryOf(catalog, definition),
    ...(included === 'document' ? { document: definition.document } : {}),
    ...(included === 'words' ? { words: catalog.toldOf(definition.id)?.words ?? null } : {}),
  });
}

/** What the list says of a definition. */
function summaryOf(catalog: Catalog, definition: Definition): object {
  const { id, kind, name, version, hash, closure, references, document } = definition;
  const told = catalog.toldOf(id);
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
    decides: told?.decides ?? false,
    entity: told?.entity ?? null,
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
