import { useSearchParams } from 'react-router';
import type { Text } from '../../definitions/index.ts';
import { useCatalogue, useDocuments } from '../api/queries.ts';
import {
  type AnalysisName,
  type AnalysisQuery,
  type Dimension,
  type SpanUnit,
  useAnalysis,
} from '../api/request-analyses.ts';
import { bankInstant } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { AnalysisFigures } from './analysis-figures.tsx';
import { analysisTable, analysisTitle } from './analysis-table.ts';
import { clockTitle, stateTitle } from './request-words.ts';
import { type DeskShelf, useShelf } from './shelf.ts';
import '../texts/analyses.ts';
import './desk.css';

const NAMES = ['volume', 'workload', 'outcome', 'tracking', 'efficiency'] as const satisfies readonly AnalysisName[];
const DIMENSIONS = ['type', 'queue', 'organisation', 'person', 'period'] as const satisfies readonly Dimension[];
const UNITS = ['day', 'week', 'month'] as const satisfies readonly SpanUnit[];

const chosen = <Of extends string>(some: readonly [Of, ...Of[]], asked: string | null): Of =>
  some.find((one) => one === asked) ?? some[0];

/** The analyses of the requests that the reader sees: one at a time, its sentence above, as bars and as a table. The address says which. */
export function AnalysesPage() {
  const reader = useReader();
  const { t } = reader;
  const [search, setSearch] = useSearchParams();
  const analysis = chosen(NAMES, search.get('analysis'));
  const [from, to] = [search.get('from') ?? dayBefore(29), search.get('to') ?? dayBefore(0)];
  const [type, queue] = [search.get('type'), search.get('queue')];
  const query: AnalysisQuery = {
    ...{ from, to, by: chosen(DIMENSIONS, search.get('by')), unit: chosen(UNITS, search.get('unit')) },
    ...(type !== null && { type }),
    ...(queue !== null && { queue }),
  };
  const definitions = useCatalogue().data?.definitions ?? [];
  const ofKind = (kind: string) => definitions.filter((one) => one.kind === kind);
  const { data, error, refetch } = useAnalysis(analysis, query);
  const shelf = useShelf(useDocuments(ofKind('queue').map(({ id }) => id)).data);
  const look = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const unit = query.unit ?? 'day';
  const table = data && analysisTable({ ...data, unit: data.unit ?? 'day' }, titlesBy(shelf, ofKind('queue')), reader);
  const title = data === undefined ? t('analyses.open') : analysisTitle(data.analysis, data.found, reader);
  return (
    <div className="page desk">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <div className="choice">
        <Choice
          label={t('analyses.which')}
          value={analysis}
          options={NAMES.map((one) => [one, t(`analyses.${one}`)])}
          set={(value) => look('analysis', value)}
        />
        <Choice
          label={t('analyses.by')}
          value={query.by}
          options={DIMENSIONS.map((one) => [one, t(`analyses.by.${one}`)])}
          set={(value) => look('by', value)}
        />
        {query.by === 'period' ? (
          <Choice
            label={t('analyses.unit')}
            value={unit}
            options={UNITS.map((one) => [one, t(`analyses.unit.${one}`)])}
            set={(value) => look('unit', value)}
          />
        ) : null}
        {(
          [
            ['from', from],
            ['to', to],
          ] as const
        ).map(([name, value]) => (
          <label key={name}>
            {t(`analyses.${name}`)}{' '}
            <input type="date" value={value} onChange={({ target }) => look(name, target.value)} />
          </label>
        ))}
        {(
          [
            ['type', 'request-type', type],
            ['queue', 'queue', queue],
          ] as const
        ).map(([name, kind, value]) => (
          <Choice
            key={name}
            label={t(`analyses.only.${name}`)}
            value={value ?? ''}
            options={[
              ['', t('analyses.any')],
              ...ofKind(kind).map((one): readonly [string, string] => [one.name, reader.say(one.title)]),
            ]}
            set={(chosenOne) => look(name, chosenOne)}
          />
        ))}
      </div>
      {error === null ? null : <Failed error={error} retry={() => void refetch()} />}
      {table === undefined ? (
        error === null ? (
          <Loading />
        ) : null
      ) : (
        <AnalysisFigures table={table} title={title} reader={reader} />
      )}
      <p className="fine">
        {t(analysis === 'tracking' && query.by !== 'period' ? 'analyses.scope.tracking' : 'analyses.scope')}{' '}
        {analysis === 'efficiency' ? t('analyses.times') : ''}
      </p>
    </div>
  );
}

function Choice({
  label,
  value,
  options,
  set,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly set: (value: string) => void;
}) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={({ target }) => set(target.value)}>
        {options.map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What the definitions in force call states and clocks: a clock as the first queue does that has one of its name. */
function titlesBy(shelf: DeskShelf, queues: readonly { readonly id: string }[]) {
  return {
    definition: (id: string): Text => shelf.title(id),
    state: (workflow: string, leaf: string): Text => stateTitle(shelf.get(workflow), leaf),
    clock: (name: string): Text =>
      queues.map(({ id }) => clockTitle(shelf.get(id), name)).find((title) => title !== name) ?? name,
  };
}

/** A day of the bank so many days ago. */
const dayBefore = (days: number): string => bankInstant(new Date(Date.now() - days * 86_400_000)).slice(0, 10);
