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

/** A life in three states, the first of which is looked after when nobody does. */
export function workflowParts(name: string, way: Way): JsonObject {
  const [fresh, open] = [{ title: { 'zh-CN': '待认领', en: 'New' } }, { title: { 'zh-CN': '处理中', en: 'Open' } }];
  const closed = { type: 'final', meta: { title: { 'zh-CN': '已关闭', en: 'Closed' } } };
  const resolve = { title: { 'zh-CN': '办结', en: 'Resolve' }, roles: ['agent'] };
  if (way === 'empty')
    return {
      machine: { id: name, initial: 'open', states: { open: { meta: open, on: { resolve: 'closed' } }, closed } },
      events: { resolve },
    };
  const late = { unclaimed: { actions: [{ type: 'escalate', params: { level: 1 } }] } };
  const claimed = { target: 'open', actions: [{ type: 'assign', params: { to: 'actor' } }] };
  return {
    machine: {
      id: name,
      initial: 'new',
      states: {
        new: { meta: fresh, on: { claim: claimed }, after: late },
        open: { meta: open, on: { resolve: 'closed' } },
        closed,
      },
    },
    delays: { unclaimed: { budget: { elapsed: 'PT2H' } } },
    events: { claim: { title: { 'zh-CN': '认领', en: 'Claim' }, roles: ['agent'] }, resolve },
  };
}

/** A week of working hours; the days that are other than their week says are told year by year. */
export function calendarParts(way: Way): JsonObject {
  const open = way === 'empty' ? ['09:00-17:00'] : ['09:00-12:00', '13:30-17:30'];
  const week = ['mon', 'tue', 'wed', 'thu', 'fri'].map((day): [string, Json] => [day, open]);
  const holidays = [{ on: '2026-10-01', name: { 'zh-CN': '国庆节', en: 'National Day' } }];
  return {
    timeZone: 'Asia/Shanghai',
    from: '2026-01-01',
    to: '2026-12-31',
    workingDay: way === 'empty' ? 'PT8H' : 'PT7H',
    windows: { ...Object.fromEntries(week), sat: [], sun: [] },
    ...(way === 'empty' ? {} : { holidays }),
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
