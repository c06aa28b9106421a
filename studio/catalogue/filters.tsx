import { useReader } from '../texts/reader.ts';
import type { Filter, Group, Listed } from './arrange.ts';
import { useKindTitle } from './kind-title.ts';

/** The choice of all subjects; a subject stands behind a sign, for that of none is empty. */
const ALL = '';

/** Search, subjects, kinds, and what needs a look. */
export function Filters({
  filter,
  setFilter,
  kinds,
  subjects,
  all,
  open,
  found,
}: {
  readonly filter: Filter;
  readonly setFilter: (filter: Filter) => void;
  readonly kinds: ReadonlyMap<string, number>;
  readonly subjects: readonly Group<Listed>[];
  readonly all: number;
  readonly open: number;
  readonly found: number;
}) {
  const { t, number, say } = useReader();
  const kindTitle = useKindTitle();
  const choices = [['', all] as const, ...kinds];
  return (
    <search className="filters">
      <input
        type="search"
        value={filter.query}
        placeholder={t('catalogue.search')}
        aria-label={t('catalogue.search')}
        onChange={(event) => {
          setFilter({ ...filter, query: event.target.value });
        }}
      />
      <label className="by-subject">
        {t('catalogue.subject')}
        <select
          value={filter.subject === null ? ALL : `=${filter.subject}`}
          onChange={({ target: { value } }) => {
            setFilter({ ...filter, subject: value === ALL ? null : value.slice(1) });
          }}
        >
          <option value={ALL}>{t('catalogue.subject.all')}</option>
          {subjects.map(({ key, subject, items }) => (
            <option key={key} value={`=${key}`}>
              {`${subject === null ? t('catalogue.noSubject') : say(subject)} (${number(items.length)})`}
            </option>
          ))}
        </select>
      </label>
      <div className="chips" role="group" aria-label={t('catalogue.kind')}>
        {choices.map(([kind, count]) => (
          <button
            key={kind}
            type="button"
            aria-pressed={filter.kind === kind}
            onClick={() => {
              setFilter({ ...filter, kind });
            }}
          >
            {kind === '' ? t('catalogue.all') : kindTitle(kind)}
            <span className="count">{number(count)}</span>
          </button>
        ))}
        {open === 0 ? null : (
          <button
            type="button"
            className="look"
            aria-pressed={filter.needsLook}
            onClick={() => {
              setFilter({ ...filter, needsLook: !filter.needsLook });
            }}
          >
            {t('catalogue.onlyOpen')}
            <span className="count">{number(open)}</span>
          </button>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {t('catalogue.found', { count: found })}
      </p>
    </search>
  );
}
