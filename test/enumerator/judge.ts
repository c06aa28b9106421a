import { compile, type Json, type JsonObject, link, type Proof, prove, type Result } from '../../definitions/index.ts';
import { type Answers, type Claim, idOf, type Watch } from './claim.ts';
import type { Drawn } from './draw/draw.ts';
import { requestsFor, TooMany } from './records.ts';
import type { Tally } from './tally.ts';
import { watchComputed, watchCriteria, watchReference } from './truth/others.ts';
import { watchScorecard } from './truth/scorecard.ts';
import { watchSegmentation } from './truth/segmentation.ts';
import { watchTable } from './truth/table.ts';

/** A verdict that all records together belie. */
export interface Fault {
  readonly what: 'proved but false' | 'refuted but true' | 'witness shows nothing';
  readonly id: string;
  readonly property: string;
  readonly pointer: string;
}

/** Holds what is proved of the drawn definitions against what they answer for every record there is. */
export function judge(drawn: Drawn, tally: Tally): readonly Fault[] {
  const { targets, around } = drawn;
  const documents = [...around, ...targets];
  tally.note(documentsOf(drawn));
  const library = link(documents.map((document) => ({ document })));
  const ids = targets.map(idOf);
  const errors = library.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || ids.some((id) => library.broken.has(id))) {
    tally.leave(targets, errors[0]?.code ?? 'broken');
    return [];
  }
  const proofs = new Map(prove(library, ids).map((one) => [one.id, one.proofs]));
  const faults = targets.flatMap((target) => {
    const own = proofs.get(idOf(target)) ?? [];
    const watch = watchOf(target, othersOf(target, documents), around, own);
    return judgeOne(target, documents, own, watch, tally) ?? [];
  });
  return faults;
}

/** What is attacked of all that was drawn, and the entity it is about. */
export const documentsOf = ({ targets, around }: Drawn): readonly JsonObject[] => [
  ...targets,
  ...around.filter(({ kind, name }) => kind === 'entity' && name === 'customer'),
];

/** The other criteria about the customer. */
const othersOf = (target: JsonObject, documents: readonly JsonObject[]) =>
  documents.filter((one) => one !== target && one['kind'] === 'criteria' && one['entity'] === 'entity/customer');

function watchOf(
  target: JsonObject,
  others: readonly JsonObject[],
  around: readonly JsonObject[],
  proofs: readonly Proof[],
): Watch {
  const entity = (name: string) => around.find((one) => one['kind'] === 'entity' && one['name'] === name) ?? {};
  const [customer, home] = [entity('customer'), entity('home')];
  switch (target['kind']) {
    case 'criteria':
      return watchCriteria(target, others);
    case 'decision-table':
      return watchTable(target);
    case 'scorecard':
      return watchScorecard(target, customer, home);
    case 'segmentation':
      return watchSegmentation(target, customer, home);
    case 'reference':
      return watchReference(target);
    default:
      return watchComputed(target, proofs);
  }
}

function judgeOne(
  target: JsonObject,
  documents: readonly JsonObject[],
  proofs: readonly Proof[],
  watch: Watch,
  tally: Tally,
): readonly Fault[] | undefined {
  const answered =
    target['kind'] === 'reference'
      ? { all: [], isWhole: true, ask: () => NOTHING }
      : answersOf(target, documents, watch);
  if (typeof answered === 'string') {
    tally.leave([target], answered);
    return undefined;
  }
  const { all, isWhole, ask } = answered;
  tally.take(target, proofs, isWhole, all.length);
  return watch.claims.flatMap((claim) => faultsOf(claim, idOf(target), proofs, all, isWhole, ask));
}

const NOTHING: Answers = {
  request: null,
  of: () => {
    throw new Error('nothing is asked');
  },
};

/** What the definition and its probes answer for every request; why not, where they cannot be listed or put together. */
function answersOf(target: JsonObject, documents: readonly JsonObject[], { probes }: Watch) {
  const library = link([...documents, ...probes].map((document) => ({ document })));
  const criteria = target['kind'] === 'criteria' ? othersOf(target, documents) : [];
  const refs = [target, ...criteria, ...probes].map(idOf);
  const broken = refs.find((ref) => library.broken.has(ref));
  if (broken !== undefined) {
    const why = library.problems.find(({ definition, severity }) => definition === broken && severity === 'error');
    return `probe: ${why?.code ?? 'broken'}`;
  }
  try {
    const compiled = compile(library, refs);
    const ask = (request: Json): Answers => {
      const results = compiled.decide(request);
      return {
        request,
        of(ref): Result {
          const result = results[ref];
          if (result === undefined) throw new Error(`${ref} was not asked`);
          return result;
        },
      };
    };
    const { all, isWhole } = requestsFor(compiled);
    return { all: all.map(ask), isWhole, ask };
  } catch (error) {
    if (error instanceof TooMany) return 'too many records';
    throw error;
  }
}

function faultsOf(
  claim: Claim,
  id: string,
  proofs: readonly Proof[],
  all: readonly Answers[],
  isWhole: boolean,
  ask: (request: Json) => Answers,
): readonly Fault[] {
  const { scope, pointer } = claim;
  const property = claim.property.replace(/ said of all$/, '');
  const about = proofs.filter((proof) => proof.property === property && proof.pointer.startsWith(scope));
  if (about.length === 0) return [];
  const truth = claim.truth(all, isWhole);
  const own = pointer === undefined ? about : about.filter((proof) => proof.pointer === pointer);
  const fault = (what: Fault['what']): Fault => ({ what, id, property, pointer: pointer ?? scope });
  const isRefuted = own.some(({ verdict }) => verdict === 'refuted');
  const isOpen = about.some(({ verdict }) => verdict === 'undecided');
  const faults: Fault[] = [];
  if (truth === false && !isRefuted && !isOpen) faults.push(fault('proved but false'));
  if (truth === true && isRefuted) faults.push(fault('refuted but true'));
  if (claim.property !== property) return faults;
  for (const { verdict, problem } of own) {
    const witness = problem?.witness;
    if (verdict !== 'refuted' || witness === undefined || claim.isShownBy === undefined) continue;
    const answers = (Array.isArray(witness) ? (witness as readonly Json[]) : [witness]).map(ask);
    if (!claim.isShownBy(answers)) faults.push(fault('witness shows nothing'));
  }
  return faults;
}
