import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Segmentation } from '../../../definitions/index.ts';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { shelfOf, titlesOf } from '../../texts/titles.ts';
import { fieldsOf } from '../conditions/fields.ts';
import type { Change } from '../view.ts';
import { addScore } from './edits.ts';

type Composite = Extract<Segmentation, { method: 'composite' }>;

/** Another score for a composite, once somebody wants one. */
export function AddScore(props: { readonly document: Composite; readonly change: Change<Segmentation> }) {
  const { t } = useReader();
  const [isOpen, open] = useState<boolean | null>(null);
  const way = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen === false) way.current?.focus();
  }, [isOpen]);
  return isOpen === true ? (
    <FreeScores {...props} close={() => open(false)} />
  ) : (
    <p className="ways">
      <button ref={way} type="button" className="quiet" onClick={() => open(true)}>
        {t('score.add')}
      </button>
    </p>
  );
}

/** One of the figures that definitions in force, or begun, give for the same records, and that the composite does not have yet. */
function FreeScores({
  document: { name, entity, scores },
  change,
  close,
}: {
  readonly document: Composite;
  readonly change: Change<Segmentation>;
  readonly close: () => void;
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
  const list = useRef<HTMLSelectElement>(null);
  const isThere = documents !== undefined && free.length > 0;
  useEffect(() => list.current?.focus(), [isThere]);
  if (!isThere)
    return (
      <p className="fine" role="status">
        {t(documents === undefined ? 'state.loading' : 'score.none')}
      </p>
    );
  const picked = free.some(({ mention }) => mention.fact === chosen) ? chosen : '';
  return (
    <p className="ways">
      <label htmlFor={label}>{t('score.add')}</label>{' '}
      <select ref={list} id={label} value={picked} onChange={({ target }) => choose(target.value)}>
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
        onClick={() => {
          change((before) => addScore(before, picked));
          close();
        }}
      >
        {t('score.take')}
      </button>
    </p>
  );
}
