import type { Json, JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';
import type { TableNoun } from './vocabulary.ts';

const COLUMNS: readonly TableNoun['columns'][number][] = [
  { name: 'rate', kind: 'number' },
  { name: 'fee', kind: 'number' },
  { name: 'note', kind: 'string' },
  { name: 'opens', kind: 'date' },
  { name: 'isOn', kind: 'boolean' },
];

/** A random reference table, its rows valid always, from a day, until a day, or both. */
export function randomReference(chance: Chance, name: string): JsonObject {
  const validity = chance.pick(['none', 'none', 'from', 'from', 'both', 'both', 'until'] as const);
  const rows: JsonObject[] = [];
  for (const term of chance.some(['1y', 'AAA', '高', 'deposit'], 3)) {
    for (const level of chance.some([1, 2, 3], 2)) {
      const days =
        validity === 'from' || validity === 'both'
          ? chance.some(['2024-01-01', '2025-06-30', '2026-02-28', '2026-03-31', '2027-01-01'], 3)
          : [''];
      for (const from of days) rows.push({ term, level, ...validOn(chance, validity, from), ...valuesOf(chance) });
    }
  }
  return {
    kind: 'reference',
    name,
    key: ['term', 'level'],
    ...(validity === 'from' || validity === 'both' ? { validFrom: 'from' } : {}),
    ...(validity === 'until' || validity === 'both' ? { validTo: 'until' } : {}),
    fields: {
      rate: { type: 'decimal', decimals: 4 },
      fee: { type: 'integer', optional: true },
      note: { type: 'string', optional: true },
      opens: { type: 'date', optional: true },
      isOn: { type: 'boolean', optional: true },
    },
    rows,
  };
}

function validOn(chance: Chance, validity: 'none' | 'from' | 'both' | 'until', from: string): JsonObject {
  if (validity === 'none') return {};
  if (validity === 'until')
    return chance.is(0.7) ? { until: chance.pick(['2026-03-31', '2026-06-30', '2025-02-28']) } : {};
  // A row that ends before the next one of its keys begins.
  const hasEnd = validity === 'both' && from !== '2026-02-28' && from !== '2025-06-30' && chance.is(0.4);
  return { from, ...(hasEnd ? { until: `${from.slice(0, 4)}${from.endsWith('03-31') ? '-06-30' : '-02-01'}` } : {}) };
}

const valuesOf = (chance: Chance): JsonObject => {
  const maybe = (column: string, value: Json): JsonObject => (chance.is(0.8) ? { [column]: value } : {});
  return {
    rate: chance.whole(0, 9999) / 10_000,
    ...maybe('fee', chance.whole(0, 500)),
    ...maybe('note', chance.pick(['gold', '银行', "o'clock"])),
    ...maybe('opens', chance.pick(['2026-02-28', '2025-12-31'])),
    ...maybe('isOn', chance.is(0.5)),
  };
};

/** How formulas call it. */
export function tableNoun(document: JsonObject): TableNoun {
  const rows = document['rows'] as readonly JsonObject[];
  const values = (key: string) => [...new Set(rows.map((row) => row[key] as string | number))];
  return {
    id: `reference/${String(document['name'])}`,
    keys: [
      { kind: 'string', values: values('term') },
      { kind: 'number', values: values('level') },
    ],
    columns: COLUMNS,
  };
}
