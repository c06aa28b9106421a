import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './changes.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { draftsOnServer, retype, signIn, signInByDialog } from './people.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('writing a definition', reason);

const CLASS = '/definitions/segmentation/customer-class';
const LOYALTY = '/definitions/scorecard/loyalty';

describe.runIf(reason === null)('writing a definition', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = (path: string, options: BrowserContextOptions = {}) => visit(browser, studio.url + path, options);
  const sentence = (page: Page) => page.locator('.sentence').innerText();
  /** Where the ruler has Gold begin. */
  const gold = (page: Page) => page.getByRole('slider', { name: 'Gold begins at' }).getAttribute('aria-valuenow');

  it.each([
    ['en', 'Gold begins at', /From 87: Gold; from 80 to under 87: Quality/, /From 90: Gold/],
    ['zh-CN', '黄金客户 的起点', /87 分及以上为黄金客户；80 至不满 87 分为优质客户/, /90 分及以上为黄金客户/],
  ])(
    'in %s a cut is dragged and moved by keys, everything follows, and each is one step back',
    async (locale, name, moved, before) => {
      const { page, faults } = await open(CLASS, { locale });
      const thumb = page.getByRole('slider', { name });
      await thumb.waitFor();
      // The sentence above moves the ruler down when it comes.
      await expect.poll(() => sentence(page)).toMatch(before);
      const [box, scale] = [await thumb.boundingBox(), await page.locator('.cut-scale').first().boundingBox()];
      if (box === null || scale === null) throw new Error('no ruler');
      const x = (figure: number) => scale.x + (scale.width * figure) / 100;
      await page.mouse.move(box.x + box.width / 2, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(x(95), box.y + 20, { steps: 8 });
      await page.mouse.move(x(87), box.y + 20, { steps: 8 });
      await page.mouse.up();
      await expect.poll(() => sentence(page)).toMatch(moved);
      expect(await thumb.getAttribute('aria-valuenow')).toBe('87');
      expect(await page.locator('.ghost').count()).toBe(1);
      // A neighbour is not crossed: it stops one step before.
      await thumb.focus();
      await page.keyboard.press('Home');
      await expect.poll(() => thumb.getAttribute('aria-valuenow')).toBe('81');
      await page.keyboard.press('Control+z');
      await expect.poll(() => thumb.getAttribute('aria-valuenow')).toBe('87');
      await page.keyboard.press('Control+z');
      await expect.poll(() => sentence(page)).toMatch(before);
      await page.keyboard.press('Control+Shift+z');
      await expect.poll(() => sentence(page)).toMatch(moved);
      await expectAccessible(page);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('the JSON editor and the visual editor share one history', async () => {
    const { page } = await open(`${CLASS}?tab=json`);
    await page.getByLabel('Gold begins at').last().fill('88');
    const editor = await retype(page, '[88, 100]', '[88, 99]');
    await expect.poll(() => page.locator('.cut-end.high').first().innerText()).toBe('99');
    await editor.press('Control+z');
    await expect.poll(() => page.locator('.cut-end.high').first().innerText()).toBe('100');
    await editor.press('Control+z');
    await expect.poll(() => sentence(page)).toMatch(/From 90: Gold/);
    await page.context().close();
  });

  it.each([
    ['en', /^Change 80 /, '5万', '84', /From 90: Gold; from 84 to under 90/],
    ['zh-CN', /^修改 80（/, 'abc', '八十四', /84 至不满 90 分为优质客户/],
  ])(
    'in %s a figure is changed in the sentence itself, at every place that says it',
    async (locale, name, bad, good, told) => {
      const { page, faults } = await open(CLASS, { locale });
      await page.getByRole('button', { name }).first().click();
      const field = page.locator('.changing');
      await field.fill(bad);
      await field.press('Escape');
      await page.getByRole('button', { name }).first().click();
      await field.fill(good);
      await field.press('Enter');
      await expect.poll(() => sentence(page)).toMatch(told);
      expect(await page.locator('.sentence').innerText()).not.toMatch(/80/);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('a share in the sentence is stepped by keys as what it is, taken back whole by Escape, and is one step back', async () => {
    const { page, faults } = await open(CLASS);
    const before = await sentence(page);
    const weight = () => page.locator('[data-at="/scores/0/weight"]').first().inputValue();
    const first = await weight();
    const press = async () => {
      await page
        .getByRole('button', { name: /^Change 40% / })
        .first()
        .click();
      for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowUp');
      expect(await page.locator('.changing').inputValue()).toBe('43%');
    };
    await press();
    await page.keyboard.press('Escape');
    expect(await weight()).toBe(first);
    await press();
    // The sentence tells a weight as its part of all, and lags: what was opened stays what it is.
    await expect.poll(() => sentence(page)).not.toBe(before);
    await page.keyboard.press('Enter');
    expect(await weight()).toBe('0.43');
    await page.keyboard.press('Control+z');
    expect(await weight()).toBe(first);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found 25: a name typed in Chinese in the sentence is composed undisturbed, and Enter within it writes nothing', async () => {
    const { page } = await open(CLASS, { locale: 'zh-CN' });
    await page.getByRole('button', { name: /^修改 黄金客户/ }).click();
    await page.locator('.changing:focus').waitFor();
    // Which figure is whose is found by trying, while the field is open: it stays, with what is typed in it.
    await page
      .getByRole('button', { name: /^修改 90/ })
      .first()
      .waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'bai jin', selectionStart: 7, selectionEnd: 7 });
    await session.send('Input.imeSetComposition', { text: '白金', selectionStart: 2, selectionEnd: 2 });
    await page.locator('.changing').dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await page.locator('.changing').inputValue()).toBe('白金');
    await session.send('Input.insertText', { text: '白金' });
    await expect.poll(() => page.locator('.changing').inputValue()).toBe('白金');
    await page.keyboard.press('Enter');
    await expect.poll(() => sentence(page)).toContain('90 分及以上为白金');
    await page.context().close();
  });

  it('a bin is divided, given points and taken out by typed figures; what is no figure changes nothing', async () => {
    const { page, faults } = await open(LOYALTY);
    await page.getByText('As figures', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Divide 60 – <120 months at 90' }).click();
    const points = page.getByLabel('Points of 90 – <120 months');
    await points.fill('92');
    await expect.poll(() => page.locator('.sentences').innerText()).toContain('90 to under 120 months 92');
    const from = page.getByLabel('90 – <120 months begins at (months)');
    await from.fill('abc');
    await page.getByText('This is not understood as a figure.').waitFor();
    await from.fill('150');
    await page.getByText('Must lie between 60 and 120.').waitFor();
    await expect.poll(() => page.locator('.sentences').innerText()).toContain('90 to under 120 months 92');
    await from.fill('一百');
    await expect.poll(() => page.locator('.sentences').innerText()).toContain('100 to under 120 months 92');
    await page.getByRole('button', { name: 'Remove 100 – <120 months' }).click();
    await expect.poll(() => page.locator('.sentences').innerText()).toContain('60 to under 120 months 85');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('a gap is drawn in place with a value that falls in it, and joined by one press', async () => {
    const { page } = await open(CLASS);
    await page.getByRole('slider').first().waitFor();
    const key = await page.evaluate(async (path) => {
      const { document: found } = (await (await fetch(`/api/v1${path}`)).json()) as { document: object };
      const text = JSON.stringify(found, null, 2).replace('"[80, 90)"', '"[80, 88)"');
      localStorage.setItem(
        'guiju.draft..segmentation/customer-class',
        JSON.stringify({ text: `${text}\n`, isDrawn: false, kept: null }),
      );
      return text.includes('[80, 88)');
    }, CLASS);
    expect(key).toBe(true);
    await page.reload();
    await page.getByText('88 falls into none.').waitFor();
    await expect.poll(() => page.locator('.strip').innerText()).toMatch(/\d+ problems?/);
    await page.getByRole('button', { name: 'Join at 90' }).click();
    await expect.poll(() => page.locator('.cut-fault').count()).toBe(0);
    await expect.poll(() => page.locator('.strip').innerText()).toContain('Sound');
    await page.context().close();
  });

  it('a place has an address: a link leads to its part of the editor, and to JSON where the editor does not show it', async () => {
    const { page } = await open(`${CLASS}?at=/classes/5/in`);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-at'))).toBe('/classes/5/in');
    expect(await page.getByRole('tab', { name: 'JSON' }).getAttribute('aria-selected')).toBe('false');
    await page.goto(`${studio.url + CLASS}?at=/basis`);
    await expect
      .poll(() => page.evaluate(() => getSelection()?.anchorNode?.parentElement?.closest('.cm-line')?.textContent))
      .toContain('"basis"');
    expect(new URL(page.url()).search).toBe('?at=%2Fbasis&tab=json');
    await page.context().close();
  });

  it('a place is waited for while the code of its editor is on its way', async () => {
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    let isHeld = true;
    // Each editor is a file of that name.
    await page.route('**/assets/view-*.js', async (route) => {
      await expect.poll(() => isHeld).toBe(false);
      await route.continue();
    });
    await page.goto(`${studio.url + CLASS}?at=/classes/5/in`);
    await page.locator('.visual .loading').waitFor();
    await expect.poll(() => page.locator('.sentence').innerText()).toMatch(/From 90: Gold/);
    isHeld = false;
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-at'))).toBe('/classes/5/in');
    expect(await page.getByRole('tab', { name: 'JSON' }).getAttribute('aria-selected')).toBe('false');
    await context.close();
  });

  it('a visitor is told that his draft stays in this browser, where a reload finds it', async () => {
    const { page } = await open(CLASS);
    await page.getByLabel('Gold begins at').last().fill('88');
    await page.getByText('Kept in this browser only.').waitFor();
    await page.reload();
    await expect.poll(() => sentence(page)).toMatch(/From 88: Gold/);
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(() => sentence(page)).toMatch(/From 90: Gold/);
    await expect.poll(() => gold(page)).toBe('90');
    // Typed back to what is published, it is drawn so, too.
    await page.goto(`${studio.url + CLASS}?tab=json`);
    const end = () => page.locator('.cut-end.high').first().innerText();
    await retype(page, '[90, 100]', '[90, 99]');
    await expect.poll(end).toBe('99');
    await retype(page, '[90, 99]', '[90, 100]');
    await expect.poll(end).toBe('100');
    await expect.poll(() => page.locator('.kept').count()).toBe(0);
    await page.context().close();
  });

  it('found 33, 34, 36: an author’s draft is kept on the server through an ended session and a lost server, and never written over', async () => {
    const { page } = await open('/');
    await signIn(page, studio.url, 'sample.author');
    await page.goto(studio.url + CLASS);
    const field = page.getByLabel('Gold begins at').last();
    const kept = page.locator('.kept');
    await field.fill('88');
    await expect.poll(() => kept.innerText()).toBe('Saved');
    for (const figure of ['87', '86', '85']) await field.fill(figure);
    await expect.poll(async () => JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[85, 100]');
    // Nobody's session: what is written stays, and the way in opens over it.
    await page.context().clearCookies();
    await field.fill('91');
    const dialog = page.getByRole('dialog', { name: 'Sign in' });
    await dialog.getByText('Your session has ended').waitFor();
    await expect.poll(() => sentence(page)).toContain('From 91: Gold');
    await signInByDialog(page, studio.url, 'sample.author');
    await expect.poll(async () => JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[91, 100]');
    // No server: kept here, saved when it is back.
    await page.context().setOffline(true);
    await field.fill('92');
    await page.getByText('The server does not answer: kept here').waitFor();
    await page.context().setOffline(false);
    await expect.poll(async () => JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[92, 100]');
    // The same draft in another browser of the same person: begun from what the server has, and a later save meets.
    const { page: other } = await visit(browser, 'about:blank');
    await other.context().addCookies(await page.context().cookies());
    await other.goto(studio.url + CLASS);
    await expect.poll(() => sentence(other)).toMatch(/From 92: Gold/);
    await other.getByLabel('Quality begins at').last().fill('79');
    await expect.poll(async () => JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[79, 92)');
    await field.fill('93');
    await page.getByText('This draft was changed elsewhere').waitFor();
    expect(JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[79, 92)');
    await page.getByLabel(/^Take theirs: Key/).check();
    await page.getByRole('button', { name: 'Go on with this' }).click();
    await expect.poll(async () => JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[70, 79)');
    await expect.poll(async () => JSON.stringify(await draftsOnServer(page, studio.url))).toContain('[93, 100]');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(async () => (await draftsOnServer(page, studio.url)).length).toBe(0);
    await expect.poll(() => gold(page)).toBe('90');
    await page.context().close();
    await other.context().close();
  });

  it('the page is light or dark as its reader chooses, and stays so', async () => {
    const { page } = await open(CLASS, { colorScheme: 'light' });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await paper()).toBe('rgb(251, 250, 247)');
    await page.getByRole('button', { name: 'Dark page' }).click();
    await expect.poll(paper).toBe('rgb(20, 23, 26)');
    await page.reload();
    await expect.poll(paper).toBe('rgb(20, 23, 26)');
    await page.locator('.sentences').waitFor();
    await expectAccessible(page);
    await page.context().close();
  });
});
