import { useMemo } from 'react';
import { useAllDocuments } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { shelfOf } from '../../texts/titles.ts';
import { MEASURED, type Measure, type Method, METHODS, measuresOf } from './segmentation-templates.ts';

/** How a segmentation is to find classes, and by what. */
export interface Divided {
  readonly method: Method;
  /** What it measures by, as far as that was chosen. */
  readonly measures: readonly Measure[];
}

export const NOT_DIVIDED: Divided = { method: 'criteria', measures: [] };

/** Whether all that its method measures by was chosen, and nothing twice. */
export const isDivided = ({ method, measures }: Divided): boolean =>
  new Set(measures.map(({ of }) => of)).size === MEASURED[method] && measures.length === MEASURED[method];

/** The ways to divide customers, and for those that measure what they measure by. */
export function MethodFields({
  entity,
  divided,
  set,
}: {
  readonly entity: string;
  readonly divided: Divided;
  readonly set: (divided: Divided) => void;
}) {
  const reader = useReader();
  const { t } = reader;
  const { method, measures } = divided;
  const documents = useAllDocuments(MEASURED[method] > 0);
  const offered = useMemo(
    () => measuresOf(entity, shelfOf(documents ?? []), method, reader),
    [documents, entity, method, reader],
  );
  const choose = (place: number, of: string) => {
    const next = Array.from({ length: MEASURED[method] }, (_, i) =>
      i === place ? offered.find((one) => one.of === of) : measures[i],
    );
    set({ method, measures: next.filter((one) => one !== undefined) });
  };
  return (
    <>
      <fieldset className="new-kinds">
        <legend>{t('new.method')}</legend>
        {METHODS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="method"
              value={one}
              checked={one === method}
              onChange={() => set({ method: one, measures: [] })}
            />
            <span>{t(`new.method.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {Array.from({ length: MEASURED[method] }, (_, place) => (
        <label key={`${method} ${place}`} className="form-field">
          {t(method === 'matrix' ? (place === 0 ? 'new.rows' : 'new.columns') : `new.by.${method as 'share'}`)}
          <select
            required
            value={measures[place]?.of ?? ''}
            disabled={place > measures.length}
            onChange={({ target }) => choose(place, target.value)}
          >
            <option value="">{t('new.choose')}</option>
            {offered.map(({ of, title }) => (
              <option key={of} value={of}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}
