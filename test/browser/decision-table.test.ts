import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './changes.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('a decision table as a grid', reason);

const TABLE = '/definitions/decision-table/service-parameters';

/** The parts of the table that the tests change. */
interface Table {
  hitPolicy: string;
  outputs: { name: string; type: string }[];
  rules: { when: unknown[]; then: unknown[] }[];
  otherwise?: unknown[];
}

describe.runIf(reason === null)('a decision table as a grid', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = async (options: BrowserContextOptions = {}, query = '') => {
    const visited = await visit(browser, studio.url + TABLE + query, {
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    return visited;
  };
  const cell = (page: Page, row: number, column: number) => page.locator(`[data-cell="${row}/${column}"]`);
  const shown = (page: Page, row: number, column: number) => cell(page, row, column).locator('.rule-text').innerText();
  const active = (page: Page) =>
    page.evaluate(() => document.activeElement?.closest('[data-cell]')?.getAttribute('data-cell') ?? null);
  const meaning = (page: Page) => page.locator('.rule-meaning').innerText();
  const rowNames = (page: Page) => page.locator('.rule-name').allInnerTexts();
  /** Writes a changed table into the browser's own draft, and opens the page again. */
  const keep = async (page: Page, change: (table: Table) => void) => {
    const reply = await page.request.get(`${studio.url}/api/v1${TABLE}`);
    const { document: table } = (await reply.json()) as { document: Table };
    change(table);
    await page.evaluate(
      (text) => {
        const copy = { text, isDrawn: false, kept: null };
        localStorage.setItem('guiju.draft..decision-table/service-parameters', JSON.stringify(copy));
      },
      `${JSON.stringify(table, null, 2)}\n`,
    );
    await page.reload();
    await page.getByRole('grid').waitFor();
  };

  it.each([
    ['en', /not understood as a figure/, '≥ 5', 'Tab leaves the table now.'],
    ['zh-CN', /看不懂这是数/, '不满 5', '现在按 Tab 离开表格。'],
  ])('in %s is written by the keys of a spreadsheet, and left by Esc and Tab', async (locale, kept, bad, left) => {
    const { page, faults } = await open({ locale });
    await cell(page, 0, 2).click();
    expect(await active(page)).toBe('0/2');
    await page.keyboard.type(bad);
    await expect.poll(() => meaning(page)).toMatch(kept);
    await page.keyboard.press('Escape');
    expect(await shown(page, 0, 2)).toBe('2');
    await page.keyboard.type('6');
    await page.keyboard.press('Enter');
    expect(await active(page)).toBe('1/2');
    await expect.poll(() => shown(page, 0, 2)).toBe('6');
    await page.keyboard.press('Tab');
    expect(await active(page)).toBe('1/3');
    await page.keyboard.press('F2');
    await page.keyboard.type('0');
    await page.keyboard.press('Enter');
    await expect.poll(() => shown(page, 1, 3)).toBe('30');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    await expect.poll(() => shown(page, 2, 3)).toBe('30');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(page, 2, 3)).toBe('5');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(page, 1, 3)).toBe('3');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(page, 0, 2)).toBe('2');
    await expect.poll(() => page.locator('.strip').innerText()).not.toMatch(/\d+ problem|个问题/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByText(left).waitFor();
    await page.keyboard.press('Tab');
    expect(await active(page)).toBeNull();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found 37: each of several edits is one step back, and Ctrl+Z within a cell undoes its text only', async () => {
    const { page } = await open();
    await cell(page, 0, 1).click();
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Delete');
    await expect.poll(() => shown(page, 1, 1)).toBe('missing');
    await page.keyboard.type('89');
    await page.keyboard.press('Control+z');
    expect(await shown(page, 0, 1)).toBe('7');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(page, 1, 1)).toBe('2');
    expect(await shown(page, 0, 1)).toBe('7');
    await page.keyboard.press('Control+z');
    await expect.poll(() => shown(page, 0, 1)).toBe('1');
    await page.context().close();
  });

  it('found 6: Chinese composes from its first letter on a selected cell; Enter while composing neither writes nor moves', async () => {
    const { page } = await open({ locale: 'zh-CN' });
    await cell(page, 0, 5).click();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: 'you xian', selectionStart: 8, selectionEnd: 8 });
    const field = page.locator('.live-field');
    await expect.poll(() => field.inputValue()).toBe('you xian');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    expect(await active(page)).toBe('0/5');
    await session.send('Input.insertText', { text: '优先服务' });
    await expect.poll(() => field.inputValue()).toBe('优先服务');
    await page.keyboard.press('Enter');
    expect(await active(page)).toBe('1/5');
    await expect.poll(() => shown(page, 0, 5)).toBe('优先服务');
    await expect.poll(() => page.locator('.strip').innerText()).toContain('没有问题');
    await page.context().close();
  });

  it('copies, fills and pastes blocks, adds the rules they need, each as one step back', async () => {
    const { page } = await open();
    await cell(page, 0, 1).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^1\t2\r?\n2\t4\r?\n$/);
    const kinds = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
    expect(kinds.toSorted()).toEqual(['text/html', 'text/plain']);
    await cell(page, 3, 1).click();
    await page.keyboard.press('Control+v');
    await expect.poll(() => page.getByRole('row').count()).toBe(7);
    expect([await shown(page, 3, 1), await shown(page, 4, 2)]).toEqual(['1', '4']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByRole('row').count()).toBe(6);
    expect(await shown(page, 3, 1)).toBe('4');
    await page.context().close();
  });

  it.each([
    ['en', 'Goes to, for copied column 7', 'Paste', 'Cancel'],
    ['zh-CN', '复制的第 7 列归入', '粘贴', '取消'],
  ])(
    'in %s a block wider than the table is mapped by a person, and never cut off',
    async (locale, seventh, paste, cancel) => {
      const { page } = await open({ locale });
      await page.evaluate(() => navigator.clipboard.writeText('a\t1\t2\t3\t4\tstandard\tremark\r\n'));
      await cell(page, 0, 0).click();
      await page.keyboard.press('Control+v');
      const target = page.getByLabel(seventh);
      await target.waitFor();
      expect(await target.inputValue()).toBe('');
      await page.getByRole('button', { name: cancel }).click();
      expect(await shown(page, 0, 1)).toBe('1');
      await cell(page, 0, 0).click();
      await page.keyboard.press('Control+v');
      await page.getByRole('button', { name: paste }).click();
      await expect.poll(() => shown(page, 0, 4)).toBe('4');
      await page.context().close();
    },
  );

  it('rules are added, moved and taken out; columns too', async () => {
    const { page } = await open();
    await cell(page, 1, 1).click();
    await page.keyboard.press('Shift+ ');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => shown(page, 2, 1)).toBe('2');
    await page.getByRole('button', { name: 'Rule below' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(7);
    expect(await active(page)).toBe('3/0');
    await page.getByRole('button', { name: 'Remove the rule' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(6);
    await page.getByRole('button', { name: 'Add a result' }).click();
    await page.getByRole('columnheader', { name: 'result1' }).waitFor();
    const head = page.locator('.rules-column');
    await head.getByLabel('Name in answers, files and formulas').fill('Bad name');
    await head.getByText('A name begins with a small letter').waitFor();
    // What is typed counts where another column is pressed, too.
    await head.getByLabel('Name in answers, files and formulas').fill('fee');
    await page.getByRole('columnheader').nth(1).click();
    await page.getByRole('columnheader', { name: 'fee' }).click();
    await head.getByLabel('Title in English').fill('Yearly fee');
    await page.getByRole('columnheader', { name: 'Yearly fee' }).waitFor();
    // A value is typed letter by letter, with a comma in it, and keeps what it is called.
    await head.getByLabel('Values it may hold').fill('"low, high", none');
    await head.getByLabel('Title in English').focus();
    expect(await head.getByLabel('Values it may hold').inputValue()).toBe('"low, high", none');
    await head.getByLabel('Type').selectOption('decimal');
    await head.getByLabel('Unit').fill('CNY');
    await expect
      .poll(() => page.getByRole('columnheader', { name: 'Yearly fee' }).innerText())
      .toMatch(/Yearly fee\s*CNY/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('columnheader').nth(1).dblclick();
    await head.getByLabel('Field that is tested').waitFor();
    await page.getByLabel('Add a condition …').selectOption('age');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Age' }).waitFor();
    await page.context().close();
  });

  it('Ctrl+F finds in the cells as they are shown, and leads from one to the next without leaving the field', async () => {
    const { page, faults } = await open();
    await cell(page, 0, 1).click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('2');
    const find = page.getByRole('search', { name: 'Find in the table' });
    await expect.poll(() => page.locator('.rule-text mark').count()).toBeGreaterThan(2);
    const count = await page.locator('.rule-text mark').count();
    await page.keyboard.press('Enter');
    await expect.poll(() => find.getByRole('status').innerText()).toMatch(new RegExp(`^\\d of ${count}$`));
    const here = await page.locator('.rule-cell.active').getAttribute('data-cell');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.rule-cell.active').getAttribute('data-cell')).not.toBe(here);
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => page.locator('.rule-cell.active').getAttribute('data-cell')).toBe(here);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expect(await find.count()).toBe(0);
    await expect.poll(() => active(page)).toBe(here);
    expect(await page.locator('.rule-text mark').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found 7, 8: goes to a spreadsheet and comes in again; what would change is shown before it does', async () => {
    const { page, faults } = await open();
    await cell(page, 0, 1).waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as XLSX' }).click();
    const saved = await (await saving).path();
    const file = page.locator('input[type=file]');
    await file.setInputFiles({ name: 'x.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync(saved) });
    await page.getByText('The file says what the table says').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const csv = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const text = readFileSync(await (await csv).path(), 'utf8');
    const changed = text.replace(/^(,[^\r\n]*),1,2,1,12,/m, '$1,1,2,many,12,');
    expect(changed).not.toBe(text);
    await file.setInputFiles({ name: 'policy.csv', mimeType: 'text/csv', buffer: Buffer.from(changed) });
    await page.getByText('1 rule is changed').waitFor();
    await page.getByText(/policy!E\d+: “many” is not a figure/).waitFor();
    expect(await shown(page, 0, 3)).toBe('1');
    await page.getByRole('button', { name: 'Take it' }).click();
    await expect.poll(() => shown(page, 0, 3)).toBe('many');
    await expect.poll(() => cell(page, 0, 3).getAttribute('aria-invalid')).toBe('true');
    await file.setInputFiles({
      name: 'x.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('PK no archive'),
    });
    await page.getByText('This is no XLSX or CSV file').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['en', 'Compare with a policy’s table', 'Show the differences', '1 rule is changed', '1 rule is added', 'Take it'],
    ['zh-CN', '与制度文件中的表比较', '列出差异', '改动 1 条规则', '新增 1 条规则', '采用'],
  ])(
    'in %s a policy’s table that is pasted says how it differs, and may be taken',
    async (locale, title, compare, changed, added, take) => {
      const { page, faults } = await open({ locale });
      await cell(page, 0, 0).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+c');
      const own = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n');
      const titles = (await page.getByRole('columnheader').locator('.rule-text').allInnerTexts()).join('\t');
      const rows = own.map((row, i) => (i === 1 ? row.replace(/\t4\t3\t/, '\t6\t3\t') : row));
      const policy = [titles, ...rows.slice(0, 4), rows[0]?.replace(/^[^\t]+/, '"no-such"') ?? ''].join('\r\n');
      await page.getByText(title).click();
      await page.locator('.rules-policy textarea').fill(policy);
      await page.getByRole('button', { name: compare }).click();
      await page.getByText(changed).waitFor();
      await page.getByText(added).waitFor();
      expect(await shown(page, 1, 2)).toBe('4');
      await expectAccessible(page);
      await page.getByRole('button', { name: take }).click();
      await expect.poll(() => shown(page, 1, 2)).toBe('6');
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('found 1, 10: two thousand rules of twenty columns: rows in sight are drawn, and focus and text survive scrolling', async () => {
    const { page } = await open();
    await page.getByRole('grid').waitFor();
    await keep(page, (table) => {
      const more = Array.from({ length: 14 }, (_, i) => ({ name: `more${i}`, type: 'integer' }));
      const four = table.rules;
      table.hitPolicy = 'first';
      table.outputs.push(...more);
      table.otherwise?.push(...more.map(() => 0));
      table.rules = Array.from({ length: 2000 }, (_, i) => {
        const { when, then } = four[i % 4] ?? { when: ['-'], then: [] };
        return { when, then: [...then, ...more.map((__, j) => i + j)] };
      });
    });
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2002');
    expect(await page.getByRole('grid').getAttribute('aria-colcount')).toBe('21');
    await cell(page, 3, 1).click();
    await page.keyboard.type('12');
    await page.locator('.rules-scroll').evaluate((box) => {
      box.scrollTop = box.scrollHeight / 2;
    });
    await cell(page, 1000, 1).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(80);
    expect(await active(page)).toBe('3/1');
    await page.keyboard.type('3');
    expect(await page.locator('.live-field').inputValue()).toBe('123');
    await page.keyboard.press('Enter');
    await expect.poll(() => active(page)).toBe('4/1');
    await expect.poll(() => shown(page, 3, 1)).toBe('123');
    await page.keyboard.press('Control+End');
    await expect.poll(() => active(page)).toBe('2000/19');
    expect(await cell(page, 2000, 19).isVisible()).toBe(true);
    await page.context().close();
  });

  it('the margin marks what the proofs found, and the rule that the tried request hits', async () => {
    const { page } = await open({}, '?tab=try');
    await page.locator('.rule-mark.hit').waitFor();
    expect(await page.locator('.rule-hit .rule-name').innerText()).toBe('1');
    // Every other rule says at which cell the tried record stopped.
    await expect.poll(() => page.locator('.rule-stop').count()).toBe(3);
    expect(await page.locator('.rule-hit .rule-stop').count()).toBe(0);
    // Every rule says which share of the customers it decides; together no more than all.
    await expect.poll(() => page.locator('.rule-share').count()).toBe(4);
    const shares = (await page.locator('.rule-share').allInnerTexts()).map((share) => Number.parseFloat(share));
    const sum = shares.reduce((all, share) => all + share, 0);
    expect(sum).toBeGreaterThan(10);
    expect(sum).toBeLessThanOrEqual(100.2);
    expect(await page.locator('[data-cell="1/0"] .rule-stop').getAttribute('aria-label')).toMatch(/stops here/);
    await keep(page, (table) => {
      const [first] = table.rules;
      if (first !== undefined) table.rules.splice(1, 1, structuredClone(first));
      delete table.otherwise;
    });
    await page.locator('.rule-mark.overlap').first().waitFor();
    await page.locator('.rule-gap').waitFor();
    await page.context().close();
  });

  it('a problem leads to its cell, in sight or not', async () => {
    const { page } = await open({}, '?at=/rules/2/then/1');
    await expect.poll(() => active(page)).toBe('2/2');
    expect(await rowNames(page)).toHaveLength(5);
    await page.context().close();
  });

  it.each([
    ['en', 'Rule 1', 'Priority'],
    ['zh-CN', '规则 1', '优先服务'],
  ])('in %s a phone shows a card for each rule, to be read', async (locale, title, value) => {
    const { page, faults } = await open({ locale, viewport: { width: 390, height: 844 } });
    const cards = page.locator('.rule-card');
    await cards.first().waitFor();
    expect(await cards.count()).toBe(5);
    expect(await cards.first().innerText()).toContain(title);
    expect(await cards.nth(1).innerText()).toContain(value);
    expect(await page.getByRole('grid').count()).toBe(0);
    expect(await page.locator('.rules-editor').evaluate((part) => part.scrollWidth <= part.clientWidth)).toBe(true);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
