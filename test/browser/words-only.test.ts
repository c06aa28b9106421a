import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { codesIn, foreignIn } from './page-words.ts';
import { signIn } from './people.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the words of every page', reason);

/** The rooms of the settings; what the audit calls operations is not looked at. */
const ROOMS = ['people', 'rights', 'keys', 'organisation', 'data', 'rules', 'deliveries'] as const;

const MOST_TRIES = 20;

/** The buttons that choose a language. */
const NAME_OF = { en: 'English', 'zh-CN': '中文' } as const;

/** What people are called, whatever language is read. */
const NAMES = /方编|沈核|秦领|于东|夏西|康理|杭行|戴入|申纪|席统|安全|\bsample\.[a-z.]+/g;

describe.runIf(reason === null)('the words of every page', { timeout: 600_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  let ids: readonly string[];
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
    const told = (await (await fetch(`${studio.url}/api/v1/definitions`)).json()) as { definitions: { id: string }[] };
    ids = told.definitions.map(({ id }) => id);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  /** Goes to a page within the page, as a link does. */
  const go = async (page: Page, path: string, drawn: string) => {
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await page.locator(drawn).first().waitFor();
    await expect.poll(() => page.locator('.loading').count()).toBe(0);
  };

  /** What a person reads of the page that is open: not what may be typed or copied as it is, nor what says of itself in which language it is. */
  const read = (page: Page) =>
    page.locator('main').evaluate((main: HTMLElement) => {
      const apart = [...main.querySelectorAll<HTMLElement>('code, a[href^="/docs"], .cm-editor, .basis, [lang]')];
      // Some of them say of themselves that they are always shown.
      for (const one of apart) one.style.setProperty('display', 'none', 'important');
      const text = main.innerText;
      for (const one of apart) one.style.removeProperty('display');
      return text;
    });

  /** What is wrong with the words of the page that is open, in the language that it speaks and then in the other, which it speaks from then on. */
  const faults = async (page: Page, path: string) => {
    const found: string[] = [];
    const first = await page.evaluate(() => document.documentElement.lang);
    for (const language of first === 'en' ? (['en', 'zh-CN'] as const) : (['zh-CN', 'en'] as const)) {
      if (language !== first) await page.getByRole('button', { name: NAME_OF[language], exact: true }).click();
      await page.locator(`html[lang="${language}"]`).waitFor();
      const wrong = async () => {
        const text = (await read(page)).replaceAll(NAMES, '');
        // The words of a file are quoted as they stand in it.
        const foreign = path.startsWith('feed/') && language === 'en' ? [] : foreignIn(text, language);
        return [...codesIn(text), ...foreign];
      };
      // What a definition stands on comes after it: how the page ends up counts, and what never gets better is told.
      let last = await wrong();
      for (let tries = 0; last.length > 0 && tries < MOST_TRIES; tries += 1) {
        await page.waitForTimeout(500);
        last = await wrong();
      }
      found.push(...last.map((fault) => `${path} in ${language}: ${fault}`));
    }
    return found;
  };

  it('are titles, and of one language, on every definition', async () => {
    const { page } = await visit(browser, studio.url);
    await page.locator('li.row').first().waitFor();
    const found = await faults(page, '/');
    for (const id of ids) {
      await go(page, `/definitions/${id}`, '.definition .sentence:not(:empty)');
      found.push(...(await faults(page, id)));
    }
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('are titles, and of one language, where a definition of each kind is tried and proved', async () => {
    const { page } = await visit(browser, studio.url);
    const kinds = new Map(ids.toReversed().map((id) => [id.split('/')[0], id]));
    const found: string[] = [];
    for (const id of kinds.values())
      for (const [tab, drawn] of [
        ['try', '.try, .side .fine'],
        ['problems', '.problems'],
      ] as const) {
        await go(page, `/definitions/${id}?tab=${tab}`, drawn);
        found.push(...(await faults(page, `${id}?tab=${tab}`)));
      }
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('are titles, and of one language, where people, data and changes are seen to', async () => {
    const { page } = await visit(browser, studio.url);
    const found: string[] = [];
    for (const [account, paths] of [
      ['sample.auditor', ROOMS.map((room) => `/settings/${room}`)],
      ['sample.author', ['/changes', '/population']],
    ] as const) {
      await page.context().clearCookies();
      await signIn(page, studio.url, account);
      await page.reload();
      for (const path of paths) {
        await go(page, path, 'main h1, main h2');
        found.push(...(await faults(page, path)));
      }
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});
