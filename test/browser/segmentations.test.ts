import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('segmentations by share and by a matrix', reason);

const SHARES = '/definitions/segmentation/contribution-share';
const MATRIX = '/definitions/segmentation/selection-matrix';

describe.runIf(reason === null)('segmentations by share and by a matrix', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 400 })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = (path: string, options: BrowserContextOptions = {}) => visit(browser, studio.url + path, options);
  const undo = async (page: Page) => {
    await page.locator('.visual h2').first().click();
    await page.keyboard.press('Control+z');
  };

  /** Of each class, from the top: its share and between which shares it lies. */
  const shares = (page: Page) =>
    page
      .locator('.visual table')
      .first()
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => {
          const [size, range] = [...row.querySelectorAll('td')];
          return `${size?.querySelector('input')?.value ?? ''} ${range?.textContent ?? ''}`;
        }),
      );
  const AS_PUBLISHED = ['1 0–1%', '4 1–5%', '15 5–20%', '30 20–50%', '50 50–100%'];

  it.each([
    { locale: 'en', share: /^Share of Top 1%/, frozen: /from [\d,.]+ for the top 1%/, sum: 'All together' },
    { locale: 'zh-CN', share: /^前 1% 的占比/, frozen: /[\d,.]+ 起 按前 1% 冻结/, sum: '合计' },
  ])('in $locale a share is typed, its neighbour gives it, and the cut that is frozen stands beside', async (one) => {
    const { page, faults } = await open(SHARES, { locale: one.locale });
    const field = page.getByLabel(one.share);
    await field.waitFor();
    expect(await shares(page)).toEqual(AS_PUBLISHED);
    const table = page.locator('.visual table').first();
    await expect.poll(() => table.innerText()).not.toMatch(one.frozen);
    await field.fill('2.5');
    await expect.poll(() => shares(page)).toEqual(['2.5 0–2.5%', '2.5 2.5–5%', ...AS_PUBLISHED.slice(2)]);
    await expect.poll(() => table.innerText()).toMatch(one.frozen);
    expect(await page.getByRole('row', { name: one.sum }).innerText()).toContain('100%');
    await expectAccessible(page);
    await undo(page);
    await expect.poll(() => shares(page)).toEqual(AS_PUBLISHED);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('another score of a composite is looked for among all definitions only once somebody wants one', async () => {
    const { page, faults } = await open('/definitions/segmentation/contribution-bands');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const way = page.getByRole('button', { name: 'Another score' });
    await way.waitFor();
    const rows = page.locator('.visual .weighted');
    const before = await rows.count();
    expect(asked.filter((url) => url.includes('include=document'))).toEqual([]);
    await way.click();
    const list = page.getByLabel('Another score');
    await expect.poll(() => list.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(asked.filter((url) => url.includes('include=document'))).toHaveLength(1);
    await list.selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Add it' }).click();
    await expect.poll(() => rows.count()).toBe(before + 1);
    await expect.poll(() => way.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('shares are dragged on the bar and moved by keys; classes are reordered, divided and taken out', async () => {
    const { page, faults } = await open(SHARES);
    const thumb = page.getByRole('slider', { name: '20–50% begins at' });
    await thumb.waitFor();
    await page.getByRole('button', { name: 'true', exact: true }).click();
    const [box, scale] = [await thumb.boundingBox(), await page.locator('.cut-scale').first().boundingBox()];
    if (box === null || scale === null) throw new Error('no bar');
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(scale.x + scale.width * 0.3, box.y + 20, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => thumb.getAttribute('aria-valuetext')).toMatch(/^30%/);
    expect((await shares(page)).slice(2, 4)).toEqual(['25 5–30%', '20 30–50%']);
    await thumb.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await shares(page))[3]).toBe('21 29–50%');
    await undo(page);
    await undo(page);
    await expect.poll(() => shares(page)).toEqual(AS_PUBLISHED);
    await page.getByRole('button', { name: 'Move Top 1% down' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => shares(page)).toEqual(['4 0–4%', '1 4–5%', ...AS_PUBLISHED.slice(2)]);
    await undo(page);
    await page.getByRole('button', { name: 'Divide Bottom 50% in two' }).click();
    await expect.poll(() => shares(page)).toEqual([...AS_PUBLISHED.slice(0, 4), '25 50–75%', '25 75–100%']);
    const title = page.getByLabel('Title of New class');
    await title.fill('Last quarter');
    await expect.poll(() => page.locator('.sentences, .sentence').first().innerText()).toContain('Last quarter');
    await page.getByRole('button', { name: 'Remove 20–50%' }).click();
    await expect.poll(() => shares(page)).toEqual([...AS_PUBLISHED.slice(0, 3), '55 20–75%', '25 75–100%']);
    await expect.poll(() => page.locator('.strip').innerText()).toContain('Sound');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  const cellsOf = (page: Page) => page.locator('td[data-at^="/cells/"]');
  /** The classes of the cells, row by row. */
  const cells = (page: Page) => page.locator('.grid.written tbody td b').allInnerTexts();
  const PUBLISHED_CELLS = ['Focus', 'Opportunistic', 'Passive', 'Abandon', 'Learn first', 'Not placed'];

  it.each([
    { locale: 'en', first: 'Focus', choose: 'Class of High value, Good fit', abandon: 'Abandon' },
    { locale: 'zh-CN', first: '重点选择', choose: '高价值，匹配 的类别', abandon: '放弃选择' },
  ])('in $locale the class of a cell is chosen by keys alone', async ({ locale, first, choose, abandon }) => {
    const { page, faults } = await open(MATRIX, { locale });
    const cell = cellsOf(page).first();
    await cell.waitFor();
    expect((await cells(page))[0]).toBe(first);
    await cell.focus();
    await page.keyboard.press('Enter');
    const choice = page.getByLabel(choose);
    await expect.poll(() => choice.evaluate((own) => own === document.activeElement)).toBe(true);
    await choice.selectOption({ label: abandon });
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await cells(page))[0]).toBe(abandon);
    await expect.poll(() => cell.evaluate((own) => own === document.activeElement)).toBe(true);
    // A figure chooses at once, also the class that no cell has any more.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('1');
    await expect.poll(async () => (await cells(page))[2]).toBe(first);
    await expectAccessible(page);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await cells(page))[0]).toBe(first);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    {
      locale: 'en',
      of: /of all 400 customers/,
      nobody: 'Nobody moves',
      move: /^(\d+) from Focus to Passive/,
      row: /^Passive/,
    },
    {
      locale: 'zh-CN',
      of: /全部 400 位客户/,
      nobody: '没有客户变动',
      move: /^(\d+) 位由重点选择归入消极选择/,
      row: /^消极选择/,
    },
  ])('in $locale each cell says how many customers stand in it, and who moves by another class', async (one) => {
    const { page, faults } = await open(MATRIX, { locale: one.locale });
    const counts = async () =>
      (await page.locator('.grid .count').allInnerTexts()).map((text) => Number(/\d+/.exec(text)?.[0] ?? 0));
    const line = () => page.locator('.moves-line').first().innerText();
    await expect.poll(line).toContain(one.nobody);
    expect(await line()).toMatch(one.of);
    const before = await counts();
    expect(before).toHaveLength(6);
    expect(before.reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(before[0]).toBeGreaterThan(0);
    await cellsOf(page).first().focus();
    await page.keyboard.press('3');
    await expect.poll(async () => Number(one.move.exec(await line())?.[1])).toBe(before[0]);
    // They stand where they stood, and are counted to the other class.
    expect(await counts()).toEqual(before);
    await expect
      .poll(() => page.locator('.visual table').nth(1).getByRole('row', { name: one.row }).innerText())
      .toContain(String((before[0] ?? 0) + (before[2] ?? 0)));
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('several cells are chosen by pointer and given one class; keys fill down and to the right, each one step back', async () => {
    const { page, faults } = await open(MATRIX);
    await cellsOf(page).first().waitFor();
    expect(await cells(page)).toEqual(PUBLISHED_CELLS);
    await page.locator('.grid.written').scrollIntoViewIfNeeded();
    const centre = async (turn: number) => {
      const box = await cellsOf(page).nth(turn).boundingBox();
      if (box === null) throw new Error('no cell');
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    };
    await page.mouse.move(...(await centre(0)));
    await page.mouse.down();
    await page.mouse.move(...(await centre(3)), { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.locator('td[aria-selected="true"]').count()).toBe(4);
    await page.getByRole('button', { name: 'Give the selected cells Not placed' }).click();
    const four = Array.from({ length: 4 }, () => 'Not placed');
    await expect.poll(() => cells(page)).toEqual([...four, 'Learn first', 'Not placed']);
    await undo(page);
    await expect.poll(() => cells(page)).toEqual(PUBLISHED_CELLS);
    await cellsOf(page).first().click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    await expect.poll(() => cells(page)).toEqual(['Focus', 'Opportunistic', 'Focus', 'Abandon', 'Focus', 'Not placed']);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+r');
    await expect.poll(() => cells(page)).toEqual(Array.from({ length: 6 }, () => 'Focus'));
    await undo(page);
    await undo(page);
    await expect.poll(() => cells(page)).toEqual(PUBLISHED_CELLS);
    await cellsOf(page).nth(5).dblclick();
    await page.getByLabel('Class of Value unknown, Poor fit').selectOption({ label: 'Passive' });
    await expect.poll(async () => (await cells(page)).at(-1) ?? 'chosen').toBe('Learn first');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await cells(page)).at(-1)).toBe('Passive');
    await page.getByRole('button', { name: 'New class for the selected cells' }).click();
    await page.getByLabel('Title of New class').fill('Wait');
    await expect.poll(async () => (await cells(page)).at(-1)).toBe('Wait');
    await page.getByText('Bounds of the axes').click();
    await page.getByLabel(/^High value begins at/).fill('30000');
    await expect.poll(() => page.locator('.grid tbody th').first().innerText()).toContain('30,000');
    await expect.poll(() => page.locator('.strip').innerText()).toContain('Sound');
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
