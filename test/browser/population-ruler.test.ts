import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('a ruler over the population', reason);

const CLASS = '/definitions/segmentation/customer-class';
const LOYALTY = '/definitions/scorecard/loyalty';
const CUSTOMERS = 400;

interface Customer {
  readonly score: number;
  readonly from: string | null;
  readonly isByFigures: boolean;
}

describe.runIf(reason === null)('a ruler over the population', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  let customers: readonly Customer[];
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: CUSTOMERS })]);
    customers = await sampled();
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = (path: string, options: BrowserContextOptions = {}) => visit(browser, studio.url + path, options);

  /** The customers as the server tells them, read by a plain loop. */
  async function sampled(): Promise<readonly Customer[]> {
    const reply = await fetch(`${studio.url}/api/v1${CLASS}/sample`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: studio.url },
      body: '{}',
    });
    const body = (await reply.json()) as {
      classes: { names: string[]; of: string };
      standing: string;
      standings: string[];
      figures: { pointer: string; decimals: number; type: string; values: string }[];
    };
    const [figure] = body.figures.filter(({ pointer }) => pointer === '/classes');
    if (figure?.type !== 'int32') throw new Error('no figures');
    const [scores, classes, standing] = [figure.values, body.classes.of, body.standing].map((text) =>
      Buffer.from(text, 'base64'),
    );
    return Array.from({ length: standing?.length ?? 0 }, (_, i) => ({
      score: (scores?.readInt32LE(4 * i) ?? 0) / 10 ** figure.decimals,
      from: body.classes.names[classes?.readInt16LE(2 * i) ?? -1] ?? null,
      isByFigures: body.standings[standing?.[i] ?? -1] === 'figures',
    }));
  }

  /** How many are Gold, and how many came up to it, where Gold begins at a score. */
  function gold(cut: number) {
    const own = customers.filter(({ isByFigures, score, from }) => (isByFigures ? score >= cut : from === 'gold'));
    return { count: own.length, up: own.filter(({ from }) => from !== 'gold').length };
  }

  const line = (page: Page) => page.locator('.moves-line').first().innerText();
  const cells = (page: Page, row: RegExp) =>
    page.getByRole('row', { name: row }).first().getByRole('cell').allInnerTexts();

  it.each([
    {
      locale: 'en',
      name: 'Gold begins at',
      row: /^Gold/,
      moved: (n: number) => `${n} up from Quality, 0 down`,
      spoken: (at: number, n: number, more: number) => `${at}, Gold ${n}, ${more} more`,
      of: /of all 400 customers as of \d+ \w+ \d{4}/,
      nobody: 'Nobody moves',
    },
    {
      locale: 'zh-CN',
      name: '黄金客户 的起点',
      row: /^黄金客户/,
      moved: (n: number) => `${n} 位由优质客户上升，0 位下降`,
      spoken: (at: number, n: number, more: number) => `${at}, 黄金客户 ${n}, 多 ${more} 位`,
      of: /全部 400 位客户，截至 \d{4}年\d+月\d+日/,
      nobody: '没有客户变动',
    },
  ])(
    'in $locale counts and moves follow the hand and the keys',
    async ({ locale, name, row, moved, spoken, of, nobody }) => {
      const { page, faults } = await open(CLASS, { locale });
      const thumb = page.getByRole('slider', { name });
      await thumb.waitFor();
      await expect.poll(() => line(page)).toContain(nobody);
      expect(await line(page)).toMatch(of);
      expect((await cells(page, row)).join('|')).toContain(`|${gold(90).count}|`);
      const [box, scale] = [await thumb.boundingBox(), await page.locator('.cut-scale').first().boundingBox()];
      if (box === null || scale === null) throw new Error('no ruler');
      const x = (figure: number) => scale.x + (scale.width * figure) / 100;
      await page.mouse.move(box.x + box.width / 2, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(x(85), box.y + 20, { steps: 8 });
      // While it is held already.
      await expect.poll(() => line(page)).toContain(moved(gold(85).up));
      await page.mouse.up();
      expect(gold(85).up).toBeGreaterThan(0);
      await expect
        .poll(() => thumb.getAttribute('aria-valuetext'))
        .toBe(spoken(85, gold(85).count, gold(85).count - gold(90).count));
      await expect.poll(() => page.locator('.strip-moves').innerText()).toContain(moved(gold(85).up));
      await thumb.focus();
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => line(page)).toContain(moved(gold(84).up));
      await expect.poll(async () => (await cells(page, row)).join('|')).toContain(`|${gold(84).count}|`);
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      await expect.poll(() => line(page)).toContain(nobody);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it.each([
    ['en', 'Set so that', 'is', /^Gold (\d+), ([\d.]+)% of all$/, 'Gold begins at'],
    ['zh-CN', '设定，使', '占', /^黄金客户 (\d+) 位，占 ([\d.]+)%$/, '黄金客户 的起点'],
  ])(
    'in %s a share is asked for by keyboard, and the cut that gives it is one step',
    async (locale, which, is, said, name) => {
      const { page, faults } = await open(CLASS, { locale });
      const thumb = page.getByRole('slider', { name });
      const goal = page.locator('.goal').first();
      await goal.getByLabel(which).focus();
      await page.keyboard.press('Tab');
      await expect
        .poll(() => goal.getByLabel(is, { exact: true }).evaluate((own) => own === document.activeElement))
        .toBe(true);
      await page.keyboard.type('2');
      await expect.poll(() => goal.getByRole('button').isEnabled()).toBe(true);
      await page.keyboard.press('Enter');
      await expect.poll(() => goal.getByRole('status').innerText()).toMatch(said);
      const cut = Number(await thumb.getAttribute('aria-valuenow'));
      expect(cut).not.toBe(90);
      await expect
        .poll(async () => Number(said.exec(await goal.getByRole('status').innerText())?.[1]))
        .toBe(gold(cut).count);
      // No cut on the whole ruler between the neighbours comes nearer to eight of four hundred.
      const best = Math.min(
        ...Array.from({ length: 1999 }, (_, i) => Math.abs(gold(80.01 + i / 100).count - CUSTOMERS * 0.02)),
      );
      expect(Math.abs(gold(cut).count - CUSTOMERS * 0.02)).toBe(best);
      await page.locator('.visual h2').first().click();
      await page.keyboard.press('Control+z');
      await expect.poll(() => thumb.getAttribute('aria-valuenow')).toBe('90');
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('tells of a scorecard whose points rise and fall, and of its bands once the draft is drawn', async () => {
    const { page, faults } = await open(LOYALTY);
    await expect.poll(() => line(page)).toContain('Nobody moves');
    const article = page.getByRole('article').first();
    await article.getByText('As figures').click();
    const points = article.getByLabel(/^Points of/).first();
    await points.fill('99');
    await expect.poll(() => article.locator('.moves-line').innerText()).toMatch(/more points: [1-9]\d*, fewer: 0/);
    await expect.poll(() => line(page)).toMatch(/up from|up,/);
    await points.fill('10');
    await expect.poll(() => line(page)).toContain('Nobody moves');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('keeps the last counts, marked old, where the worker or the server is gone, and counts again', async () => {
    const { page } = await open(CLASS);
    const weight = page.getByLabel('Credit score: Weight').first();
    await expect.poll(() => line(page)).toContain('Nobody moves');
    await page.route('**/sample', (route) => route.abort());
    await weight.fill('0.45');
    await expect.poll(() => line(page)).toContain('Counted before');
    expect(await line(page)).toContain('of all 400 customers');
    await page.unroute('**/sample');
    await page.getByRole('button', { name: 'Count again' }).first().click();
    await expect.poll(() => line(page)).not.toContain('Counted before');
    await expect.poll(() => line(page)).toMatch(/\d+ (up|down)/);
    // Beyond what branches may vary it cannot be decided: what was counted stays, and nobody is asked again.
    await weight.fill('0.9');
    await expect.poll(() => line(page)).toContain('mend the errors');
    expect(await page.getByRole('button', { name: 'Count again' }).count()).toBe(0);
    await page.context().close();
    const without = await browser.newContext({ locale: 'en' });
    const bare = await without.newPage();
    await bare.route('**/scorer-*.js', (route) => route.abort());
    await bare.goto(studio.url + CLASS);
    await expect.poll(() => line(bare)).toContain('The customers could not be counted.');
    await bare.unroute('**/scorer-*.js');
    await bare.getByRole('button', { name: 'Count again' }).first().click();
    await expect.poll(() => line(bare)).toContain('Nobody moves');
    await without.close();
  });

  it.each([
    ['en', 'Bring data to see who moves'],
    ['zh-CN', '导入数据，即可看到谁会变动'],
  ])('in %s leads to where data is brought while there is none, and the ruler works', async (locale, said) => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.route('**/sample', (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        body: '{"status":404,"problems":[{"code":"snapshot-not-found"}]}',
      }),
    );
    await page.goto(studio.url + CLASS);
    const link = page.getByRole('link', { name: said }).first();
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe('/settings/data');
    expect(await page.locator('.population-bars').count()).toBe(0);
    const thumb = page.getByRole('slider').last();
    await thumb.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => thumb.getAttribute('aria-valuenow')).toBe('89');
    await context.close();
  });
});
