import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('bins from data', reason);

const LOYALTY = '/definitions/scorecard/loyalty';

describe.runIf(reason === null)('bins from data', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 1500 })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const places = (page: Page) =>
    page
      .getByRole('article')
      .first()
      .getByRole('slider')
      .evaluateAll((thumbs) => thumbs.map((thumb) => thumb.getAttribute('aria-valuenow')));

  it.each([
    {
      locale: 'en',
      open: 'Bin from data',
      outcome: 'What happened',
      payroll: /[Pp]ayroll|[Ss]alary/,
      propose: 'Propose bins',
      proposed: /Bins proposed$/,
      counted: /^1,\d{3} customers with an outcome|^\d+ customers with an outcome/,
      value: /Information value \d\.\d+ → \d\.\d+/,
      take: 'Take these bins',
    },
    {
      locale: 'zh-CN',
      open: '由数据分箱',
      outcome: '发生的结果',
      payroll: /代发|工资/,
      propose: '建议分箱',
      proposed: /建议分箱$/,
      counted: /^有结果的客户 [\d,]+ 位/,
      value: /信息值 \d\.\d+ → \d\.\d+/,
      take: '采用这些分箱',
    },
  ])('in $locale are proposed beside those of today by keys alone, and taken over by one step', async (one) => {
    const { page, faults } = await visit(browser, studio.url + LOYALTY, { locale: one.locale });
    const article = page.getByRole('article').first();
    const summary = article.getByText(one.open, { exact: true });
    await summary.waitFor();
    const before = await places(page);
    expect(before.length).toBeGreaterThan(1);
    await summary.focus();
    await page.keyboard.press('Enter');
    const outcome = article.getByLabel(one.outcome);
    await expect.poll(() => outcome.locator('option').count()).toBeGreaterThan(5);
    const options = await outcome.locator('option').allInnerTexts();
    const label = options.find((text) => one.payroll.test(text));
    if (label === undefined) throw new Error(`no payroll among ${options.join(', ')}`);
    await outcome.selectOption({ label });
    await article.getByRole('button', { name: one.propose }).focus();
    await page.keyboard.press('Enter');
    const proposed = article.getByRole('table', { name: one.proposed });
    await proposed.waitFor();
    const found = article.locator('.bins-found');
    expect(await found.innerText()).toMatch(one.counted);
    expect(await found.innerText()).toMatch(one.value);
    const rows = await proposed.locator('tbody tr').count();
    expect(rows).toBeGreaterThan(2);
    await expectAccessible(page);
    await article.getByRole('button', { name: one.take }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => places(page)).not.toEqual(before);
    // The bin of those whose value is not known is no interval.
    expect((await places(page)).length).toBe(rows - 2);
    await page.locator('.visual h2').first().click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => places(page)).toEqual(before);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('are proposed from a file that is brought in place of the population', async () => {
    const { page, faults } = await visit(browser, studio.url + LOYALTY, {});
    const article = page.getByRole('article').first();
    await article.getByText('Bin from data', { exact: true }).click();
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${(i * 53) % 200},${(i * 17) % 200 < (i * 53) % 200 ? 'stayed' : 'left'}`,
    );
    await article.getByLabel('Rows from a file (CSV), in place of the population').setInputFiles({
      name: 'past.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`tenureMonths,outcome\n${rows.join('\n')}\n`),
    });
    await article.getByLabel('What happened').selectOption({ label: 'outcome: left' });
    await article.getByRole('button', { name: 'Propose bins' }).click();
    await expect
      .poll(() => article.locator('.bins-found').innerText())
      .toContain('400 of 400 rows of the file have an outcome');
    expect(await article.locator('.bins-found').innerText()).toContain('The rate falls with the figure.');
    await expectAccessible(page);
    await article.getByRole('button', { name: 'Use the population again' }).click();
    await expect.poll(() => article.getByLabel('What happened').locator('option').count()).toBeGreaterThan(5);
    await article.getByLabel('Rows from a file (CSV), in place of the population').setInputFiles({
      name: 'none.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b\n1,2\n'),
    });
    await expect.poll(() => article.getByRole('alert').innerText()).toContain('none of its columns');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('of bands move their cuts, and say where the rules leave none', async () => {
    const { page, faults } = await visit(browser, studio.url + LOYALTY, {});
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Bands' }) });
    await section.getByText('Bin from data', { exact: true }).first().click();
    const bands = section.getByRole('form', { name: 'Bin from data: Bands' });
    await expect.poll(() => bands.locator('option').count()).toBeGreaterThan(5);
    const label = (await bands.getByLabel('What happened').locator('option').allInnerTexts()).find((text) =>
      /[Pp]ayroll|[Ss]alary/.test(text),
    );
    await bands.getByLabel('What happened').selectOption({ label: label ?? '' });
    await bands.getByLabel('Its rate').selectOption({ label: 'goes as it comes' });
    await bands.getByRole('button', { name: 'Propose bins' }).click();
    await section.getByRole('table', { name: 'Bands: Bins proposed' }).waitFor();
    const cuts = () =>
      section.getByRole('slider').evaluateAll((thumbs) => thumbs.map((thumb) => thumb.getAttribute('aria-valuenow')));
    const before = await cuts();
    await section.getByRole('button', { name: 'Take these bins' }).click();
    await expect.poll(cuts).not.toEqual(before);
    expect(await cuts()).toHaveLength(before.length);
    await bands.getByLabel('Least share of a bin in %').fill('50');
    await bands.getByLabel('Its rate').selectOption({ label: 'falls with the figure' });
    await bands.getByRole('button', { name: 'Propose bins' }).click();
    await expect
      .poll(() => section.locator('.bins-found').innerText())
      .toMatch(/No two bins|Only \d bands|Bins proposed/);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
