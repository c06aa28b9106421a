import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('definitions of service', reason);

describe.runIf(reason === null)('definitions of service', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 60 })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = async (path: string, locale: string): Promise<Page> => {
    const { page } = await visit(browser, studio.url + path, { locale });
    return page;
  };
  const day = (page: Page, on: string) => page.locator(`[data-day="${on}"]`);
  const told = async (page: Page, on: string) => (await day(page, on).getAttribute('aria-label')) ?? '';

  it('make a day of the year a holiday by a press, call it something, and undo it', async () => {
    const page = await open('/definitions/calendar/cn-retail', 'en');
    await page.getByRole('combobox', { name: 'Year' }).selectOption('2026');
    expect(await told(page, '2026-10-01')).toBe('1 October 2026, Thursday, holiday, National Day');
    expect(await told(page, '2026-10-10')).toMatch(/^10 October 2026, Saturday, make-up working day/);
    expect(await told(page, '2026-10-15')).toBe('15 October 2026, Thursday, worked');
    await day(page, '2026-10-15').click();
    await expect.poll(() => told(page, '2026-10-15')).toBe('15 October 2026, Thursday, holiday');
    await page.getByLabel('Name in English').fill('Founding day');
    await expect.poll(() => told(page, '2026-10-15')).toBe('15 October 2026, Thursday, holiday, Founding day');
    await page.locator('.sentences').getByText('Founding day').waitFor();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.click();
    await undo.click();
    await expect.poll(() => told(page, '2026-10-15')).toBe('15 October 2026, Thursday, worked');
    const monday = page.getByLabel('Monday', { exact: true });
    await monday.fill('9 to 5');
    await page.getByText('Write windows such as 09:00-12:00, 13:30-17:30.').waitFor();
    await monday.fill('9:00–17:00');
    await expect.poll(() => page.locator('.sentence').innerText()).toMatch(/Monday 09:00–17:00/);
    await page.context().close();
  });

  it('lead through the year by keys alone, in Chinese', async () => {
    const page = await open('/definitions/calendar/cn-retail', 'zh-CN');
    await page.getByRole('combobox', { name: '年份' }).selectOption('2026');
    await day(page, '2026-01-01').focus();
    const steps = [
      ['PageDown', '2026-02-01'],
      ['ArrowDown', '2026-02-08'],
      ['Home', '2026-02-02'],
      ['End', '2026-02-08'],
      ['ArrowUp', '2026-02-01'],
    ] as const;
    for (const [key, on] of steps) {
      await page.keyboard.press(key);
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-day'))).toBe(on);
    }
    expect(await told(page, '2026-02-01')).toBe('2026年2月1日，周日，休息日');
    await page.keyboard.press('Space');
    await expect.poll(() => told(page, '2026-02-01')).toBe('2026年2月1日，周日，调休上班日');
    await page.keyboard.press('Space');
    await expect.poll(() => told(page, '2026-02-01')).toBe('2026年2月1日，周日，休息日');
    await page.context().close();
  });

  it('are begun over what they stand on: a queue over a workflow and a calendar, with its ladder in words', async () => {
    const page = await open('/new?kind=queue', 'en');
    await page.getByLabel('The workflow that its requests live by').selectOption('workflow/complaint');
    await page.getByLabel('The calendar by which its time is reckoned').selectOption('calendar/cn-retail');
    await page.getByLabel('Title in English').fill('Second desk');
    await page.getByRole('button', { name: /^Begin the draft/ }).click();
    await page.getByRole('heading', { name: 'Second desk', level: 1 }).waitFor();
    await page.locator('.visual').getByText('When “Resolution” is due').waitFor();
    await page.locator('.visual').getByText('Closed', { exact: false }).first().waitFor();
    await page.context().close();
  });

  it.each([
    ['en', '/definitions/workflow/complaint', 'after 2 working hours', /after unclaimed/],
    ['zh-CN', '/definitions/workflow/complaint', '满 2 个工作小时', /满 unclaimed/],
    ['en', '/definitions/roster/hangzhou-desk', '“agent” of “hangzhou”', / · hangzhou/],
    ['zh-CN', '/definitions/request-type/complaint', /电话/, /phone/],
    [
      'en',
      '/definitions/template/complaint-at-risk',
      /^CMP-2026-17 .Cards.: “Resolution” is due on 19 November 2026/,
      /cannot be read/,
    ],
  ] as const)('say in %s on %s what they mean: %s', async (locale, path, says, never) => {
    const page = await open(path, locale);
    const view = page.locator('.visual, main').first();
    await view.getByText(says).first().waitFor();
    expect(await page.locator('main .ledger').first().innerText()).not.toMatch(never);
    await page.context().close();
  });
});
