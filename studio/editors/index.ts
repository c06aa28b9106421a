import type { ComponentType } from 'react';
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

/**
 * The editor of a kind. A new kind is one folder and one line here. `View` draws a document, and where it is given `change` edits it by
 * the pure functions of its folder's `edits.ts`; parts that can be gone to carry their pointer in `data-at`.
 */
export interface Editor {
  readonly View: ComponentType<ViewProps>;
}

const editors: Readonly<Record<string, Editor>> = {
  entity: { View: of(EntityView) },
  reference: { View: of(ReferenceView) },
  feed: { View: of(FeedView) },
  criteria: { View: of(CriteriaView) },
  'decision-table': { View: of(DecisionTableView) },
  scorecard: { View: of(ScorecardView) },
  formula: { View: of(FormulaView) },
  regression: { View: of(RegressionView) },
  segmentation: { View: of(SegmentationView) },
  matching: { View: of(MatchingView) },
};

export function editorOf(kind: string): Editor | undefined {
  return Object.hasOwn(editors, kind) ? editors[kind] : undefined;
}

/** The frame gives a view only documents whose kind and schema hold, so that the narrower type is then true. */
function of<D>(view: ComponentType<ViewProps<D>>): ComponentType<ViewProps> {
  return view as unknown as ComponentType<ViewProps>;
}
