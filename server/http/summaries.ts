import { type Definition, message, type Problem, type Proof, type Text } from '../../definitions/index.ts';
import type { Catalog } from '../operations/catalog.ts';

/** What the list says of a definition. */
export function summaryOf(catalog: Catalog, definition: Definition): object {
  const { id, kind, name, version, hash, closure, references, document } = definition;
  const facts = catalog.library.around.decision(id)?.facts;
  const proofs = catalog.proofsOf(id);
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
    cases: document.cases?.length ?? 0,
    problems: severities(catalog.problemsOf(id)),
    proofs: proofs === undefined ? null : verdicts(proofs),
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
