import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { draftsOnServer, retype, signIn, signInByDialog } from './people.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('a draft in the browser and on the server', reason);

const CLASS = '/definitions/segmentation/customer-class';
const LOYALTY = '/definitions/scorecard/loyalty';
const AUTHOR = 'sample.author';

describe.runIf(reason === null)('a draft in the browser and on the server', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  let session: NonNullable<Exclude<BrowserContextOptions['storageState'], string>>;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
    const { page } = await visit(browser, `${studio.url}/`);
    await signIn(page, studio.url, AUTHOR);
    session = { cookies: await page.context().cookies(), origins: [] };
    await page.context().close();
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = async (path: string, options: BrowserContextOptions = {}) =>
    (await visit(browser, studio.url + path, options)).page;
  const openAsAuthor = (path: string) => open(path, { storageState: session });
  const sentence = (page: Page) => page.locator('.sentence').innerText();
  const gold = (page: Page) => page.getByRole('slider', { name: 'Gold begins at' }).getAttribute('aria-valuenow');
  const field = (page: Page) => page.getByLabel('Gold begins at').last();
  const kept = (page: Page) => page.locator('.kept').innerText();
  /** Where Gold begins and ends in each draft that the server keeps. */
  const onServer = async (page: Page) =>
    (await draftsOnServer(page, studio.url)).map(
      ({ document }) => (document as { classes: { name: string; in: string }[] }).classes.at(-1)?.in,
    );
  const copies = (page: Page) =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('guiju.draft.')));
  const discarded = async (page: Page) => {
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(() => onServer(page)).toEqual([]);
    await expect.poll(() => gold(page)).toBe('90');
  };
  const saved = async (page: Page, figure: string) => {
    await field(page).fill(figure);
    await expect.poll(() => onServer(page)).toEqual([`[${figure}, 100]`]);
    await expect.poll(() => kept(page)).toBe('Saved');
  };
  /** The author signs in beside the page, which finds it out when it is looked at again. */
  const signedInBeside = async (page: Page) => {
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    await page.context().addCookies(session.cookies);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor({ state: 'hidden' });
  };
  /** Beside the page: what the next part of its life begins from. */
  const settled = async (page: Page) => {
    const asked = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/v1/releases');
    await page.reload();
    await asked;
  };

  it('is a visitor’s until somebody signs in, his from then on, and nobody else’s', async () => {
    const page = await open(CLASS);
    await field(page).fill('88');
    await page.getByText('Kept in this browser only.').waitFor();
    await page.locator('.kept').getByRole('button', { name: 'Sign in' }).click();
    await signedInBeside(page);
    await expect.poll(() => onServer(page)).toEqual(['[88, 100]']);
    await expect.poll(async () => (await copies(page)).filter((key) => key.startsWith('guiju.draft..'))).toEqual([]);
    // The session ends, and what is written meanwhile is its author's, whoever signs in.
    await page.context().clearCookies();
    await field(page).fill('91');
    await page.getByText('Your session has ended. What you wrote').waitFor();
    await signInByDialog(page, studio.url, 'sample.approver');
    await expect.poll(() => sentence(page)).toContain('From 90: Gold');
    expect(await gold(page)).toBe('90');
    expect(await page.locator('.kept').count()).toBe(0);
    await page.reload();
    await expect.poll(() => gold(page)).toBe('90');
    expect(await onServer(page)).toEqual(['[88, 100]']);
    await page.context().addCookies(session.cookies);
    await page.reload();
    await expect.poll(() => gold(page)).toBe('91');
    await expect.poll(() => onServer(page)).toEqual(['[91, 100]']);
    // Its release has a page, and the way back finds the draft as it was.
    await page.getByRole('link', { name: 'Part of the change “Customer class”' }).click();
    await page.waitForURL(`${studio.url}/changes/*`);
    await page.getByRole('heading', { name: 'Customer class' }).first().waitFor();
    await page.goBack();
    await expect.poll(() => gold(page)).toBe('91');
    await discarded(page);
    await page.context().close();
  });

  it('follows what goes live while nothing is written, and begins no release of what was', async () => {
    const page = await open(CLASS);
    await expect.poll(() => gold(page)).toBe('90');
    // What a release that goes live meanwhile makes of the answer.
    await page.route(`**/api/v1${CLASS}`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace('[80, 90)', '[80, 92)').replace('[90, 100]', '[92, 100]');
      await route.fulfill({ response: answer, body });
    });
    await page.evaluate(() => window.dispatchEvent(new Event('guiju:sign-in')));
    await signedInBeside(page);
    await expect.poll(() => gold(page)).toBe('92');
    expect(await page.getByRole('button', { name: 'Discard the draft' }).count()).toBe(0);
    // A draft of one's own stays one, when it goes on.
    await saved(page, '93');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(() => onServer(page)).toEqual([]);
    await expect.poll(() => gold(page)).toBe('92');
    await page.context().close();
  });

  it('is not begun for what was undone before it was saved', async () => {
    const page = await openAsAuthor(CLASS);
    let begun = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/v1/releases')) begun += 1;
    });
    await expect.poll(() => gold(page)).toBe('90');
    await field(page).fill('88');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => gold(page)).toBe('90');
    // What comes next is saved after whatever waited: nothing did.
    await field(page).fill('87');
    await expect.poll(() => onServer(page)).toEqual(['[87, 100]']);
    expect(begun).toBe(1);
    await discarded(page);
    await page.context().close();
  });

  it('keeps what was half typed through a reload, and begins nothing anew that was taken back elsewhere', async () => {
    const page = await openAsAuthor(`${CLASS}?tab=json`);
    await expect.poll(() => gold(page)).toBe('90');
    await saved(page, '88');
    await retype(page, '[88, 100]', '[88, 100"');
    await page.getByText('No JSON yet').waitFor();
    await settled(page);
    await page.getByText('No JSON yet').waitFor();
    await retype(page, '[88, 100"', '[89, 100]');
    await expect.poll(() => onServer(page)).toEqual(['[89, 100]']);
    await expect.poll(() => kept(page)).toBe('Saved');
    const [draft] = await draftsOnServer(page, studio.url);
    const taken = `${studio.url}/api/v1/releases/${draft?.release}/withdrawal`;
    const seen = await page.request.get(`${studio.url}/api/v1/releases/${draft?.release}`);
    const headers = { origin: studio.url, 'if-match': seen.headers()['etag'] ?? '' };
    const reply = await page.request.post(taken, { data: {}, headers });
    expect(reply.status()).toBe(200);
    await settled(page);
    await expect.poll(() => gold(page)).toBe('90');
    await field(page).fill('86');
    await expect.poll(() => onServer(page)).toEqual(['[86, 100]']);
    await discarded(page);
    await page.context().close();
  });

  it('is discarded as soon as the server is back, though the page was opened anew meanwhile', async () => {
    const page = await openAsAuthor(CLASS);
    await saved(page, '88');
    await page.route('**/api/v1/releases**', (route) => route.abort());
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(() => gold(page)).toBe('90');
    await page.getByText('The server does not answer').waitFor();
    expect(await onServer(page)).toEqual(['[88, 100]']);
    await page.reload();
    await page.getByText('The server does not answer').waitFor();
    expect(await gold(page)).toBe('90');
    await page.unroute('**/api/v1/releases**');
    await expect.poll(() => onServer(page)).toEqual([]);
    await expect.poll(() => page.locator('.kept').count()).toBe(0);
    expect(await gold(page)).toBe('90');
    await page.context().close();
  });

  it('found 34: does not meet itself where a save was done and its answer lost, nor is it begun twice', async () => {
    const page = await openAsAuthor(CLASS);
    /** The server does what the next request asks, whose answer does not come back; nor is it reached then. */
    const loseAnswer = async () => {
      let isLost = false;
      await page.route('**/api/v1/releases**', async (route) => {
        if (!isLost && route.request().method() !== 'GET') {
          isLost = true;
          await route.fetch();
        }
        await (isLost ? route.abort() : route.fallback());
      });
    };
    const back = () => page.unroute('**/api/v1/releases**');
    await loseAnswer();
    await field(page).fill('88');
    await page.getByText('The server does not answer').waitFor();
    await field(page).fill('87');
    await back();
    await expect.poll(() => onServer(page)).toEqual(['[87, 100]']);
    await expect.poll(() => kept(page)).toBe('Saved');
    await loseAnswer();
    await field(page).fill('86');
    await page.getByText('The server does not answer').waitFor();
    expect(await onServer(page)).toEqual(['[86, 100]']);
    await field(page).fill('85');
    // Also where the page is opened anew before the server is back.
    await page.reload();
    await expect.poll(() => gold(page)).toBe('85');
    await back();
    await expect.poll(() => onServer(page)).toEqual(['[85, 100]']);
    expect(await page.getByText('This draft was changed elsewhere').count()).toBe(0);
    await expect.poll(() => kept(page)).toBe('Saved');
    await discarded(page);
    await page.context().close();
  });

  it('waits under the way in, which stays open while the server does not say who is there', async () => {
    const page = await openAsAuthor(CLASS);
    await saved(page, '87');
    await page.context().clearCookies();
    await field(page).fill('88');
    const dialog = page.getByRole('dialog', { name: 'Sign in' });
    // Were it closed, and opened anew by the next save, what is typed into it would be gone.
    await dialog.getByLabel('Account').fill('sample.au');
    await page.route('**/api/v1/me**', (route) => route.abort());
    let failed = 0;
    page.on('requestfailed', (request) => {
      if (request.url().includes('/api/v1/me')) failed += 1;
    });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    // It is given up after three tries, and asked again later.
    await expect.poll(() => failed).toBeGreaterThan(3);
    expect(await dialog.getByLabel('Account').inputValue()).toBe('sample.au');
    await page.unroute('**/api/v1/me**');
    await signedInBeside(page);
    await expect.poll(() => onServer(page)).toEqual(['[88, 100]']);
    await discarded(page);
    await page.context().close();
  });

  // The last one: the session of all the others ends.
  it('does not stay in the browser when its author signs out, as far as the server has it', async () => {
    const page = await openAsAuthor(CLASS);
    await saved(page, '91');
    await page.goto(`${studio.url}${LOYALTY}?tab=json`);
    await retype(page, '"owner"', '"owner');
    await page.getByText('No JSON yet').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${studio.url}/`);
    expect((await copies(page)).map((key) => key.split('.').at(-1))).toEqual(['scorecard/loyalty']);
    await signIn(page, studio.url, AUTHOR);
    await page.goto(studio.url + CLASS);
    await expect.poll(() => gold(page)).toBe('91');
    await discarded(page);
    await page.context().close();
  });
});
