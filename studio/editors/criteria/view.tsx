import type { Criteria } from '../../../definitions/index.ts';
import { ConditionBuilder } from '../conditions/builder.tsx';
import { ConditionView } from '../parts/condition-view.tsx';
import type { ViewProps } from '../view.ts';

/** A criteria: its condition as groups and rows, to be written where that is possible. */
export function CriteriaView({ document, titles, problems, proveRows, change }: ViewProps<Criteria>) {
  if (change === undefined) return <ConditionView condition={document.when} titles={titles} />;
  return (
    <ConditionBuilder
      document={document}
      root="/when"
      titles={titles}
      problems={problems}
      proveRows={proveRows}
      change={change}
    />
  );
}
