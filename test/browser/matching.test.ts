import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('writing matchings', reason);

const WEALTH = 'matching/wealth-match';

describe.runIf(reason === null)('writing matchings', { timeout: 180_000 }, () => {
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
    readonly grid: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly eligible?: { readonly all: readonly { readonly fact?: string; readonly value?: unknown }[] };
    readonly rank?: { readonly text: string };
  }
  const draft = (page: Page) =>
    page.evaluate((id) => {
      const kept = localStorage.getItem(`guiju.draft..${id}`);
      return kept === null ? null : (JSON.parse((JSON.parse(kept) as { text: string }).text) as Draft);
    }, WEALTH);

  it('by pointer: cells, a whole row, conditions of two subjects with a field against a field, and the order', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${WEALTH}`);
    const cell = page.locator('select[data-at="/grid/c1/r2"]');
    await cell.selectOption('refer');
    await expect.poll(async () => (await draft(page))?.grid['c1']?.['r2']).toBe('refer');
    await page.locator('tr[data-at="/grid/c2"] select.all-of').selectOption('offer');
    await expect.poll(async () => Object.values((await draft(page))?.grid['c2'] ?? {})).toEqual(Array(5).fill('offer'));
    await expect.poll(() => page.locator('.sentence').innerText()).not.toBe('');
    // A field of the customer against a field of the product, and against a value.
    const row = page.locator('[data-at="/eligible/all/2"]');
    await row.getByLabel(/^The field .* is compared with$/).waitFor();
    await row.getByRole('button', { name: 'with a value' }).click();
    await row.getByText('No value yet').waitFor();
    await row.getByRole('button', { name: /^Compare .* with another field$/ }).click();
    await expect
      .poll(async () => (await draft(page))?.eligible?.all[2]?.value)
      .toEqual({ fact: expect.stringMatching(/^(customer|product)\./) });
    const order = page.getByLabel('Formula of the order, highest first');
    await order.click();
    await page.keyboard.press('Control+End');
    // What may be written is known once the text is told.
    await page.locator('.line-told').waitFor();
    await page.keyboard.type(' + product.');
    await page.locator('.cm-tooltip-autocomplete [role=option]').first().click();
    await expect.poll(async () => (await draft(page))?.rank?.text).toMatch(/ \+ product\.\p{L}+$/u);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('in Chinese by keyboard alone: a cell is chosen and taken back, the order is taken out', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${WEALTH}`, { locale: 'zh-CN' });
    await page.locator('select[data-at="/grid/c1/r1"]').waitFor();
    const focused = (of: string) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, of);
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 300 && !(await focused(selector)); i += 1) await page.keyboard.press('Tab');
      expect(await focused(selector)).toBe(true);
    };
    await tabTo('select[data-at="/grid/c1/r1"]');
    await page.keyboard.press('End');
    await expect.poll(async () => (await draft(page))?.grid['c1']?.['r1']).toBe('refuse');
    await page.keyboard.press('Home');
    await expect.poll(async () => (await draft(page))?.grid['c1']?.['r1'] ?? 'offer').toBe('offer');
    await page.getByLabel('另定排序').focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => Object.hasOwn((await draft(page)) ?? { rank: 1 }, 'rank')).toBe(false);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
