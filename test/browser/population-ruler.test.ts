import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible, signInAs, unprovoked } from './changes.ts';
import { retype } from './people.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('a ruler over the population', reason);

const CLASS = '/definitions/segmentation/customer-class';
const LOYALTY = '/definitions/scorecard/loyalty';
const CUSTOMERS = 400;

interface Column {
  readonly decimals: number;
  readonly type: string;
  readonly values: string;
}
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
    const body = await asSent();
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

  async function asSent() {
    const reply = await fetch(`${studio.url}/api/v1${CLASS}/sample`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: studio.url },
      body: '{}',
    });
    return (await reply.json()) as {
      classes: { names: string[]; of: string };
      standing: string;
      standings: string[];
      figures: (Column & { pointer: string; parts: Column[] })[];
    };
  }

  /** How many are Gold, and how many came up to it, where Gold begins at a score. */
  function gold(cut: number) {
    const own = customers.filter(({ isByFigures, score, from }) => (isByFigures ? score >= cut : from === 'gold'));
    return { count: own.length, up: own.filter(({ from }) => from !== 'gold').length };
  }

  /** How many are Gold by other weights: each composite from its scores, by plain arithmetic. */
  async function reckoned(
    scores: readonly { readonly weight: number; readonly ifMissing?: string }[],
  ): Promise<number> {
    const body = await asSent();
    const [figure] = body.figures.filter(({ pointer }) => pointer === '/classes');
    const columns = (figure?.parts ?? []).map(({ decimals, type, values }) => {
      const bytes = Buffer.from(values, 'base64');
      return customers.map((_, i) => {
        const units = type === 'int32' ? bytes.readInt32LE(4 * i) : bytes.readDoubleLE(8 * i);
        return units === -(2 ** 31) || Number.isNaN(units) ? null : units / 10 ** decimals;
      });
    });
    expect(columns).toHaveLength(scores.length);
    return customers.filter(({ isByFigures, from }, i) => {
      if (!isByFigures) return from === 'gold';
      const known = scores.flatMap(({ weight }, k) => {
        const score = columns[k]?.[i] ?? null;
        return score === null ? [] : [{ weight, score }];
      });
      if (scores.some(({ ifMissing }, k) => (columns[k]?.[i] ?? null) === null && ifMissing !== 'reweigh'))
        return false;
      const all = known.reduce((sum, { weight }) => sum + weight, 0);
      const mean = known.reduce((sum, { weight, score }) => sum + weight * score, 0) / all;
      return Math.round(mean * 100 + 1e-7) / 100 >= 90;
    }).length;
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
      await expectAccessible(page);
      expect(unprovoked(faults)).toEqual([]);
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
      expect(unprovoked(faults)).toEqual([]);
      await page.context().close();
    },
  );

  it('follows the weights of a composite at once, as a plain loop over the scores finds, and asks the server for nothing', async () => {
    const { page, faults } = await open(CLASS);
    await expect.poll(() => line(page)).toContain('Nobody moves');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/sample')) asked.push(request.postData() ?? '');
    });
    const weights = page.getByLabel(/: Weight$/);
    const before = await weights.evaluateAll((all) => all.map((one) => Number((one as HTMLInputElement).value)));
    await weights.first().focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowUp');
    const after = [(before[0] ?? 0) + 0.05, ...before.slice(1)];
    const document = (await (await fetch(`${studio.url}/api/v1${CLASS}`)).json()) as {
      document: { scores: { weight: number; ifMissing?: string }[] };
    };
    const scores = document.document.scores.map((score, i) => ({ ...score, weight: after[i] ?? 0 }));
    const found = await reckoned(scores);
    await expect.poll(async () => (await cells(page, /^Gold/)).join('|')).toContain(`|${found}|`);
    expect(asked).toEqual([]);
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });

  it.each([
    {
      locale: 'en',
      bar: /^(\d+) customers? (from|under) .* points$/,
      behind: 'Customers behind the bar',
      close: 'Close the list',
    },
    { locale: 'zh-CN', bar: /，(\d+) 位客户$/, behind: '该柱的客户', close: '收起名单' },
  ])(
    'in $locale a bar opens the customers behind it, by pointer and by keys, and one of them is tried',
    async (one) => {
      const { page, faults } = await open('/', { locale: one.locale });
      await signInAs(page, studio.url, '杭行');
      await page.goto(studio.url + CLASS);
      const bars = page.locator('.bar-buttons button');
      await expect.poll(() => bars.count()).toBeGreaterThan(5);
      const counts = (await bars.evaluateAll((all) => all.map((own) => own.getAttribute('aria-label') ?? ''))).map(
        (said) => Number(one.bar.exec(said)?.[1]),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
        customers.filter(({ isByFigures }) => isByFigures).length,
      );
      const place = counts.indexOf(Math.max(...counts));
      await bars.nth(place).click();
      const list = page.getByRole('region', { name: one.behind });
      await expect.poll(() => list.getByRole('heading').innerText()).toContain(String(counts[place]));
      // Those in sight, each within the bar.
      const figures = (await list.locator('td.figure').allInnerTexts()).map(Number);
      expect(figures.length).toBeGreaterThan(0);
      const between = customers.filter(
        ({ isByFigures, score }) => isByFigures && score >= Math.min(...figures) && score <= Math.max(...figures),
      );
      expect(between.length).toBeGreaterThanOrEqual(figures.length);
      expect(between.length).toBeLessThanOrEqual(counts[place] ?? 0);
      await expectAccessible(page);
      await list.getByRole('button', { name: one.close }).click();
      await expect.poll(() => list.count()).toBe(0);
      // One stop of the Tab key: arrows lead from bar to bar.
      await bars.nth(place).focus();
      const way = place === 0 ? 'ArrowRight' : 'ArrowLeft';
      await page.keyboard.press(way);
      await page.keyboard.press('Enter');
      const next = place + (place === 0 ? 1 : -1);
      await expect.poll(() => list.getByRole('heading').innerText()).toContain(String(counts[next]));
      await list.locator('tbody a').first().focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).searchParams.get('customer')).not.toBeNull();
      expect(unprovoked(faults)).toEqual([]);
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
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });

  it('keeps the last counts, marked old, where the worker or the server is gone, and counts again', async () => {
    const { page } = await open(CLASS);
    const weight = page.getByLabel('Credit score: Weight').first();
    await expect.poll(() => line(page)).toContain('Nobody moves');
    await page.route('**/sample', (route) => route.abort());
    // Composites of other weights are reckoned in the page; those of other decimals are asked for.
    await weight.fill('0.45');
    await expect.poll(() => line(page)).toMatch(/\d+ (up|down)/);
    expect(await line(page)).not.toContain('Counted before');
    await page.getByRole('tab', { name: 'JSON' }).click();
    await retype(page, '"decimals": 2', '"decimals": 1');
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
