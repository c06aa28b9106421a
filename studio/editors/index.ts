import type { ComponentType } from 'react';
import { fetched } from '../ui/part.tsx';
import type { ViewProps } from './view.ts';

/**
 * The editor of a kind, fetched with its texts when it is asked for. A new kind is one folder and one line here. `View` draws a document,
 * and where it is given `change` edits it by the pure functions of its folder's `edits.ts`; parts that can be gone to carry their pointer
 * in `data-at`.
 */
export interface Editor {
  readonly View: ComponentType<ViewProps>;
  /** Fetches the editor before it is shown. */
  readonly prefetch: () => void;
}

const editors: Readonly<Record<string, Editor>> = {
  entity: of(async () => (await import('./entity/view.tsx')).EntityView),
  reference: of(async () => (await import('./reference/view.tsx')).ReferenceView),
  feed: of(async () => (await import('./feed/view.tsx')).FeedView),
  criteria: of(async () => (await import('./criteria/view.tsx')).CriteriaView),
  'decision-table': of(async () => (await import('./decision-table/view.tsx')).DecisionTableView),
  scorecard: of(async () => (await import('./scorecard/view.tsx')).ScorecardView),
  formula: of(async () => (await import('./formula/view.tsx')).FormulaView),
  regression: of(async () => (await import('./regression/view.tsx')).RegressionView),
  segmentation: of(async () => (await import('./segmentation/view.tsx')).SegmentationView),
  calendar: of(async () => (await import('./calendar/view.tsx')).CalendarView),
  workflow: of(async () => (await import('./workflow/view.tsx')).WorkflowView),
  'request-type': of(async () => (await import('./request-type/view.tsx')).RequestTypeView),
  roster: of(async () => (await import('./roster/view.tsx')).RosterView),
  queue: of(async () => (await import('./queue/view.tsx')).QueueView),
  template: of(async () => (await import('./template/view.tsx')).TemplateView),
  matching: of(async () => (await import('./matching/view.tsx')).MatchingView),
};

export function editorOf(kind: string): Editor | undefined {
  return Object.hasOwn(editors, kind) ? editors[kind] : undefined;
}

/** The frame gives a view only documents whose kind and schema hold, so that the narrower type is then true. */
function of<D>(load: () => Promise<ComponentType<ViewProps<D>>>): Editor {
  const View = fetched(load) as unknown as ReturnType<typeof fetched<ViewProps>>;
  return { View, prefetch: View.prefetch };
}
