import { Link } from 'react-router';
import { type Summary, useDistribution, usePopulation } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { partsOf } from './divided.ts';
import { dayText } from '../texts/day.ts';
import { ShareBar } from './share-bar.tsx';

/** How the bank's first segmentation divides the sample population, in one line under the title of the list. */
export function PrimaryDistribution({ definitions }: { readonly definitions: readonly Summary[] }) {
  const reader = useReader();
  const population = usePopulation().data;
  const id = firstSegmentation(population?.segmentations ?? [], definitions);
  const distribution = useDistribution(id).data;
  if (id === undefined || distribution === undefined || distribution === null) return null;
  const { title, customers, asOf } = distribution;
  // A bar reads from low to high.
  const parts = partsOf(distribution, reader, { method: 'composite' }).toReversed();
  return (
    <section className="primary" aria-labelledby="primary-title">
      <h2 id="primary-title">
        <Link to={`/population/${id}`}>
          {reader.t('population.of', {
            title: reader.say(title),
            all: reader.number(customers),
            day: dayText(asOf, reader),
          })}
        </Link>
      </h2>
      <ShareBar parts={parts} whole={customers} />
    </section>
  );
}

/** The segmentation shown first: the customer class where there is one, else the first that was run. */
export function firstSegmentation(
  run: readonly string[],
  definitions: readonly { readonly id: string }[],
): string | undefined {
  const known = run.filter((id) => definitions.some((definition) => definition.id === id));
  return known.find((id) => id === 'segmentation/customer-class') ?? known[0];
}
