import type { JsonObject } from '../../../definitions/index.ts';
import { conditions, formula, matching, regression, scorecard, segmentation, table } from './decision-templates.ts';
import { calendarParts } from './calendar-templates.ts';
import { fieldsOf, type Ground, type Standing, type Way } from './ground-fields.ts';
import { queueParts, requestTypeParts, rosterParts, surveyParts, templateParts } from './service-templates.ts';
import { measuredSegmentation } from './segmentation-templates.ts';
import { columnsOf, entityParts, referenceParts } from './record-templates.ts';
import { workflowParts } from './workflow-templates.ts';

/** What a person says of a definition before it is begun. */
export interface Head {
  readonly name: string;
  readonly title: Readonly<Record<'zh-CN' | 'en', string>>;
}

/** What a definition of a kind stands on. */
export const GROUNDS: Readonly<Record<string, 'entity' | 'none' | 'products'>> = {
  criteria: 'entity',
  scorecard: 'entity',
  segmentation: 'entity',
  'decision-table': 'entity',
  formula: 'entity',
  regression: 'entity',
  matching: 'products',
  entity: 'none',
  reference: 'none',
  feed: 'entity',
  calendar: 'none',
  workflow: 'entity',
  queue: 'none',
  roster: 'none',
  'request-type': 'none',
  template: 'entity',
  survey: 'none',
};

/** The kinds of other definitions that one stands on, in the way in which it is begun. */
export function standsOf(kind: string, way: Way): readonly string[] {
  if (kind !== 'workflow') return STANDS[kind] ?? NOTHING;
  if (way === 'application') return APPROVED;
  return way === 'complaint' || way === 'inquiry' ? RECKONED : NOTHING;
}

const NOTHING: readonly string[] = [];
const RECKONED: readonly string[] = ['calendar'];
const APPROVED: readonly string[] = ['calendar', 'decision-table'];
const STANDS: Readonly<Record<string, readonly string[]>> = {
  queue: ['workflow', 'calendar'],
  roster: ['calendar'],
  'request-type': ['decision-table'],
};

/** A new definition. Its schema holds whatever the entity is; an example has no errors where the entity has a field to show it on. */
export function newDocument(kind: string, way: Way, { name, title }: Head, ground: Ground): JsonObject {
  const head = { kind, name, title: { ...title } };
  const fields = fieldsOf(ground.document);
  const entity = { entity: ground.entity };
  switch (kind) {
    case 'criteria':
      return { ...head, ...entity, when: { all: way === 'empty' ? [] : conditions(fields) } };
    case 'decision-table':
      return { ...head, ...entity, ...table(fields, way) };
    case 'scorecard':
      return { ...head, ...entity, ...scorecard(fields, way) };
    case 'segmentation': {
      const { method = 'criteria', measures = [] } = ground;
      const own = method === 'criteria' ? segmentation(fields, way) : measuredSegmentation(method, measures);
      return { ...head, ...entity, ...own };
    }
    case 'formula':
      return { ...head, ...entity, ...formula(fields, way) };
    case 'regression':
      return { ...head, ...entity, ...regression(fields, way) };
    case 'matching':
      return { ...head, ...matching(ground, fields) };
    case 'entity':
      return { ...head, ...entityParts(way) };
    case 'reference':
      return { ...head, ...referenceParts(way) };
    case 'feed':
      return { ...head, ...entity, columns: columnsOf(fields, way) };
    case 'calendar':
      return { ...head, ...calendarParts(way) };
    case 'workflow':
      return { ...head, ...entity, ...aboutOf(ground.stands), ...workflowParts(head.name, way, ground.stands) };
    case 'queue':
      return { ...head, ...queueParts(ground.stands, way) };
    case 'roster':
      return { ...head, ...rosterParts(ground.stands, way) };
    case 'template':
      return { ...head, ...entity, ...templateParts(way) };
    case 'survey':
      return { ...head, ...surveyParts(way) };
    case 'request-type':
      return { ...head, ...requestTypeParts(ground.stands, way) };
    default:
      return head;
  }
}

/** What requests are about is what the table that says who approves them decides about, whatever else was chosen. */
function aboutOf(stands: readonly Standing[]): JsonObject {
  const entity = stands.find(({ id }) => id.startsWith('decision-table/'))?.document['entity'];
  return entity === undefined ? {} : { entity };
}
