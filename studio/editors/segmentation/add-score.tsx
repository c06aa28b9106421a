import { useId, useMemo, useState } from 'react';
import type { Segmentation } from '../../../definitions/index.ts';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { shelfOf, titlesOf } from '../../texts/titles.ts';
import { fieldsOf } from '../conditions/fields.ts';
import type { Change } from '../view.ts';
import { addScore } from './edits.ts';

type Composite = Extract<Segmentation, { method: 'composite' }>;

/** Another score for a composite: one of the figures that definitions in force, or begun, give for the same records. */
export function AddScore({
  document: { name, entity, scores },
  change,
}: {
  readonly document: Composite;
  readonly change: Change<Segmentation>;
}) {
  const reader = useReader();
  const { t } = reader;
  const label = useId();
  const [chosen, choose] = useState('');
  const documents = useAllDocuments(true);
  const offered = useMemo(() => {
    const shelf = shelfOf(documents ?? []);
    const seats = { '': entity };
    const fields = [...fieldsOf(seats, `segmentation/${name}`, shelf, titlesOf(shelf, seats, reader)).values()];
    return fields.filter(
      ({ mention, type }) => mention.fact.includes('#') && (type === 'decimal' || type === 'integer'),
    );
  }, [documents, entity, name, reader]);
  const free = offered.filter(({ mention }) => scores.every(({ of }) => of !== mention.fact));
  if (free.length === 0) return null;
  const picked = free.some(({ mention }) => mention.fact === chosen) ? chosen : '';
  return (
    <p className="ways">
      <label htmlFor={label}>{t('score.add')}</label>{' '}
      <select id={label} value={picked} onChange={({ target }) => choose(target.value)}>
        <option value="">{t('score.choose')}</option>
        {free.map(({ mention, title }) => (
          <option key={mention.fact} value={mention.fact}>
            {title}
          </option>
        ))}
      </select>{' '}
      <button
        type="button"
        className="quiet"
        disabled={picked === ''}
        onClick={() => change((before) => addScore(before, picked))}
      >
        {t('score.take')}
      </button>
    </p>
  );
}
