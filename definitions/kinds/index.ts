import { calendarKind } from './calendar/index.ts';
import { criteriaKind } from './criteria/index.ts';
import { decisionTableKind } from './decision-table/index.ts';
import { entityKind } from './entity/index.ts';
import { feedKind } from './feed/index.ts';
import { formulaKind } from './formula/index.ts';
import type { Document } from '../model/document.ts';
import type { Kind } from './kind.ts';
import { matchingKind } from './matching/index.ts';
import { queueKind } from './queue/index.ts';
import { referenceKind } from './reference/index.ts';
import { regressionKind } from './regression/index.ts';
import { requestTypeKind } from './request-type/index.ts';
import { rosterKind } from './roster/index.ts';
import { scorecardKind } from './scorecard/index.ts';
import { segmentationKind } from './segmentation/index.ts';
import { surveyKind } from './survey/index.ts';
import { templateKind } from './template/index.ts';
import { workflowKind } from './workflow/index.ts';

/** Every kind of definition, in the order a reader meets them. A new kind is one folder and one line here. */
export const kinds: readonly Kind[] = [
  any(entityKind),
  any(feedKind),
  any(referenceKind),
  any(criteriaKind),
  any(decisionTableKind),
  any(scorecardKind),
  any(formulaKind),
  any(regressionKind),
  any(segmentationKind),
  any(matchingKind),
  any(calendarKind),
  any(workflowKind),
  any(requestTypeKind),
  any(rosterKind),
  any(queueKind),
  any(templateKind),
  any(surveyKind),
];

/** The kind of that name, undefined where there is none. */
export function kindOf(name: string): Kind | undefined {
  return byName.get(name);
}

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** A kind as the library holds it. Untrusted documents reach it only after its schema has held, so the narrower type is then true. */
function any<D extends Document>(kind: Kind<D>): Kind {
  return kind as unknown as Kind;
}
