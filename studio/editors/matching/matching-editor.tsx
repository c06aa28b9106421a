import { useMemo } from 'react';
import type { JsonObject, Matching } from '../../../definitions/index.ts';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { entitiesOf, shelfOf, titlesOf } from '../../texts/titles.ts';
import { ConditionBuilder } from '../conditions/builder.tsx';
import { Whether } from '../parts/whether.tsx';
import type { Change, ViewProps } from '../view.ts';
import { setEligible, setGrade, setRanked, type Side } from './edits.ts';
import { offeredGrades } from './grades.ts';
import { GridEditor } from './grid-editor.tsx';
import { RankEditor } from './rank-editor.tsx';

/** A matching that is written: what grades each side, the grid, what is offered at all, and the order. */
export function MatchingEditor(props: ViewProps<Matching> & { readonly change: Change<Matching> }) {
  const { document, titles, problems, change } = props;
  const reader = useReader();
  const { t, language } = reader;
  const documents = useAllDocuments(true);
  const json = document as unknown as JsonObject;
  // What may be chosen is told of more definitions than the page has titles of.
  const wider = useMemo(
    () => (documents === undefined ? titles : titlesOf(shelfOf([...documents, json]), entitiesOf(json), reader)),
    [documents, json, reader, titles],
  );
  const own = problems.filter(
    ({ definition, pointer }) =>
      (definition === undefined || definition === `matching/${document.name}`) && !pointer.startsWith('/eligible'),
  );
  const grade = (side: Side) => {
    const now = side === 'customer' ? document.customerGrade : document.productGrade;
    const offered = offeredGrades(side, document[side], documents ?? []);
    return (
      <label>
        {t(`matching.${side}Grade`)}{' '}
        <select
          data-at={`/${side}Grade`}
          value={now}
          onChange={({ target }) => change((before) => setGrade(before, side, target.value))}
        >
          {[...new Set([now, ...offered])].map((one) => (
            <option key={one} value={one}>
              {wider.fact(one)}
            </option>
          ))}
        </select>
      </label>
    );
  };
  return (
    <>
      <section>
        <h2>{t('view.grid')}</h2>
        <p className="line-parts">
          {grade('customer')} {grade('product')}
        </p>
        <GridEditor document={document} titles={wider} change={change} />
        {own.map(({ code, message, pointer, severity }) => (
          <p key={`${code} ${pointer}`} className={severity === 'error' ? 'error' : 'fine'}>
            {message[language]}
          </p>
        ))}
      </section>
      <section>
        <h2>{t('view.eligible')}</h2>
        <Whether
          isSo={document.eligible !== undefined}
          label={t('matching.limited')}
          write={(isSo) => change((before) => setEligible(before, isSo))}
        />
        {document.eligible === undefined ? null : (
          <ConditionBuilder
            document={document}
            root="/eligible"
            titles={wider}
            problems={problems}
            proveRows={undefined}
            change={change}
          />
        )}
      </section>
      <section>
        <h2>{t('view.rank')}</h2>
        <Whether
          isSo={document.rank !== undefined}
          label={t('matching.ranked')}
          write={(isSo) => change((before) => setRanked(before, isSo))}
        />
        {document.rank === undefined ? null : (
          <RankEditor {...props} rank={document.rank} documents={documents ?? []} />
        )}
      </section>
    </>
  );
}
