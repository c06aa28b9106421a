import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, signInAs } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('customers in the studio', reason);

const walks = [
  {
    locale: 'en',
    how: 'by pointer',
    handOf: byPointer,
    who: '杭行',
    isOfAll: true,
    says: {
      bar: 'List the customers: Quality',
      listed: (n: number) => `${n} customers: Quality`,
      begins: 'Number or name begins with',
      try: /^Try /,
      loaded: /^Loaded: /,
      choose: 'A customer of the population',
      noRight: 'Customers are listed for agents, team leads, customer managers and presidents.',
    },
  },
  {
    locale: 'zh-CN',
    how: 'by keyboard alone',
    handOf: byKeyboard,
    who: '于东',
    isOfAll: false,
    says: {
      bar: '列出客户：优质客户',
      listed: (n: number) => `${n} 位客户：优质客户`,
      begins: '客户号或名称开头',
      try: /^试算 /,
      loaded: /^已载入：/,
      choose: '客户群中的一位客户',
      noRight: '客户名单仅供坐席、班组长、客户经理与行长查看。',
    },
  },
] as const;

interface Answered {
  readonly total: number;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
}

describe.runIf(reason === null)('customers in the studio', { timeout: 600_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  }, 600_000);
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const asked = async (page: Page, path: string): Promise<Answered> =>
    JSON.parse(await page.evaluate(async (of) => await (await fetch(of)).text(), path)) as Answered;
  const expectAccessible = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider).toBeLessThanOrEqual(0);
  };

  it.each(walks)('are listed, found and tried in $locale $how', async ({ locale, handOf, who, isOfAll, says }) => {
    const { page, faults } = await visit(browser, studio.url, { locale });
    page.setDefaultTimeout(90_000);
    const hand = handOf(page);
    await signInAs(page, studio.url, who);
    await page.goto(`${studio.url}/population/segmentation/customer-class`);
    await hand.press(says.bar);
    const { classes } = await asked(page, '/api/v1/population/customer-class');
    const { total } = await asked(page, '/api/v1/population/customer-class/customers?class=quality');
    const ofAll = classes.find(({ name }) => name === 'quality')?.count ?? 0;
    expect(total).toBeGreaterThan(1);
    // Whoever is in charge of all sees whom the bar counts; who is in charge of a branch, fewer.
    if (isOfAll) expect(total).toBe(ofAll);
    else expect(total).toBeLessThan(ofAll);
    await page.getByRole('heading', { level: 2, name: says.listed(total), exact: true }).waitFor();
    await expectAccessible(page);

    const [number = ''] = await page.locator('.customers-list tbody th').allTextContents();
    await hand.write(says.begins, number);
    await expect.poll(() => page.locator('.customers-list tbody th').allTextContents()).toEqual([number]);
    await hand.press(says.try);
    await page.getByRole('status').filter({ hasText: says.loaded }).filter({ hasText: number }).waitFor();
    await expectAccessible(page);

    await page.getByRole('combobox', { name: says.choose }).waitFor();
    await hand.write(says.choose, number.slice(0, -1));
    const options = page.getByRole('option').filter({ hasText: number.slice(0, -1) });
    await expect.poll(() => options.count()).toBeGreaterThan(0);
    const [first = ''] = await options.first().locator('span').first().allTextContents();
    // Enter takes what is found by what stands there now, and waits for it.
    await page.getByRole('listbox').waitFor();
    await expect
      .poll(async () => {
        await page.keyboard.press('Enter');
        return await page.getByRole('listbox').count();
      })
      .toBe(0);
    await page
      .getByRole('status')
      .filter({ hasText: says.loaded })
      .filter({ hasText: first.split(' ')[0] ?? '' })
      .waitFor();

    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${studio.url}/population/segmentation/customer-class?list=all&near=gold`);
    await page.locator('.customers h2').waitFor();
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each(walks)('are not shown in $locale to who may not read them, and who may is said', async ({ locale, says }) => {
    const { page } = await visit(browser, studio.url, { locale });
    page.setDefaultTimeout(90_000);
    await signInAs(page, studio.url, '方编');
    await page.goto(`${studio.url}/population/segmentation/customer-class`);
    await page.getByText(says.noRight).waitFor();
    expect(await page.getByRole('link', { name: says.bar }).count()).toBe(0);
    await page.context().close();
  });
});
