import type { DeclaredField, JsonObject } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';

/** A feed for an entity: each plain field in a column of its own, written as files write it. Some columns are as strict as without a feed. */
export function randomFeed(chance: Chance, entity: JsonObject): JsonObject {
  const fields = Object.entries(entity['fields'] as unknown as Readonly<Record<string, DeclaredField>>);
  const columns = fields.flatMap(([name, field], i): [string, JsonObject][] =>
    field.series === true ? [] : [[`列${i}`, { field: name, ...(chance.is(0.2) ? {} : formatOf(chance, field)) }]],
  );
  return {
    kind: 'feed',
    name: 'file',
    entity: `entity/${String(entity['name'])}`,
    zone: chance.pick(['+08:00', 'Asia/Shanghai', 'UTC']),
    ...(chance.is(0.5) ? { empty: chance.pick(['missing', 'text']) } : {}),
    ...(chance.is(0.3) ? { unreadable: 'missing' } : {}),
    columns: Object.fromEntries(columns),
  };
}

function formatOf(chance: Chance, field: DeclaredField): JsonObject {
  return {
    ...(chance.is(0.4) ? { trim: true } : {}),
    ...(chance.is(0.4) ? { missing: chance.pick([['无'], ['-', 'NaN'], ['', '暂无']]) } : {}),
    ...typedFormat(chance, field),
  };
}

function typedFormat(chance: Chance, { type, enum: members }: DeclaredField): JsonObject {
  const fold = chance.is(0.3) ? { fold: true } : {};
  switch (type) {
    case 'boolean':
      return { ...fold, ...(chance.is(0.7) ? { true: ['是', 'Y'], false: ['否', 'N'] } : {}) };
    case 'date':
      return {
        ...fold,
        ...(chance.is(0.8)
          ? { dates: chance.some(['yyyy/M/d', 'yyyyMMdd', 'yyyy年M月d日'], 2) }
          : { dates: ['serial'] }),
      };
    case 'instant':
      return fold;
    case 'string':
      return members === undefined ? {} : { ...fold, ...(chance.is(0.5) ? { values: { 甲: members[0] ?? '' } } : {}) };
    case 'integer':
    case 'decimal':
      return {
        ...fold,
        ...chance.pick<JsonObject>([
          {},
          { thousands: ',' },
          { thousands: '.', decimalMark: ',' },
          { decimalMark: ',' },
        ]),
        ...(chance.is(0.3) ? { unit: chance.pick([['万', '亿'], '万', 'bp', '千']) } : {}),
        ...(chance.is(0.2) ? { percent: true } : {}),
        ...(chance.is(0.4) ? { negative: chance.pick(['parentheses', 'trailing']) } : {}),
        ...(chance.is(0.3) ? { strip: chance.pick(['¥', '元']) } : {}),
      };
  }
}
