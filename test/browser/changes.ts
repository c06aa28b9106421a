import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

export interface BroughtFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How a page is used: by pointer and field, or by keyboard alone. */
export interface Hand {
  press(name: string | RegExp): Promise<void>;
  write(label: string | RegExp, text: string): Promise<void>;
  /** Types where the focus is. */
  type(text: string): Promise<void>;
  /** Takes one of the choices of a list. */
  choose(label: string | RegExp, choice: string): Promise<void>;
  /** Takes one of the radio buttons of a group. */
  pick(choice: string | RegExp): Promise<void>;
  /** Brings a file to a field for one. */
  bring(label: string | RegExp, file: BroughtFile): Promise<void>;
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
    .or(page.getByRole('checkbox', { name }))
    .first();
/** A list is called by its label, without what it offers. */
const list = (page: Page, label: string | RegExp) => page.getByRole('combobox', { name: label, exact: true }).first();
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
    choose: (label, choice) => done(list(page, label).selectOption({ label: choice })),
    pick: (choice) => done(page.getByRole('radio', { name: choice }).click()),
    async bring(label, file) {
      const chooser = page.waitForEvent('filechooser');
      await done(field(page, label).click());
      await (await chooser).setFiles(file);
    },
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
  const tabTo = async (name: string | RegExp, called: (at: Page) => Promise<string> = nameOfFocus) => {
    for (let i = 0; i < MOST_TABS; i++) {
      // In a grid Tab goes to the next cell, unless Escape leaves it.
      if (await isInGrid(page)) await key('Escape');
      await key('Tab');
      const found = await called(page);
      if (typeof name === 'string' ? found === name : name.test(found)) return;
    }
    throw new Error(`No key leads to ${name}`);
  };
  return {
    async press(name) {
      await pressable(page, name).waitFor();
      await tabTo(name);
      const isBox = await page.evaluate(() => document.activeElement?.matches('input[type=checkbox]') ?? false);
      await key(isBox ? 'Space' : 'Enter');
    },
    async write(label, text) {
      await field(page, label).waitFor();
      await tabTo(label);
      await key('Control+a');
      await page.keyboard.insertText(text);
    },
    type: (text) => page.keyboard.insertText(text),
    async choose(label, choice) {
      await list(page, label).waitFor();
      await tabTo(label);
      const steps = await page.evaluate((text) => {
        const list = document.activeElement;
        if (!(list instanceof HTMLSelectElement)) return Number.NaN;
        return [...list.options].findIndex(({ label: own }) => own === text) - list.selectedIndex;
      }, choice);
      if (Number.isNaN(steps)) throw new Error(`${label} is no list`);
      for (let i = 0; i < Math.abs(steps); i++) await key(steps < 0 ? 'ArrowUp' : 'ArrowDown');
    },
    async pick(choice) {
      const wanted = page.getByRole('radio', { name: choice });
      await wanted.waitFor();
      await tabTo(await wanted.evaluate((radio) => (radio as HTMLInputElement).name), groupOfFocus);
      const steps = await wanted.evaluate((radio) => {
        const { name, checked } = radio as HTMLInputElement;
        const group = [...document.querySelectorAll('input[type=radio]')].filter(
          (one) => (one as HTMLInputElement).name === name,
        );
        const away = group.indexOf(radio) - group.indexOf(document.activeElement ?? radio);
        return { away, isChecked: checked };
      });
      if (steps.away === 0 && !steps.isChecked) await key('Space');
      for (let i = 0; i < Math.abs(steps.away); i++) await key(steps.away < 0 ? 'ArrowUp' : 'ArrowDown');
    },
    async bring(label, file) {
      await field(page, label).waitFor();
      await tabTo(label);
      // The dialog is the system's own, and keys open none where there is no window.
      await field(page, label).and(page.locator(':focus')).setInputFiles(file);
      actions += 1;
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

/** What people came for, each with how long it took and in how many actions. */
export interface Tally {
  /** Does one task, or a part of one that is done in several, and notes it. */
  readonly task: (name: string, how: string, hand: Hand, work: () => Promise<void>) => Promise<void>;
  readonly print: () => void;
}

export function tally(): Tally {
  const done = new Map<string, { seconds: number; actions: number }>();
  return {
    async task(name, how, hand, work) {
      const [began, before] = [performance.now(), hand.actions()];
      await work();
      const key = `${name}, ${how}`;
      const { seconds, actions } = done.get(key) ?? { seconds: 0, actions: 0 };
      done.set(key, {
        seconds: seconds + (performance.now() - began) / 1000,
        actions: actions + hand.actions() - before,
      });
    },
    print() {
      for (const [task, { seconds, actions }] of done)
        process.stdout.write(`${task}: ${seconds.toFixed(1)} s, ${actions} actions\n`);
    },
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
    const label = isField ? at.labels?.[0]?.cloneNode(true) : undefined;
    if (label instanceof HTMLElement)
      for (const control of label.querySelectorAll('select, input, [aria-hidden=true]')) control.remove();
    return (at.getAttribute('aria-label') ?? label?.textContent ?? at.textContent).trim();
  });

/** The group of the radio button that has the focus; empty of anything else. */
const groupOfFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at instanceof HTMLInputElement && at.type === 'radio' ? at.name : '';
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

/**
 * Axe finds nothing on a page, and nothing of it lies beside the window. Axe tells faults alone, from within the page: what it
 * holds of all that is right, carried out to another page as its way for frames of other origins does, takes thrice as long.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], preload: false });
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
  expect(found).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
}
