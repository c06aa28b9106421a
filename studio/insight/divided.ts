import type { JsonObject } from '../../definitions/index.ts';
import type { Distribution } from '../api/queries.ts';
import type { Reader } from '../texts/reader.ts';
import type { SharePart } from './share-bar.tsx';

/**
 * The classes of a distribution in the order they are read, the foremost first: cut from a score, the highest is foremost and
 * strongest; by share, they stand so already; classes without an order stand as declared, all drawn alike.
 */
export function partsOf(
  { classes }: Distribution,
  { say }: Pick<Reader, 'say'>,
  document: JsonObject | undefined,
): readonly SharePart[] {
  const method = document?.['method'];
  const last = Math.max(classes.length - 1, 1);
  const strength = (i: number) => (method === 'composite' ? i / last : method === 'share' ? 1 - i / last : 0.6);
  const parts = classes.map(({ name, title, colour, count }, i) => ({
    key: name,
    title: say(title),
    colour,
    strength: strength(i),
    count,
  }));
  return method === 'composite' ? parts.reverse() : parts;
}

/** What a distribution's page is asked for: which class most customers belong to. Where one may be in several: what is shown. */
export function headlineOf(
  { classes, customers, title }: Distribution,
  { t, say, number }: Reader,
  document: JsonObject | undefined,
): string {
  const largest = classes.reduce<Distribution['classes'][number] | null>(
    (best, one) => (best === null || one.count > best.count ? one : best),
    null,
  );
  const all = number(customers);
  if (largest === null || largest.count === 0 || document?.['mode'] === 'all') {
    return t('population.of.undated', { title: say(title), all });
  }
  return t('population.title', { all, n: number(largest.count), class: say(largest.title) });
}
