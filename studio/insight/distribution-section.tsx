import { Link } from 'react-router';
import type { JsonObject } from '../../definitions/index.ts';
import { useDistribution, usePopulation } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { dayText } from '../texts/day.ts';
import { Chart } from './chart.tsx';
import { partsOf } from './divided.ts';
import { DistributionTable } from './distribution-table.tsx';
import '../texts/population.ts';

/** How a segmentation divides the sample population, below its definition; nothing where it was not run. */
export function DistributionSection({ id, document }: { readonly id: string; readonly document: JsonObject }) {
  const reader = useReader();
  const isRun = usePopulation().data?.segmentations.includes(id) === true;
  const { data } = useDistribution(isRun ? id : undefined);
  if (data === undefined || data === null || data.classes.length === 0) return null;
  const parts = partsOf(data, reader, document);
  const slots = { title: reader.say(data.title), all: reader.number(data.customers), day: dayText(data.asOf, reader) };
  return (
    <section>
      <h2>
        <Link to={`/population/${id}`}>{reader.t('population.of', slots)}</Link>
      </h2>
      {data.isCurrent ? null : <p className="fine">{reader.t('population.outdated')}</p>}
      <Chart parts={parts} whole={data.customers} />
      <DistributionTable parts={parts} distribution={data} />
    </section>
  );
}
