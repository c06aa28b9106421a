import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, expectAccessible, signInAs, unprovoked } from './changes.ts';
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
      found: /customers? found$/,
      words: 'In words',
      tryTab: 'Try',
      near: 'Within reach of',
      points: 'Points at most',
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
      found: /^找到 /,
      words: '文字',
      tryTab: '试算',
      near: '接近类别',
      points: '最多差几分',
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

    // A record stays in the page alone; what is changed in it stays when the tab is left and opened again.
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('.try ')))).toEqual([]);
    const field = page.locator('.try form input[inputmode]').first();
    await field.fill('7');
    await page.getByRole('tab', { name: says.words }).click();
    await field.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: says.tryTab, exact: true }).click();
    await page.getByRole('status').filter({ hasText: says.loaded }).filter({ hasText: number }).waitFor();
    expect(await field.inputValue()).toBe('7');

    await page.getByRole('combobox', { name: says.choose }).waitFor();
    await hand.write(says.choose, number.slice(0, -1));
    const options = page.getByRole('option').filter({ hasText: number.slice(0, -1) });
    await expect.poll(() => options.count()).toBeGreaterThan(0);
    // The one the keys are at is in sight.
    await page.getByRole('status').filter({ hasText: says.found }).waitFor();
    await page.keyboard.press('ArrowUp');
    const offered = await options.count();
    for (let i = 1; i < offered; i++) await page.keyboard.press('ArrowDown');
    const isInSight = () =>
      options.last().evaluate((option) => {
        const [one, list] = [option, option.closest('[role="listbox"]')].map((each) => each?.getBoundingClientRect());
        return one !== undefined && list !== undefined && one.top >= list.top - 1 && one.bottom <= list.bottom + 1;
      });
    await expect.poll(() => options.last().getAttribute('aria-selected')).toBe('true');
    await expect.poll(isInSight).toBe(true);
    for (let i = 1; i < offered; i++) await page.keyboard.press('ArrowUp');
    await expect.poll(() => options.first().getAttribute('aria-selected')).toBe('true');
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
    const points = page.getByLabel(says.points);
    await points.fill('');
    await points.pressSequentially('5');
    expect(await points.inputValue()).toBe('5');
    await expect.poll(() => new URL(page.url()).searchParams.get('points')).toBe('5');

    // Until the next list is there, nobody counts the one before under its name.
    await page.locator('.customers h2').filter({ hasText: /^\d/ }).waitFor();
    let isHeld = true;
    await page.route('**/customers?**', async (route) => {
      await expect.poll(() => isHeld).toBe(false);
      await route.continue();
    });
    await page.getByLabel(says.near).selectOption({ index: 1 });
    await page.locator('.customers-list[aria-busy="true"]').waitFor();
    expect(await page.locator('.customers h2').textContent()).not.toMatch(/^\d/);
    isHeld = false;
    await page.locator('.customers h2').filter({ hasText: /^\d/ }).waitFor();
    expect(unprovoked(faults)).toEqual([]);
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
