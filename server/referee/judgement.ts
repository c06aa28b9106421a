import type {
  Criteria,
  DecisionTable,
  Document,
  Formula,
  Matching,
  Regression,
  Scorecard,
  Segmentation,
} from '../../definitions/index.ts';
import { benchOf, judgeOf } from './judge-context.ts';
import { judgeDecisionTable } from './decision-table.ts';
import { judgeFormula } from './formula.ts';
import { judgeMatching } from './matching.ts';
import { judgeRegression } from './regression.ts';
import { judgeScorecard } from './scorecard.ts';
import { judgeSegmentation } from './segmentation.ts';
import type { RefereeSubject } from './subject.ts';
import { type RefereeAnswer, outcome } from './outcome.ts';

/** Judges a definition on a subject, from its document. */
export async function judgement(id: string, subject: RefereeSubject): Promise<RefereeAnswer> {
  const document = subject.hearing.context.documents(id);
  if (document === undefined) throw new Error(`There is no ${id}`);
  return judgeDocument(document, subject);
}

function judgeDocument(document: Document, subject: RefereeSubject): Promise<RefereeAnswer> {
  switch (document.kind) {
    case 'criteria':
      return judgeCriteria(document as Criteria, subject);
    case 'decision-table':
      return judgeDecisionTable(document as DecisionTable, subject);
    case 'scorecard':
      return judgeScorecard(document as Scorecard, subject);
    case 'formula':
      return judgeFormula(document as Formula, subject);
    case 'regression':
      return judgeRegression(document as Regression, subject);
    case 'segmentation':
      return judgeSegmentation(document as Segmentation, subject);
    case 'matching':
      return judgeMatching(document as Matching, subject);
    default:
      throw new Error(`A ${document.kind} decides nothing`);
  }
}

async function judgeCriteria(document: Criteria, subject: RefereeSubject): Promise<RefereeAnswer> {
  const judge = judgeOf(document, subject, () => [document.when]);
  const { hits, flaws } = await judge.hits(benchOf(subject));
  const holds = hits.has(0);
  return outcome(holds, new Map([['holds', holds]]), flaws);
}
