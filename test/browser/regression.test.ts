import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { churnFile, churnRows, plainAuc, plainFit, probability } from '../server/support/churn-rows.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('writing regressions', reason);

const CHURN = 'regression/churn';
const rows = churnRows(600);

describe.runIf(reason === null)('writing regressions', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  interface Draft {
    readonly intercept: number;
    readonly link: string;
    readonly terms: readonly { readonly fact: string; readonly coefficient?: number; readonly ifMissing?: unknown }[];
  }
  const draft = (page: Page) =>
    page.evaluate((id) => {
      const kept = localStorage.getItem(`guiju.draft..${id}`);
      return kept === null ? null : (JSON.parse((JSON.parse(kept) as { text: string }).text) as Draft);
    }, CHURN);
  const file = { name: 'churn.csv', mimeType: 'text/csv', buffer: Buffer.from(churnFile(rows)) };

  it('by pointer: what each term adds on what is tried, and a fit beside today’s figures that is taken in one step', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${CHURN}`);
    const table = page.getByRole('table', { name: 'Terms', exact: true });
    // The worked example: −2 + 0.8 × 1.5 − 0.03 × 20 + 1.2 × 1 = −0.2; e^0.8 = 2.22554.
    const outflow = table.getByRole('row', { name: /^Outflow/ });
    await outflow.getByRole('cell', { name: '2.22554' }).waitFor();
    await outflow.getByRole('cell', { name: '+1.2' }).waitFor();
    await table
      .getByRole('row', { name: /^Sum of the terms/ })
      .getByRole('cell', { name: '-0.2' })
      .waitFor();
    await outflow.getByLabel(/^Coefficient of/).fill('1');
    await expect.poll(async () => (await draft(page))?.terms[0]?.coefficient).toBe(1);
    await outflow.getByRole('cell', { name: '+1.5' }).waitFor();
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByLabel('Outcome: a column, or column=value').fill('left=yes');
    await page.getByRole('button', { name: 'Fit', exact: true }).click();
    const expected = plainFit(rows);
    const fitted = page.getByRole('table', { name: 'Coefficients as they are and as they are fitted' });
    await fitted.waitFor({ timeout: 60_000 });
    const auc = plainAuc(
      rows.map((row) => probability(expected, row)),
      rows,
    );
    await page
      .getByText(`AUC ${auc.toFixed(4)}`)
      .first()
      .waitFor();
    await page.getByRole('table', { name: 'With the fitted figures: groups by score' }).waitFor();
    await page.getByRole('img', { name: 'With the figures as they are: share of events by group' }).waitFor();
    const before = await draft(page);
    await page.getByRole('button', { name: 'Take the fitted figures' }).click();
    await expect.poll(async () => (await draft(page))?.intercept).toBeCloseTo(expected[0] ?? Number.NaN, 6);
    expect((await draft(page))?.terms[1]?.coefficient).toBeCloseTo(expected[2] ?? Number.NaN, 6);
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => draft(page)).toEqual(before);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('in Chinese by keyboard alone: a term is added and taken out, what is unknown is answered, what cannot be fitted is said', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${CHURN}`, { locale: 'zh-CN' });
    const table = page.getByRole('table', { name: '各项', exact: true });
    await table.waitFor();
    const focused = (of: string) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, of);
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 300 && !(await focused(selector)); i += 1) await page.keyboard.press('Tab');
      expect(await focused(selector)).toBe(true);
    };
    await tabTo('[data-at="/terms/2/ifMissing"]');
    await page.keyboard.press('Home');
    await expect.poll(async () => (await draft(page))?.terms[2]?.ifMissing ?? null).toBeNull();
    await tabTo('select[aria-label="新增项的字段"]');
    const chosen = page.getByRole('combobox', { name: '新增项的字段' });
    await expect.poll(() => chosen.getByRole('option').count()).toBeGreaterThan(1);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen.inputValue()).not.toBe('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await draft(page))?.terms.length).toBe(4);
    await tabTo('tr[data-at="/terms/3"] button');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await draft(page))?.terms.length).toBe(3);
    await page.getByLabel('文件', { exact: true }).setInputFiles({ ...file, buffer: Buffer.from('a,b\n1,2\n') });
    await page.getByLabel('结果列，如 y 或 y=yes').fill('left=yes');
    await page.keyboard.press('Enter');
    await page.locator('.fit .error').first().waitFor({ timeout: 60_000 });
    expect(await page.locator('.fit .error').first().innerText()).toMatch(/\p{Script=Han}/u);
    await expectAccessible(page);
    // What the server refused the browser notes by itself.
    expect(faults.filter((fault) => !/422/.test(fault))).toEqual([]);
    await page.context().close();
  });
});
