import type { Json, JsonObject } from '../../../definitions/index.ts';
import type { Named, Way } from './ground-fields.ts';

/** What new definitions of records, files and times say at first. */

export function entityParts(way: Way): JsonObject {
  const id = { title: { 'zh-CN': '编号', en: 'Number' }, type: 'string' };
  if (way === 'empty') return { key: 'id', fields: { id } };
  return {
    key: 'id',
    fields: {
      id,
      balance: {
        title: { 'zh-CN': '余额', en: 'Balance' },
        type: 'decimal',
        decimals: 2,
        unit: 'CNY',
        optional: true,
        sensitivity: 'C2',
      },
      openedOn: { title: { 'zh-CN': '开户日期', en: 'Opened on' }, type: 'date' },
      status: {
        title: { 'zh-CN': '状态', en: 'Status' },
        type: 'string',
        enum: ['active', 'closed'],
        labels: { active: { 'zh-CN': '正常', en: 'Active' }, closed: { 'zh-CN': '已销户', en: 'Closed' } },
      },
    },
    derived: {
      inTenThousands: {
        title: { 'zh-CN': '余额（万元）', en: 'Balance in ten thousands' },
        text: 'balance / 10000',
        type: 'decimal',
        decimals: 2,
        ifMissing: 'missing',
      },
    },
  };
}

export function referenceParts(way: Way): JsonObject {
  const code = { title: { 'zh-CN': '代码', en: 'Code' }, type: 'string' };
  const label = { title: { 'zh-CN': '名称', en: 'Title' }, type: 'string' };
  if (way === 'empty') return { key: ['code'], fields: { code, title: label }, rows: [] };
  return {
    key: ['term'],
    validFrom: 'from',
    fields: {
      term: {
        title: { 'zh-CN': '期限', en: 'Term' },
        type: 'string',
        enum: ['6m', '1y'],
        labels: { '6m': { 'zh-CN': '6 个月', en: '6 months' }, '1y': { 'zh-CN': '1 年', en: '1 year' } },
      },
      from: { title: { 'zh-CN': '生效日期', en: 'Valid from' }, type: 'date' },
      rate: {
        title: { 'zh-CN': '年利率', en: 'Yearly rate' },
        type: 'decimal',
        decimals: 4,
        unit: 'ratio',
        minimum: 0,
      },
    },
    rows: [
      { term: '6m', from: '2026-01-01', rate: 0.013 },
      { term: '1y', from: '2026-01-01', rate: 0.016 },
    ],
  };
}

/** Columns called as the fields are in Chinese, which is how files of a bank's systems mostly call them. */
export function columnsOf(fields: readonly Named[], way: Way): JsonObject {
  const shown = way === 'empty' ? fields.slice(0, 1) : fields;
  const columns = shown.map((field): [string, Json] => {
    const { title, name, type } = field;
    const called = typeof title === 'string' ? title : (title?.['zh-CN'] ?? name);
    const dates = ['yyyy-MM-dd', 'yyyy/M/d'];
    return [called, way === 'example' && type === 'date' ? { field: name, dates } : name];
  });
  return columns.length === 0 ? { id: 'id' } : Object.fromEntries(columns);
}
