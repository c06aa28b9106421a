import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, expectAccessible, signInAs, unprovoked } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the first steps of a bank', reason);

describe.runIf(reason === null)('the first steps of a bank', { timeout: 300_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  it.each([
    {
      locale: 'en',
      handOf: byPointer,
      who: '方编',
      title: 'First steps: 2 of 4 done',
      step: 'Change a bound',
      gone: 'Do not show this again',
    },
    {
      locale: 'zh-CN',
      handOf: byKeyboard,
      who: '沈核',
      title: '开始使用：已完成 2/4 步',
      step: '修改一个分界',
      gone: '不再显示',
    },
  ])('are shown in $locale until they are done or sent away, each with its way', async (one) => {
    const { page, faults } = await visit(browser, studio.url, { locale: one.locale });
    page.setDefaultTimeout(90_000);
    expect(await page.locator('.guide').count()).toBe(0);
    await signInAs(page, studio.url, one.who);
    await page.goto(studio.url);
    await page.getByRole('heading', { name: one.title }).waitFor();
    expect(await page.locator('.guide .tag').count()).toBe(2);
    const ways = await page
      .locator('.guide ol a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(ways).toEqual([
      '/settings/people',
      '/settings/data',
      '/definitions/segmentation/customer-class',
      '/changes',
    ]);
    await expectAccessible(page);
    const hand = one.handOf(page);
    await hand.press(one.step);
    await page.waitForURL(/customer-class/);
    await page.goBack();
    await page.getByRole('heading', { name: one.title }).waitFor();
    await hand.press(one.gone);
    await page.locator('.guide').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('li.row').first().waitFor();
    expect(await page.locator('.guide').count()).toBe(0);
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });
});
