import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** How a page is used: by pointer and field, or by keyboard alone. */
export interface Hand {
  press(name: string | RegExp): Promise<void>;
  write(label: string | RegExp, text: string): Promise<void>;
  /** Types where the focus is. */
  type(text: string): Promise<void>;
  /** Takes one of the choices of a list. */
  choose(label: string | RegExp, choice: string): Promise<void>;
  /** Moves a thumb of a ruler to a whole figure. */
  slide(name: string | RegExp, to: number): Promise<void>;
  /** Presses keys where the focus is. */
  keys(...keys: readonly string[]): Promise<void>;
  /** What was done so far: presses of the pointer and fields filled, or strokes of keys but for what is typed. */
  readonly actions: () => number;
}

const pressable = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name })
    .or(page.getByRole('link', { name }))
    .or(page.locator('summary').filter({ hasText: name }))
    .first();
const field = (page: Page, label: string | RegExp) =>
  page.getByLabel(label, { exact: true }).and(page.locator('input, textarea, [contenteditable=true]')).first();

export function byPointer(page: Page): Hand {
  let actions = 0;
  const done = async (work: Promise<unknown>) => {
    actions += 1;
    await work;
  };
  return {
    press: (name) => done(pressable(page, name).click()),
    write: (label, text) => done(field(page, label).fill(text)),
    type: (text) => done(page.keyboard.insertText(text)),
    choose: (label, choice) => done(page.getByLabel(label, { exact: true }).selectOption({ label: choice })),
    slide: (name, to) => done(drag(page, name, to)),
    async keys(...keys) {
      for (const key of keys) await done(page.keyboard.press(key));
    },
    actions: () => actions,
  };
}

/** Nothing but keys: Tab until what is wanted has the focus, then Enter, or what is typed. */
export function byKeyboard(page: Page): Hand {
  let actions = 0;
  const key = async (name: string) => {
    actions += 1;
    await page.keyboard.press(name);
  };
  const tabTo = async (name: string | RegExp) => {
    for (let i = 0; i < MOST_TABS; i++) {
      // In a grid Tab goes to the next cell, unless Escape leaves it.
      if (await isInGrid(page)) await key('Escape');
      await key('Tab');
      const found = await nameOfFocus(page);
      if (typeof name === 'string' ? found === name : name.test(found)) return;
    }
    throw new Error(`No key leads to ${name}`);
  };
  return {
    async press(name) {
      await pressable(page, name).waitFor();
      await tabTo(name);
      await key('Enter');
    },
    async write(label, text) {
      await field(page, label).waitFor();
      await tabTo(label);
      await key('Control+a');
      await page.keyboard.insertText(text);
    },
    type: (text) => page.keyboard.insertText(text),
    async choose(label, choice) {
      await page.getByLabel(label, { exact: true }).waitFor();
      await tabTo(label);
      const steps = await page.evaluate((text) => {
        const list = document.activeElement;
        if (!(list instanceof HTMLSelectElement)) return Number.NaN;
        return [...list.options].findIndex(({ label: own }) => own === text) - list.selectedIndex;
      }, choice);
      if (Number.isNaN(steps)) throw new Error(`${label} is no list`);
      for (let i = 0; i < Math.abs(steps); i++) await key(steps < 0 ? 'ArrowUp' : 'ArrowDown');
    },
    async slide(name, to) {
      const thumb = page.getByRole('slider', { name });
      await thumb.waitFor();
      await tabTo(name);
      const steps = to - Number(await thumb.getAttribute('aria-valuenow'));
      for (let i = 0; i < Math.abs(steps); i++) await key(steps < 0 ? 'ArrowLeft' : 'ArrowRight');
    },
    async keys(...keys) {
      for (const one of keys) await key(one);
    },
    actions: () => actions,
  };
}

const MOST_TABS = 300;

/** Drags a thumb by the pointer, along a ruler from 0 to 100. */
async function drag(page: Page, name: string | RegExp, to: number): Promise<void> {
  const thumb = page.getByRole('slider', { name });
  await thumb.waitFor();
  // The words above move the ruler down when they come.
  await page.locator('.sentence').first().waitFor();
  const [box, scale] = [await thumb.boundingBox(), await page.locator('.cut-scale').first().boundingBox()];
  const now = Number(await thumb.getAttribute('aria-valuenow'));
  if (box === null || scale === null) throw new Error('no ruler');
  const y = box.y + 20;
  const x = box.x + box.width / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + ((to - now) * scale.width) / 100, y, { steps: 8 });
  await page.mouse.up();
}

const isInGrid = (page: Page) => page.evaluate(() => document.activeElement?.closest('[role=grid]') instanceof Element);

/** What the control that has the focus is called. */
const nameOfFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement)) return '';
    const isField =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
    const label = isField ? at.labels?.[0] : undefined;
    return (at.getAttribute('aria-label') ?? label?.textContent ?? at.textContent).trim();
  });

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
