import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './changes.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the studio for every reader', reason);

/** A page, and what stands on it once it is drawn. The last few differ in little but their tables: one look at them is enough. */
const pages = [
  ['/', 'li.row'],
  ['/population', '.chart'],
  ['/definitions/segmentation/customer-class/uses', '.use-graph'],
  ['/definitions/calendar/cn-retail', '.year'],
  ['/definitions/queue/complaint-centre', '.ladder-clock'],
  ['/definitions/segmentation/customer-class', '.sentences'],
  ['/definitions/scorecard/loyalty?tab=problems', '.findings'],
  ['/definitions/segmentation/customer-class?tab=try', '.cases .mark-good'],
  ['/definitions/matching/product-match?tab=try', '.cases .mark-good'],
  ['/definitions/criteria/growth-potential?tab=json', '.cm-content'],
  ['/definitions/decision-table/service-parameters', '.rules-editor'],
  ['/definitions/segmentation/selection-matrix', '.grid'],
  ['/definitions/entity/account', '.ledger'],
  ['/definitions/formula/contribution', '.lines'],
  ['/definitions/regression/churn', '.ledger'],
  ['/definitions/reference/ftp', '.ledger'],
] as const;

describe.runIf(reason === null)('the studio for every reader', () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const looks = [
    { title: 'English, light, 1280 wide', locale: 'en', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
    { title: 'Chinese, dark, on a phone', locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  ] as const;
  describe.each(looks)('$title', ({ locale, colorScheme, viewport }) => {
    it.each(colorScheme === 'light' ? pages : pages.slice(0, 11))(
      'axe finds nothing on %s, and it needs no sideways scrolling',
      async (path, drawn) => {
        const { page, faults } = await visit(browser, studio.url + path, { locale, colorScheme, viewport });
        await page.locator(drawn).first().waitFor();
        await expectAccessible(page);
        expect(faults).toEqual([]);
        await page.context().close();
      },
    );
  });
});
