import type { Browser, Locator, Page } from 'playwright-core';
import { startStudio, visit } from '../browser/studio.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Findings, measured, type Suite } from './report.ts';

const SEGMENTATION = '/definitions/segmentation/customer-class';
const SCORECARD = '/definitions/scorecard/loyalty';

/**
 * The editors in a real Chromium, by its own clock: first paint of the list without a cache; a click on a definition until its editor is
 * drawn; a key on a cut until the frame whose counts, words or tried result follow, and one on a weight until the frame whose counts follow, over as many sample customers as asked. The first
 * round warms up. Arguments: rounds (3), keys a round (20), sample customers (50000).
 */
export const suite: Suite = async ([count = '3', keys = '20', customers = '50000']) => {
  const [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: Number(customers) })]);
  const samples = new Map<string, number[]>();
  try {
    for (let round = 0; round <= Number(count); round++) {
      const found = await once(browser, studio.url, Number(keys));
      if (round === 0) continue;
      for (const [name, values] of Object.entries(found)) samples.set(name, [...(samples.get(name) ?? []), ...values]);
    }
  } finally {
    await browser.close();
    await studio.stop();
  }
  const results = [...samples].map(([name, values]) => measured(name, 'ms', values));
  return { versions: {}, results, ratios: [] } satisfies Findings;
};

async function once(browser: Browser, url: string, keys: number): Promise<Record<string, readonly number[]>> {
  const { page } = await visit(browser, 'about:blank');
  const paint = await firstPaint(page, url);
  const [segmentation, scorecard] = [await opening(page, url, SEGMENTATION), await opening(page, url, SCORECARD)];
  await page.goto(url + SEGMENTATION);
  await page.locator('.population-bars').first().waitFor({ timeout: 120_000 });
  await page.waitForLoadState('networkidle');
  const followed = async (name: string, selector: string) => {
    const times = await keyTimes(page.getByRole('slider').last(), selector, keys);
    return { [name]: times, [`${name}, p95 of a round`]: [p95(times)] };
  };
  const found = {
    'first paint, nothing cached': [paint],
    'editor of a segmentation opens': [segmentation],
    'editor of a scorecard opens': [scorecard],
    ...(await followed('key on a cut to counts', '.moves-line')),
    ...(await followed('key on a cut to words', '.sentence')),
    ...(await reweighed(page, keys)),
  };
  await page.context().close();
  return found;
}

/** The same of the weight of a score: every composite is reckoned anew. */
async function reweighed(page: Page, keys: number): Promise<Record<string, readonly number[]>> {
  const name = 'key on a weight to counts';
  const times = await keyTimes(page.getByLabel(/: Weight$/).first(), '.moves-line', keys, ['ArrowUp', 'ArrowDown']);
  return { [name]: times, [`${name}, p95 of a round`]: [p95(times)] };
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;

/** Milliseconds until something of the list is painted, as the browser itself notes it. */
async function firstPaint(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'networkidle' });
  return await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
}

/** Milliseconds from a click on a definition in the list to the frame that has its ruler. */
async function opening(page: Page, url: string, path: string): Promise<number> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator(`a[href="${path}"]`).first().waitFor();
  return await page.evaluate(
    (href) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const look = () => {
          if (document.querySelector('.cut-scale') === null) requestAnimationFrame(look);
          else setTimeout(() => resolve(performance.now() - start));
        };
        document.querySelector<HTMLElement>(`a[href="${href}"]`)?.click();
        requestAnimationFrame(look);
      }),
    path,
  );
}

/** Milliseconds from each of many keys on a control to the frame in which what is selected says something else. */
async function keyTimes(
  control: Locator,
  selector: string,
  keys: number,
  [there, back]: readonly [string, string] = ['ArrowLeft', 'ArrowRight'],
): Promise<readonly number[]> {
  await control.focus();
  const times: number[] = [];
  for (let i = 0; i < keys; i++) {
    // Five steps one way, then five back: each is another count.
    const key = i % 10 < 5 ? there : back;
    times.push(
      await control.evaluate(
        (own: HTMLElement, [pressed, of]) =>
          new Promise<number>((resolve, reject) => {
            const shown = () => document.querySelector(of)?.textContent ?? '';
            const before = shown();
            const late = setTimeout(() => reject(new Error(`nothing new in ${of}`)), 10_000);
            const observer = new MutationObserver(() => {
              if (shown() === before) return;
              observer.disconnect();
              clearTimeout(late);
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
            });
            observer.observe(document.body, { subtree: true, childList: true, characterData: true });
            const start = performance.now();
            own.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
          }),
        [key, selector] as const,
      ),
    );
    await control.page().waitForTimeout(30);
  }
  return times;
}
