import type { Criteria } from '../../../definitions/index.ts';
import { ConditionView } from '../parts/condition-view.tsx';
import type { ViewProps } from '../view.ts';

/** A criteria: its condition as a nested list. */
export function CriteriaView({ document, titles }: ViewProps<Criteria>) {
  return <ConditionView condition={document.when} titles={titles} />;
}
