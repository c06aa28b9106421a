import { draws, whole } from './draws.ts';
import type { SampleTable } from './table.ts';

/** The region that an area lies in, by the area's number. */
export function regionSql(seed: number, area: string): string {
  return draws(seed, 'area', `(${area})::BIGINT`).any('region', REGIONS);
}

const REGIONS = ['north', 'northeast', 'east', 'east', 'central', 'south', 'southwest', 'northwest'];

/** The areas of the bank. */
export function areas(seed: number): SampleTable {
  const d = draws(seed, 'area', 'a');
  return {
    from: `(SELECT a FROM range(200) AS t(a))`,
    fields: {
      areaCode: `'A' || lpad(a::VARCHAR, 4, '0')`,
      bankCode: `'B' || lpad((a % 12)::VARCHAR, 3, '0')`,
      areaName: `'示例区' || a`,
      period: d.pick('period', { monthly: 60, quarterly: 30, yearly: 10 }),
      postcode: `lpad((100000 + a * 37)::VARCHAR, 6, '0')`,
      handledBy: `'U' || lpad((a % 400)::VARCHAR, 4, '0')`,
      region: regionSql(seed, 'a'),
      cityTier: d.pick('tier', { first: 12, second: 30, third: 38, county: 20 }),
      householdsCount: whole(`20000 + 300000 * ${d.u('count')}`, 0, 1_000_000_000),
    },
  };
}
