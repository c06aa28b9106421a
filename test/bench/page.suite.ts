import type { Browser, Page } from 'playwright-core';
import { startStudio, visit } from '../browser/studio.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Findings, measured, type Suite } from './report.ts';

const TRY = '/definitions/segmentation/customer-class';
const AMOUNT = 'Average assets under management (CNY)';

/**
 * The page in a real Chromium, by its own clock: an edit in *Try* until the frame that shows its result, the first frame of *Try* after
 * a click on its tab (a first time, when its scripts arrive, and again), and the bytes of the shell as they were sent. The first
 * round warms up. Arguments: rounds (5), edits a round (40).
 */
export const suite: Suite = async ([count = '5', edits = '40']) => {
  const [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  const samples = new Map<string, number[]>();
  const add = (name: string, values: readonly number[]) => samples.set(name, [...(samples.get(name) ?? []), ...values]);
  try {
    for (let round = 0; round <= Number(count); round++) {
      const found = await once(browser, studio.url, Number(edits));
      if (round > 0) for (const [name, values] of Object.entries(found)) add(name, values);
    }
  } finally {
    await browser.close();
    await studio.stop();
  }
  const results = [...samples].map(([name, values]) => measured(name, name === 'shell, sent' ? 'kB' : 'ms', values));
  return { versions: {}, results, ratios: [] } satisfies Findings;
};

async function once(browser: Browser, url: string, edits: number): Promise<Record<string, readonly number[]>> {
  const { page } = await visit(browser, 'about:blank');
  const shell = await sentFor(page, url);
  await page.goto(url + TRY);
  await page.locator('.sentences').waitFor();
  await page.waitForLoadState('networkidle');
  const first = await frameOfTry(page);
  await page.waitForLoadState('networkidle');
  const times = await editTimes(page, edits);
  await page.getByRole('tab', { name: 'In words' }).click();
  const again = await frameOfTry(page);
  await page.context().close();
  return {
    'shell, sent': [shell / 1000],
    'Try, first frame, the first time': [first],
    'Try, first frame, again': [again],
    'edit to result': times,
    'edit to result, p95 of a round': [
      times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN,
    ],
  };
}

/** The bytes of a page and its scripts and styles, as they go over the wire. */
async function sentFor(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map<string, string>();
  let sum = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!urls.get(requestId)?.includes('/api/')) sum += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await session.send('Network.setCacheDisabled', { cacheDisabled: false });
  await session.detach();
  return sum;
}

/** Milliseconds from a click on *Try* to the frame that shows a result. */
async function frameOfTry(page: Page): Promise<number> {
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const look = () => {
          if (document.querySelector('.try .value .class b') === null) requestAnimationFrame(look);
          else setTimeout(() => resolve(performance.now() - start));
        };
        document.querySelector<HTMLElement>('[data-tab="try"]')?.click();
        requestAnimationFrame(look);
      }),
  );
}

/** Milliseconds from each of many edits to the frame that shows its result. Each is another figure, so that nothing is remembered. */
async function editTimes(page: Page, edits: number): Promise<readonly number[]> {
  const field = page.getByLabel(AMOUNT);
  const times: number[] = [];
  for (let i = 0; i < edits; i++) {
    times.push(
      await field.evaluate(
        (input: HTMLInputElement, figure) => {
          const value = document.querySelector('.try');
          const shown = () => document.querySelector('.result')?.textContent ?? '';
          const before = shown();
          return new Promise<number>((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`no new result for ${figure}`)), 10_000);
            const observer = new MutationObserver(() => {
              if (shown() === before) return;
              observer.disconnect();
              clearTimeout(late);
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
            });
            if (value !== null) observer.observe(value, { subtree: true, childList: true, characterData: true });
            const start = performance.now();
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, figure);
            input.dispatchEvent(new Event('input', { bubbles: true }));
          });
        },
        String(i % 2 === 0 ? 1_000 + i : 5_000_000 + i),
      ),
    );
  }
  return times;
}
