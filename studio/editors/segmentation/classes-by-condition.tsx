import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { ConditionView } from '../parts/condition-view.tsx';
import type { ViewProps } from '../view.ts';

/** Classes with their conditions, in the order they are tried. */
export function ClassesByCondition({ document, titles }: ViewProps<Extract<Segmentation, { method: 'criteria' }>>) {
  const { t, say } = useReader();
  const { otherwise } = document;
  const titleOf = (name: string) => say(document.classes.find((one) => one.name === name)?.title ?? name);
  return (
    <section>
      <h2>{t('view.classes')}</h2>
      <p className="fine">{t(document.mode === 'all' ? 'view.every' : 'view.order')}</p>
      <table className="ledger top">
        <thead>
          <tr>
            <th scope="col">{t('view.class')}</th>
            <th scope="col">{t('view.condition')}</th>
            {document.classes.some((one) => one.treatment !== undefined) ? (
              <th scope="col">{t('view.treatment')}</th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {document.classes
            .filter((one) => one.when !== undefined)
            .map((one) => (
              <tr key={one.name}>
                <th scope="row">{say(one.title ?? one.name)}</th>
                <td>{one.when === undefined ? null : <ConditionView condition={one.when} titles={titles} />}</td>
                {document.classes.some(({ treatment }) => treatment !== undefined) ? (
                  <td>{say(one.treatment)}</td>
                ) : null}
              </tr>
            ))}
          {otherwise === undefined ? null : (
            <tr>
              <th scope="row">
                {typeof otherwise === 'string' ? titleOf(otherwise) : say(otherwise.title ?? otherwise.name)}
              </th>
              <td>{t('view.otherwise')}</td>
              {document.classes.some(({ treatment }) => treatment !== undefined) ? (
                <td>{typeof otherwise === 'string' ? '' : say(otherwise.treatment)}</td>
              ) : null}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
