import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** How a page is used: by pointer and field, or by keyboard alone. */
export interface Hand {
  press(name: string | RegExp): Promise<void>;
  write(label: string, text: string): Promise<void>;
}

export const byPointer = (page: Page): Hand => ({
  press: async (name) => await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click(),
  write: async (label, text) => await page.getByLabel(label, { exact: true }).fill(text),
});

/** Nothing but keys: Tab until what is wanted has the focus, then Enter, or what is typed. */
export const byKeyboard = (page: Page): Hand => ({
  async press(name) {
    await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().waitFor();
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  },
  async write(label, text) {
    await page.getByLabel(label, { exact: true }).waitFor();
    await tabTo(page, label);
    await page.keyboard.insertText(text);
  },
});

const MOST_TABS = 300;

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement)) return '';
      const label = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels?.[0] : undefined;
      return (at.getAttribute('aria-label') ?? label?.textContent ?? at.textContent).trim();
    });
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`No key leads to ${name}`);
}

/** What a page logged, without the codes that were refused by `signInAs` for being the third: the browser notes every refusal by itself. */
export const unprovoked = (faults: readonly string[]): readonly string[] =>
  faults.filter((fault) => !fault.includes('status of 401'));

/** Signs in as one of the sample people, by the page to sign in. */
export async function signInAs(page: Page, url: string, name: string): Promise<void> {
  // Two codes of a person are taken within half a minute; a third one waits for its time.
  const isIn = async () => {
    await page.goto(`${url}/sign-in`);
    await page.getByRole('button', { name: new RegExp(`${name}$`) }).click();
    await page.waitForLoadState();
    if (new URL(page.url()).pathname === '/sign-in') return false;
    await page.locator('.who').getByText(name).waitFor({ state: 'attached' });
    return true;
  };
  await expect.poll(isIn, { timeout: 120_000, interval: 15_000 }).toBe(true);
}

/** Lets a change of the published text of a definition stand as a draft of whoever is signed in. */
export async function draft(page: Page, id: string, title: string, change: (json: string) => string): Promise<string> {
  const read = await page.evaluate(async (ref) => await (await fetch(`/api/v1/definitions/${ref}`)).text(), id);
  const { document } = JSON.parse(read) as { document: object };
  const changed = change(JSON.stringify(document));
  expect(changed).not.toBe(JSON.stringify(document));
  return await page.evaluate(
    async ([name, text]) => {
      const body = `{"title":${JSON.stringify(name)},"members":[{"document":${text ?? ''}}]}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/api/v1/releases', { method: 'POST', headers, body });
      return ((await answer.json()) as { id: string }).id;
    },
    [title, changed],
  );
}

/** Axe finds nothing on a page, and nothing of it lies beside the window. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
}
