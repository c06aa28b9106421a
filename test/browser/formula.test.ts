import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('writing formulas', reason);

const CONTRIBUTION = 'formula/contribution';

describe.runIf(reason === null)('writing formulas', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  interface Line {
    readonly name: string;
    readonly text: string;
    readonly uses?: Readonly<Record<string, string>>;
  }
  /** The lines as the draft of this browser has them; null where there is no draft. */
  const lines = (page: Page, of = CONTRIBUTION) =>
    page.evaluate((id) => {
      const kept = localStorage.getItem(`guiju.draft..${id}`);
      const text = kept === null ? null : (JSON.parse(kept) as { text: string }).text;
      return text === null ? null : (JSON.parse(text) as { lines: readonly Line[] }).lines;
    }, of);
  const text = async (page: Page, name: string) =>
    (await lines(page))?.find((line) => line.name === name)?.text ?? null;
  const option = (page: Page, name: string | RegExp) =>
    page.locator('.cm-tooltip-autocomplete [role=option]', { hasText: name });

  it('by pointer: completion by title, faults where they stand, worked steps, results of others with their use', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${CONTRIBUTION}`);
    const field = page.getByLabel('Formula of Contribution', { exact: true });
    const row = page.locator('li[data-at="/lines/8"]');
    await field.click();
    await page.keyboard.press('End');
    // What the caret stands in, and what it came to on the first case.
    await row.getByText('fee line · number · 2 decimals · CNY · = CNY 1,800').waitFor();
    await page.keyboard.type(' - Direct cost of fee b');
    await option(page, 'Direct cost of fee business').first().click();
    await expect.poll(() => text(page, 'amount')).toBe('depositLine + loanLine + feeLine - feeCost');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(' + wages');
    await row.locator('.cm-lintRange-error', { hasText: 'wages' }).waitFor();
    await row
      .getByText(/there is no field or result wages/)
      .first()
      .waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => text(page, 'amount')).not.toContain('wages');
    await page.keyboard.press('Escape');
    await row.getByText('Worked steps on what is tried').click();
    const steps = page.getByRole('table', { name: 'Worked steps of Contribution' });
    await steps.getByRole('row', { name: /^deposit line \+ loan line depositLine \+ loanLine CNY 9,100$/ }).waitFor();
    await field.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' + Loyalty sc');
    await option(page, 'Loyalty score').first().click();
    await expect
      .poll(async () => (await lines(page))?.find(({ name }) => name === 'amount')?.uses)
      .toEqual({ loyaltyScore: 'scorecard/loyalty#score' });
    await page.getByRole('button', { name: 'Read loyaltyScore no more' }).waitFor();
    await page.getByLabel('Name of Fee line').fill('fees');
    await page.keyboard.press('Enter');
    await expect.poll(() => text(page, 'amount')).toContain('loanLine + fees');
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('field 23, 25: in Chinese by keyboard alone: composed and by pinyin, values of a field, lines added and taken out', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${CONTRIBUTION}`, { locale: 'zh-CN' });
    await page.locator('.feel-field .cm-content').first().waitFor();
    const focused = (of: string) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, of);
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 300 && !(await focused(selector)); i += 1) await page.keyboard.press('Tab');
      expect(await focused(selector)).toBe(true);
    };
    await tabTo('[data-at="/lines/3/text"]');
    await page.keyboard.press('Control+End');
    const before = await text(page, 'lossGrade');
    expect(before).toBeNull();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('if ');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'nian ling', selectionStart: 9, selectionEnd: 9 });
    await session.send('Input.imeSetComposition', { text: '年龄', selectionStart: 2, selectionEnd: 2 });
    await session.send('Input.insertText', { text: '年龄' });
    await option(page, '年龄').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => text(page, 'lossGrade')).toBe('if age');
    await page.keyboard.type(' > 30 then khxydj');
    await option(page, '客户信用等级').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' else "');
    await page.keyboard.type('BB"');
    await expect.poll(() => text(page, 'lossGrade')).toBe('if age > 30 then creditGrade else "BB"');
    await expect.poll(() => page.locator('.strip').innerText()).toContain('没有问题');
    await tabTo('li[data-at="/lines/3"] .line-actions button:nth-of-type(3)');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await lines(page))?.length).toBe(11);
    await tabTo('li[data-at="/lines/4"] .line-actions button:nth-of-type(4)');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await lines(page))?.length).toBe(10);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('inputs of its own are added, named anew wherever they are read, and bounded', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/formula/instalment`);
    const name = page.getByLabel('Name of the input Principal').first();
    await name.waitFor();
    const was = await name.inputValue();
    await page.waitForFunction(() => document.querySelector('.line-told')?.textContent !== '');
    await name.fill('borrowed');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () =>
        (await lines(page, 'formula/instalment'))?.some((line) => new RegExp(`\\b${was}\\b`).test(line.text)),
      )
      .toBe(false);
    await expect.poll(() => page.locator('.strip').innerText()).not.toMatch(/error/);
    await page.getByRole('button', { name: 'Add an input' }).click();
    await page.getByLabel('Name of the input input1').waitFor();
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
