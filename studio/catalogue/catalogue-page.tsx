import { Suspense, useDeferredValue, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type Summary, useCatalogue, useMe, usePopulation, useSayings } from '../api/queries.ts';
import { firstSegmentation, PrimaryDistribution } from '../insight/primary-distribution.tsx';
import { type Reader, useReader } from '../texts/reader.ts';
import { Failed, Loading, Notice } from '../ui/notice.tsx';
import { countedByKind, type Filter, filtered, grouped, needsLook } from './arrange.ts';
import { Filters } from './filters.tsx';
import { fetched } from '../ui/part.tsx';
import { Rows, SHORT } from './rows.tsx';

const FirstSteps = fetched(async () => (await import('./first-steps.tsx')).FirstSteps);

/** All definitions: by subject, filtered as one types. The filter stands in the address. */
export function CataloguePage() {
  const reader = useReader();
  const { data, error, refetch } = useCatalogue();
  if (data === undefined) {
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  }
  const title = titleOf(data.definitions, reader);
  return (
    <div className="page catalogue">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <p>
        <Link className="action" to="/new">
          {reader.t('new.open')}
        </Link>
      </p>
      <Guide definitions={data.definitions} />
      {data.definitions.length === 0 ? (
        <p>{reader.t('catalogue.none.hint')}</p>
      ) : (
        <>
          <PrimaryDistribution definitions={data.definitions} />
          <Catalogue definitions={data.definitions} publication={data.publication} />
        </>
      )}
    </div>
  );
}

/** The first steps, for whoever is signed in: they come after the list, and hold nothing of it up. */
function Guide({ definitions }: { readonly definitions: readonly Summary[] }) {
  const me = useMe().data;
  const segmentations = usePopulation().data?.segmentations ?? [];
  if (me?.kind !== 'person' || me.id === undefined) return null;
  const classes =
    firstSegmentation(segmentations, definitions) ?? definitions.find(({ kind }) => kind === 'segmentation')?.id;
  return (
    <Suspense fallback={null}>
      <FirstSteps person={me.id} classes={classes === undefined ? '/' : `/definitions/${classes}`} />
    </Suspense>
  );
}

function Catalogue({
  definitions,
  publication,
}: {
  readonly definitions: readonly Summary[];
  readonly publication: number;
}) {
  const reader = useReader();
  const [filter, setFilter] = useFilter();
  const settled = useDeferredValue(filter);
  const sayings = useSayings(publication, filter.query !== '');
  const found = useMemo(() => filtered(definitions, settled, sayings), [definitions, settled, sayings]);
  const groups = useMemo(() => grouped(found), [found]);
  const subjects = useMemo(() => grouped(definitions), [definitions]);
  const kinds = useMemo(() => countedByKind(definitions), [definitions]);
  const open = useMemo(() => definitions.filter(needsLook).length, [definitions]);
  return (
    <>
      <Filters
        filter={filter}
        setFilter={setFilter}
        kinds={kinds}
        subjects={subjects}
        all={definitions.length}
        open={open}
        found={found.length}
      />
      {found.length === 0 ? (
        <Notice
          title={reader.t('catalogue.nothing', { query: filter.query })}
          hint={reader.t('catalogue.nothing.hint')}
        >
          <button
            type="button"
            className="quiet"
            onClick={() => {
              setFilter({ query: '', kind: '', subject: null, needsLook: false });
            }}
          >
            {reader.t('catalogue.clear')}
          </button>
        </Notice>
      ) : null}
      {groups.map(({ key, subject, items }, i) => (
        <section key={key} className="subject" aria-labelledby={`subject-${i}`}>
          <h2 id={`subject-${i}`}>
            {subject === null ? reader.t('catalogue.noSubject') : reader.say(subject)}
            <span className="count">{reader.number(items.length)}</span>
          </h2>
          <Rows items={items} query={settled.query} sayings={sayings} isShort={found.length <= SHORT} />
        </section>
      ))}
    </>
  );
}

function useFilter(): readonly [Filter, (filter: Filter) => void] {
  const [search, setSearch] = useSearchParams();
  const filter = {
    query: search.get('q') ?? '',
    kind: search.get('kind') ?? '',
    subject: search.get('subject'),
    needsLook: search.get('look') === '1',
  };
  const setFilter = ({ query, kind, subject, needsLook: look }: Filter) => {
    const next = {
      ...(query === '' ? {} : { q: query }),
      ...(kind === '' ? {} : { kind }),
      ...(subject === null ? {} : { subject }),
      ...(look ? { look: '1' } : {}),
    };
    setSearch(next, { replace: true });
  };
  return [filter, setFilter];
}

/** The page's question is whether all is sound; its title answers it. */
function titleOf(definitions: readonly Summary[], { t, number }: Reader): string {
  const all = number(definitions.length);
  const withErrors = definitions.filter(({ problems }) => problems.error > 0).length;
  const open = definitions.filter(needsLook).length;
  if (definitions.length === 0) return t('catalogue.title.none');
  if (withErrors > 0) return t('catalogue.title.errors', { all, count: withErrors });
  if (open > 0) return t('catalogue.title.look', { all, count: open });
  if (definitions.some(({ proofs }) => proofs === null))
    return t('catalogue.title.checked', { count: definitions.length });
  const proved = definitions.filter(({ proofs }) => proofs !== null && proofs.proved > 0).length;
  const rest = number(definitions.length - proved);
  if (proved === 0) return t('catalogue.title.checked', { count: definitions.length });
  return proved === definitions.length
    ? t('catalogue.title.proved', { count: proved })
    : t('catalogue.title.provedSome', { all, count: proved, rest });
}
