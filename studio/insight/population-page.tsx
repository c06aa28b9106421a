import { Link, useNavigate, useParams } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import { type Summary, useCatalogue, useDefinition, useDistribution, usePopulation } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, Notice } from '../ui/notice.tsx';
import { useMayReadCustomers } from '../api/customers.ts';
import { Chart } from './chart.tsx';
import { Customers, listOf } from './customers.tsx';
import { DistributionTable } from './distribution-table.tsx';
import { dayText } from '../texts/day.ts';
import { headlineOf, partsOf } from './divided.ts';
import { firstSegmentation } from './primary-distribution.tsx';
import '../texts/customers.ts';
import '../texts/population.ts';

/** How a segmentation divides the sample population: the title says it, the bars show it, the table counts it. */
export function PopulationPage() {
  const reader = useReader();
  const { kind, name } = useParams();
  const catalogue = useCatalogue();
  const population = usePopulation();
  if (catalogue.data === undefined || population.data === undefined) {
    const error = population.error ?? catalogue.error;
    return (
      <div className="page">
        {error === null ? <Loading /> : <Failed error={error} retry={() => void population.refetch()} />}
      </div>
    );
  }
  const { definitions } = catalogue.data;
  const run = population.data?.segmentations ?? [];
  const id = name === undefined ? firstSegmentation(run, definitions) : `${kind}/${name}`;
  if (id === undefined) {
    return (
      <div className="page">
        <h1>{reader.t('population.empty')}</h1>
        <p>{reader.t('population.empty.hint')}</p>
      </div>
    );
  }
  const choices = definitions.filter((one) => run.includes(one.id));
  return <OneDistribution key={id} id={id} isRun={run.includes(id)} choices={choices} />;
}

function OneDistribution({
  id,
  isRun,
  choices,
}: {
  readonly id: string;
  readonly isRun: boolean;
  readonly choices: readonly Summary[];
}) {
  const reader = useReader();
  const { t } = reader;
  const navigate = useNavigate();
  const { data: found, error, refetch } = useDistribution(isRun ? id : undefined);
  const data = isRun ? found : null;
  const mayList = useMayReadCustomers() === true;
  const definition = useDefinition('segmentation', id.replace(/^segmentation\//, '')).data;
  // The server's documents came as JSON.
  const document = definition?.document as JsonObject | undefined;
  if (data === undefined) {
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  }
  const parts = data === null ? [] : partsOf(data, reader, document);
  const title = data === null ? t('population.notRun') : headlineOf(data, reader, document);
  return (
    <div className="page population">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <div className="choice">
        <label>
          {t('population.choose')}{' '}
          <select
            value={id}
            onChange={(event) => {
              void navigate(`/population/${event.target.value}`);
            }}
          >
            {choices.some((one) => one.id === id) ? null : <option value={id}>{id}</option>}
            {choices.map((one) => (
              <option key={one.id} value={one.id}>
                {reader.say(one.title)}
              </option>
            ))}
          </select>
        </label>
        <Link to={`/definitions/${id}`}>{t('population.open')}</Link>
      </div>
      {data === null ? (
        <Notice title={t('population.notRun')} />
      ) : (
        <>
          <p className="fine">
            {t('population.of', {
              title: reader.say(data.title),
              all: reader.number(data.customers),
              day: dayText(data.asOf, reader),
            })}
            {data.isCurrent ? null : <> {t('population.outdated')}</>}
          </p>
          <div className="chart-and-figures">
            <Chart
              parts={parts}
              whole={data.customers}
              listOf={mayList ? (key) => listOf(`class:${key}`) : undefined}
            />
            <DistributionTable parts={parts} distribution={data} listOf={mayList ? listOf : undefined} />
          </div>
          <Customers id={id} parts={parts} />
        </>
      )}
    </div>
  );
}
