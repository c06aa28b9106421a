import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CalendarDocument } from '../../definitions/kinds/calendar/calendar.ts';
import { packSources } from '../support/packs.ts';
import { describeShared } from '../support/shared.ts';

const calendar = packSources('bank-crm')
  .map(({ document }) => document as CalendarDocument)
  .find(({ kind, name }) => kind === 'calendar' && name === 'cn-retail');
const { holidays = [], workdays = [], source } = calendar ?? {};
const off = (year: number) => holidays.map(({ on }) => on).filter((on) => on.startsWith(String(year)));
const made = (year: number) => workdays.map(({ on }) => on).filter((on) => on.startsWith(String(year)));

/** The sentences of the notices of the General Office of the State Council, without what they encourage. */
const NOTICES: Readonly<Record<number, { readonly number: string; readonly says: readonly string[] }>> = {
  2024: {
    number: '国办发明电〔2023〕7号',
    says: [
      '1月1日放假，与周末连休。',
      '2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。',
      '4月4日至6日放假调休，共3天。4月7日（星期日）上班。',
      '5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。',
      '6月10日放假，与周末连休。',
      '9月15日至17日放假调休，共3天。9月14日（星期六）上班。',
      '10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。',
    ],
  },
  2025: {
    number: '国办发明电〔2024〕12号',
    says: [
      '1月1日（周三）放假1天，不调休。',
      '1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。',
      '4月4日（周五）至6日（周日）放假，共3天。',
      '5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。',
      '5月31日（周六）至6月2日（周一）放假，共3天。',
      '10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。',
    ],
  },
  2026: {
    number: '国办发明电〔2025〕7号',
    says: [
      '1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。',
      '2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。',
      '4月4日（周六）至6日（周一）放假，共3天。',
      '5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。',
      '6月19日（周五）至21日（周日）放假，共3天。',
      '9月25日（周五）至27日（周日）放假，共3天。',
      '10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。',
    ],
  },
};

/** The days off and the working days that a sentence of a notice names; the weekdays that it states are checked on the way. */
function readNotice(
  year: number,
  sentence: string,
): { readonly off: readonly string[]; readonly made: readonly string[] } {
  const plain = sentence.replaceAll(/（(?:[^（）]*、)?(?:周|星期)?([一二三四五六日])）/g, '<$1>');
  const [rest = '', work = ''] = plain.split(/(?<=天|休|调休)[，。](?=\d+月\d+日<.>[、上])|(?<=共\d天。)/);
  const day = (month: number, date: number, weekday: string | undefined) => {
    const found = new Date(Date.UTC(year, month - 1, date));
    if (weekday !== undefined)
      expect('日一二三四五六'[found.getUTCDay()], `${sentence} ${month}-${date}`).toBe(weekday);
    return found;
  };
  const first = /^(\d+)月(\d+)日(?:<(.)>)?(?:至(?:(\d+)月)?(\d+)日(?:<(.)>)?)?放假/.exec(rest);
  const from = day(Number(first?.[1]), Number(first?.[2]), first?.[3]);
  const to = first?.[5] === undefined ? from : day(Number(first[4] ?? first[1]), Number(first[5]), first[6]);
  const days: string[] = [];
  for (let at = from.getTime(); at <= to.getTime(); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  const stated = /共(\d+)天/.exec(rest)?.[1];
  if (stated !== undefined) expect(days.length).toBe(Number(stated));
  const worked = [...work.matchAll(/(\d+)月(\d+)日<(.)>/g)].map(([, month, date, weekday]) =>
    day(Number(month), Number(date), weekday).toISOString().slice(0, 10),
  );
  return { off: days, made: worked };
}

describe('the official days of the retail calendar', () => {
  it.each(Object.keys(NOTICES).map(Number))('%s are those of the notice', (year) => {
    const read = (NOTICES[year]?.says ?? []).map((sentence) => readNotice(year, sentence));
    expect(off(year)).toEqual(read.flatMap((one) => one.off).sort());
    expect(made(year)).toEqual(read.flatMap((one) => one.made).sort());
    expect(JSON.stringify(source)).toContain(NOTICES[year]?.number);
  });

  it('stand in their order, each under its name in both languages', () => {
    for (const days of [holidays, workdays]) {
      expect(days.map(({ on }) => on)).toEqual(days.map(({ on }) => on).toSorted());
      expect(days.every(({ name }) => typeof name === 'object' && name['zh-CN'] !== '' && name.en !== '')).toBe(true);
    }
  });
});

describeShared('the official days of the retail calendar, 2018 to 2023', 'cases/calendar-cn', (folder) => {
  const years = [2018, 2019, 2020, 2021, 2022, 2023];
  const read = years.map((year) => ({
    year,
    ...(JSON.parse(readFileSync(join(folder, `${year}.json`), 'utf8')) as {
      readonly papers: readonly string[];
      readonly days: readonly { readonly date: string; readonly isOffDay: boolean }[];
    }),
  }));
  const all = read.flatMap(({ days }) => days);

  it.each(read)('$year are those of its papers, which it names', ({ year, papers }) => {
    const of = (isOff: boolean) =>
      [...new Set(all.filter(({ isOffDay }) => isOffDay === isOff).map(({ date }) => date))]
        .filter((on) => on.startsWith(String(year)))
        .sort();
    expect(off(year)).toEqual(of(true));
    expect(made(year)).toEqual(of(false));
    for (const paper of papers) expect(JSON.stringify(source)).toContain(paper);
  });
});
