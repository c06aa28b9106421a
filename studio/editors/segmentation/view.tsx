import type { JsonObject, Segmentation } from '../../../definitions/index.ts';
import { DistributionSection } from '../../insight/distribution-section.tsx';
import { useReader } from '../../texts/reader.ts';
import { ConditionView } from '../parts/condition-view.tsx';
import type { ViewProps } from '../view.ts';
import { ClassesByCondition } from './classes-by-condition.tsx';
import { CompositeClasses } from './composite-classes.tsx';
import { MatrixGrid } from './matrix-grid.tsx';
import { ShareClasses } from './share-classes.tsx';
import { WrittenClasses } from './written-classes.tsx';
import { WrittenExceptions, WrittenLimit } from './written-exceptions.tsx';
import { StabilityLines } from './stability-lines.tsx';
import '../../texts/segmentation.ts';

/** A segmentation: how its classes are found (by its method), for whom, with what exceptions, and how customers move. */
export function SegmentationView(props: ViewProps<Segmentation>) {
  const { document, titles, change } = props;
  const { t, say } = useReader();
  const classTitle = (name: string) => say(document.classes?.find((one) => one.name === name)?.title ?? name);
  return (
    <>
      <Method {...props} />
      {change !== undefined ? (
        <WrittenExceptions {...props} change={change} />
      ) : document.exceptions === undefined ? null : (
        <section>
          <h2>{t('view.exceptions')}</h2>
          {document.exceptions.map((one) => (
            <div key={one.reason} className="exception">
              <ConditionView condition={one.when} titles={titles} />
              <span className="arrow" aria-hidden="true">
                →
              </span>
              <b>{classTitle(one.class)}</b>
            </div>
          ))}
        </section>
      )}
      {document.stability === undefined ? null : <StabilityLines stability={document.stability} />}
      {change !== undefined ? (
        <WrittenLimit {...props} change={change} />
      ) : document.appliesTo === undefined ? null : (
        <section>
          <h2>{t('view.appliesTo')}</h2>
          <ConditionView condition={document.appliesTo} titles={titles} />
        </section>
      )}
      {/* A document came as JSON. */}
      <DistributionSection id={`segmentation/${document.name}`} document={document as unknown as JsonObject} />
    </>
  );
}

function Method({ document, change, ...rest }: ViewProps<Segmentation>) {
  switch (document.method) {
    case 'composite':
      return <CompositeClasses document={document} change={change} {...rest} />;
    case 'criteria':
      return change === undefined ? (
        <ClassesByCondition document={document} {...rest} />
      ) : (
        <WrittenClasses document={document} change={change} {...rest} />
      );
    case 'matrix':
      return <MatrixGrid document={document} change={change} {...rest} />;
    case 'share':
      return <ShareClasses document={document} change={change} {...rest} />;
  }
}
