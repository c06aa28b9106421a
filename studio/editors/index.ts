import type { ComponentType } from 'react';
import type { JsonObject } from '../../definitions/index.ts';
import { CriteriaView } from './criteria/view.tsx';
import { DecisionTableView } from './decision-table/view.tsx';
import { EntityView } from './entity/view.tsx';
import { FeedView } from './feed/view.tsx';
import { FormulaView } from './formula/view.tsx';
import { MatchingView } from './matching/view.tsx';
import { ReferenceView } from './reference/view.tsx';
import { RegressionView } from './regression/view.tsx';
import { ScorecardView } from './scorecard/view.tsx';
import { SegmentationView } from './segmentation/view.tsx';
import type { ViewProps } from './view.ts';

/** The view of each kind. A new kind is one folder and one line here. */
const views: Readonly<Record<string, ComponentType<ViewProps>>> = {
  entity: of(EntityView),
  reference: of(ReferenceView),
  feed: of(FeedView),
  criteria: of(CriteriaView),
  'decision-table': of(DecisionTableView),
  scorecard: of(ScorecardView),
  formula: of(FormulaView),
  regression: of(RegressionView),
  segmentation: of(SegmentationView),
  matching: of(MatchingView),
};

export function viewOf(kind: string): ComponentType<ViewProps> | undefined {
  return Object.hasOwn(views, kind) ? views[kind] : undefined;
}

/** The frame gives a view only documents whose kind and schema hold, so that the narrower type is then true. */
function of<D>(view: ComponentType<ViewProps<D>>): ComponentType<ViewProps<JsonObject>> {
  return view as unknown as ComponentType<ViewProps>;
}
