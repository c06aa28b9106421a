import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './changes.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('writing conditions', reason);

const GROWTH = 'criteria/growth-potential';

describe.runIf(reason === null)('writing conditions', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  /** The condition as the draft of this browser has it; null where there is no draft. */
  const drafted = (page: Page, of: string) =>
    page.evaluate((id) => {
      const kept = localStorage.getItem(`guiju.draft..${id}`);
      const text = kept === null ? null : (JSON.parse(kept) as { text: string }).text;
      return text === null
        ? null
        : (JSON.parse(text) as { when?: unknown; classes?: { name: string; when?: unknown }[] });
    }, of);
  const written = async (page: Page): Promise<unknown> => (await drafted(page, GROWTH))?.when ?? null;
  const first = async (page: Page) => ((await written(page)) as { all: readonly unknown[] } | null)?.all;
  const last = async (page: Page) => (await first(page))?.at(-1);
  const wholeSearch = (page: Page) => page.locator('.cond-whole > ul > .cond-foot input');
  const sound = async (page: Page) => {
    await expectAccessible(page);
  };

  it('by pointer a row is typed, changed, moved, taken out and taken back, and what is wrong with it is said at once', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${GROWTH}`);
    const growth = page.getByLabel('Value of Customer contribution: Contribution growth');
    await expect.poll(() => growth.inputValue()).toBe('20%');
    const search = wholeSearch(page);
    await search.fill('age 18');
    await page.getByRole('option', { name: 'Age is at least 18 years' }).click();
    await expect.poll(() => last(page)).toEqual({ fact: 'age', operator: 'greaterThanInclusive', value: 18 });
    await expect.poll(() => page.locator('.sentence').innerText()).toMatch(/age is (at least )?18/i);
    const row = page.locator('[data-at="/when/all/2"]');
    const value = row.getByLabel('Value of Age (years)');
    await value.fill('130');
    await row.getByText('Age lies between 0 and 120.').waitFor();
    await value.fill('２０');
    await expect.poll(() => last(page)).toEqual({ fact: 'age', operator: 'greaterThanInclusive', value: 20 });
    await row.getByLabel('Relation of Age').selectOption({ label: 'is below' });
    await value.fill('0');
    await row.getByText(/Never true: no record passes this row. Even this one does not: Age \S+/).waitFor();
    await row.getByLabel('Relation of Age').selectOption({ label: 'is in' });
    await row.getByLabel('Age: from').fill('18');
    await row.getByLabel('Age: to').fill('25');
    await expect.poll(() => last(page)).toEqual({ fact: 'age', operator: 'between', value: '[18, 25]' });
    await row.getByLabel('Age: where it is unknown').selectOption('passes');
    await expect
      .poll(() => last(page))
      .toEqual({
        any: [
          { fact: 'age', operator: 'isMissing', value: true },
          { fact: 'age', operator: 'between', value: '[18, 25]' },
        ],
      });
    // Another field says what it could not keep; the half-filled row stays in the draft and is named.
    await row.getByRole('button', { name: 'Change the field Age' }).click();
    await row.locator('.cond-search input').fill('gender');
    await row.locator('.cond-offers li').first().click();
    await page.getByText('Gender cannot be asked so: relation and value were dropped').waitFor();
    await row.getByText('No value yet').waitFor();
    await expect.poll(() => page.locator('.strip').innerText()).toMatch(/\d+ problems?/);
    await row.getByLabel('Value of Gender').selectOption({ label: 'Female' });
    await expect.poll(() => page.locator('.strip').innerText()).toContain('Sound');
    await row.getByRole('button', { name: /move, copy, remove$/ }).click();
    await row.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.locator('[data-at="/when/all/3"]').getByText('Says the same as another row of this group.').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await first(page))?.length).toBe(3);
    // Into the group before it, and out again; out of sight and back.
    await row.getByRole('button', { name: 'Into the group beside it' }).click();
    await page.locator('[data-at="/when/all/1/any/3"]').waitFor();
    await page.getByText('now number 4 of 4 in “Any of these holds”').waitFor();
    await page
      .locator('[data-at="/when/all/1/any/3"]')
      .getByRole('button', { name: /move, copy, remove$/ })
      .click();
    await page.locator('[data-at="/when/all/1/any/3"]').getByRole('button', { name: 'Remove', exact: true }).click();
    // As it was published: there is no draft any more.
    await expect.poll(() => written(page)).toBeNull();
    await page.keyboard.press('Control+z');
    await page.locator('[data-at="/when/all/1/any/3"]').waitFor();
    await sound(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('a negation is drawn and written as any group: nothing is made anew for ever', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/criteria/stale-credit-grade`);
    await page.locator('.cond-whole').waitFor();
    await wholeSearch(page).fill('age 18');
    await page.getByRole('option', { name: 'Age is at least 18 years' }).click();
    await page.locator('.cond-whole').getByLabel('Value of Age (years)').fill('30');
    await expect
      .poll(async () => JSON.stringify((await drafted(page, 'criteria/stale-credit-grade'))?.when))
      .toContain('"value":30');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('rules of json-rules-engine are pasted, what has no row stays whole and is moved whole, and comes out as it went in', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${GROWTH}`);
    await page.getByText('As rules of json-rules-engine').click();
    const text = page.getByLabel('Conditions of json-rules-engine, to be put in the place of these');
    await text.fill('{ no');
    await page.getByText(/^This is no JSON: /).waitFor();
    await text.fill('{ "event": {} }');
    await page.getByText(/^No conditions were found/).waitFor();
    const locked = { fact: 'age', operator: 'swap:lessThan', value: 3, params: { since: 2 } };
    const conditions = { all: [locked, { fact: 'age', operator: 'greaterThan', value: 20 }], priority: 3 };
    await text.fill(JSON.stringify({ conditions, event: { type: 'x' } }));
    await page.getByRole('button', { name: 'Take these conditions' }).click();
    await page.getByText('Taken; 1 part is kept as it is, without a row').waitFor();
    await expect.poll(() => written(page)).toEqual(conditions);
    await page.locator('[data-at="/when/all/0"]').getByText('Kept as it is').waitFor();
    await page.locator('[data-handle="/when/all/0"]').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => last(page)).toEqual(locked);
    expect(JSON.parse(await text.inputValue())).toEqual({ all: conditions.all.toReversed(), priority: 3 });
    // One item that is denied, bare, and joined by another.
    await text.fill(JSON.stringify({ not: { fact: 'age', operator: 'greaterThan', value: 20 } }));
    await page.getByRole('button', { name: 'Take these conditions' }).click();
    await page.locator('[data-at="/when/not"]').waitFor();
    await wholeSearch(page).fill('age 70');
    await page.locator('.cond-offers li').first().click();
    await expect.poll(async () => JSON.stringify(await written(page))).toMatch(/^\{"not":\{"any":\[.*70\}\]\}\}$/);
    await sound(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('classes by conditions have the same rows, and are tried in another order by keys', async () => {
    const tier = 'segmentation/household-tier';
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${tier}`);
    const order = async () => (await drafted(page, tier))?.classes?.map(({ name }) => name);
    await page.getByRole('button', { name: 'Try Wealth household earlier' }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(order).toEqual(['private-banking', 'affluent', 'wealth']);
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(order).toEqual(['wealth', 'private-banking', 'affluent']);
    const rich = page
      .locator('.cond-class')
      .filter({ has: page.getByRole('heading', { name: 'Private banking household' }) });
    await rich.getByLabel(/^Value of .*\(CNY\)$/).fill('700万');
    await expect
      .poll(async () => JSON.stringify((await drafted(page, tier))?.classes?.[1]?.when))
      .toContain('"operator":"greaterThanInclusive","value":7000000');
    await sound(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('classes that are one criteria each, by its name, are drawn and joined by rows', async () => {
    const pyramid = 'segmentation/customer-pyramid';
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${pyramid}`);
    await page.locator('.cond-builder').first().waitFor();
    await page.locator('.cond-whole > ul > .cond-foot input').first().fill('age 18');
    await page.locator('.cond-offers li').first().click();
    await expect
      .poll(async () =>
        JSON.stringify((await drafted(page, pyramid))?.classes?.find(({ when }) => when !== undefined)?.when),
      )
      .toContain('{"fact":"age","operator":"greaterThanInclusive","value":18}]}');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('an exception and whom a segmentation applies to are written by rows, whatever its method', async () => {
    const of = 'segmentation/customer-class';
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${of}`);
    const now = async () =>
      (await drafted(page, of)) as { exceptions?: readonly unknown[]; appliesTo?: unknown } | null;
    await page.getByRole('article', { name: 'Exception: Exit approved by a person with authority' }).waitFor();
    await page.getByRole('button', { name: 'Add an exception' }).click();
    const added = page.locator('[data-at="/exceptions/1"]');
    await added.locator('.cond-whole > ul > .cond-foot input').fill('age 18');
    await page.getByRole('option', { name: 'Age is at least 18 years' }).click();
    await added.getByLabel('Class it gives').selectOption({ label: 'Gold' });
    await added.getByLabel('Reason in English').fill('Of age');
    await added.getByLabel('Code of the reason').fill('of-age');
    await added.getByRole('button', { name: 'Try Of age earlier' }).click();
    await expect
      .poll(async () => (await now())?.exceptions?.[0])
      .toEqual({
        when: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: 18 }] },
        class: 'gold',
        reason: 'of-age',
        title: { en: 'Of age' },
      });
    await expect.poll(() => page.locator('.sentences').first().innerText()).toMatch(/Of age|Gold/);
    await sound(page);
    const limited = page.getByLabel('Only those who meet a condition are classified');
    expect(await limited.isChecked()).toBe(true);
    await limited.uncheck();
    await expect.poll(async () => 'appliesTo' in ((await now()) ?? {})).toBe(false);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await now())?.appliesTo).toEqual({ condition: 'criteria/personal-customer' });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found 6, 14: in Chinese, by keyboard alone, a row is composed, moved between groups, grouped, taken out and taken back', async () => {
    const { page, faults } = await visit(browser, `${studio.url}/definitions/${GROWTH}`, { locale: 'zh-CN' });
    await wholeSearch(page).waitFor();
    const focused = (of: string) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, of);
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 120 && !(await focused(selector)); i += 1) await page.keyboard.press('Tab');
      expect(await focused(selector)).toBe(true);
    };
    await tabTo('.cond-whole > ul > .cond-foot input');
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'nian ling', selectionStart: 9, selectionEnd: 9 });
    await session.send('Input.imeSetComposition', { text: '年龄', selectionStart: 2, selectionEnd: 2 });
    // Enter within a composition chooses characters, and no row.
    await wholeSearch(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await written(page)).toBeNull();
    await session.send('Input.insertText', { text: '年龄' });
    await page.keyboard.type(' 18');
    await page.getByRole('option', { name: '年龄不低于 18 岁' }).waitFor();
    // How many pass each row is told as the server counts it.
    const reply = await fetch(`${studio.url}/api/v1/definitions/${GROWTH}/counts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { parts } = (await reply.json()) as { parts: { pointer: string; met: number }[] };
    const met = parts.find(({ pointer }) => pointer === '/when/all/0')?.met;
    await expect
      .poll(() => page.locator('[data-at="/when/all/0"]').first().innerText())
      .toContain(`${String(met)} 位符合`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => last(page)).toEqual({ fact: 'age', operator: 'lessThan', value: 18 });
    // Half filled, its value is gone on with at once.
    await page.keyboard.type('月收入');
    await page.locator('.cond-offers [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused('[data-at="/when/all/3"] input')).toBe(true);
    await page.keyboard.type('5万');
    await expect
      .poll(() => last(page))
      .toEqual({ fact: 'monthlyIncome', operator: 'greaterThanInclusive', value: 50000 });
    const at = async (pointer: string) => {
      await expect.poll(() => focused(`[data-handle="${pointer}"]`)).toBe(true);
    };
    await page.keyboard.press('Alt+ArrowUp');
    await at('/when/all/2');
    await page.keyboard.press('Alt+ArrowUp');
    await at('/when/all/1');
    await page.keyboard.press('Alt+Shift+ArrowRight');
    await at('/when/all/1/any/0');
    await page.getByText('中 4 项的第 1 项').waitFor();
    await page.keyboard.press('Control+g');
    await at('/when/all/1/any/0');
    await expect
      .poll(async () => JSON.stringify((await first(page))?.[1]))
      .toMatch(/^\{"any":\[\{"all":\[\{"fact":"monthlyIncome"/);
    await page.keyboard.press('Control+Shift+G');
    await page.keyboard.press('Alt+Shift+ArrowLeft');
    await at('/when/all/2');
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await first(page))?.length).toBe(3);
    await page.getByText('按 Ctrl+Z 撤销').last().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await first(page))?.length).toBe(4);
    await sound(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
