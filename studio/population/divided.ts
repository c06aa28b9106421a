import type { Distribution } from '../api/queries.ts';
import type { Reader } from '../texts/reader.ts';
import type { Part } from './share-bar.tsx';

/** The classes of a distribution as the parts of a bar, in their order. */
export function partsOf({ classes }: Distribution, { say }: Pick<Reader, 'say'>): readonly Part[] {
  return classes.map(({ name, title, colour, count }) => ({ key: name, title: say(title), colour, count }));
}

/** What a distribution's page is asked for: which class most customers belong to, and how many they are. */
export function headlineOf({ classes, customers, title }: Distribution, { t, say, number }: Reader): string {
  const largest = classes.reduce<Distribution['classes'][number] | null>(
    (best, one) => (best === null || one.count > best.count ? one : best),
    null,
  );
  if (largest === null || largest.count === 0) return say(title);
  return t('population.title', { all: number(customers), n: number(largest.count), class: say(largest.title) });
}
