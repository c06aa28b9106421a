import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';

const reason = whyNoBrowser();
if (reason !== null) describeSkipped('the browser of the tests', reason);

describe.runIf(reason === null)('the browser of the tests', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('draws different Chinese characters differently', async () => {
    const page = await browser.newPage();
    const draw = async (text: string): Promise<string> => {
      await page.setContent(`<p style="font: 40px sans-serif; width: 60px">${text}</p>`);
      return (await page.locator('p').screenshot()).toString('base64');
    };
    expect(await draw('规')).not.toBe(await draw('矩'));
    expect(await draw('规')).toBe(await draw('规'));
  });
});
