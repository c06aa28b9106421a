import iconv from 'iconv-lite';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('editors of entities, reference tables and feeds', reason);

describe.runIf(reason === null)('editors of entities, reference tables and feeds', { timeout: 180_000 }, () => {
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
  /** The draft as this browser keeps it. */
  const draft = async (page: Page, id: string) => {
    const kept = await page.evaluate((key) => localStorage.getItem(key), `guiju.draft..${id}`);
    const { text } = JSON.parse(kept ?? '{"text":null}') as { readonly text: string | null };
    return (text === null ? null : JSON.parse(text)) as never;
  };

  it('in English, by pointer: a field is changed, what names it is told, and a rename carries its key', async () => {
    const { page, faults } = await open('/definitions/entity/customer');
    await page.getByRole('button', { name: 'Change Monthly income' }).click();
    await page.getByText(/definitions? names? it:/).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Title in English').fill('Income a month');
    await page.getByLabel('At most').fill('5万');
    await expect
      .poll(() => draft(page, 'entity/customer'))
      .toMatchObject({ fields: { monthlyIncome: { title: { en: 'Income a month' }, maximum: 50_000 } } });
    await page.getByLabel('Name in files and formulas').fill('age');
    await page.getByText('This name is taken.').waitFor();
    await page.getByLabel('Name in files and formulas').fill('income');
    await page.getByRole('button', { name: 'Rename' }).click();
    await expect
      .poll(() => draft(page, 'entity/customer'))
      .toMatchObject({ fields: { income: { title: { en: 'Income a month' } } } });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => draft(page, 'entity/customer')).toMatchObject({ fields: { monthlyIncome: {} } });
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('in Chinese, by keys alone: a field is added, given values, and taken out again', async () => {
    const { page, faults } = await open('/definitions/entity/area', { locale: 'zh-CN' });
    await page.getByLabel('新字段的名称').focus();
    await page.keyboard.type('等级');
    await page.keyboard.press('Enter');
    await page.getByText('没有定义提到它。').waitFor();
    await page.getByRole('button', { name: '添加一行' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('代码，第 1 行').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('high');
    await page.keyboard.press('Tab');
    await page.keyboard.type('高');
    await expect
      .poll(() => draft(page, 'entity/area'))
      .toMatchObject({ fields: { 等级: { enum: ['high'], labels: { high: { 'zh-CN': '高' } } } } });
    await expectAccessible(page);
    await page.getByRole('button', { name: '删除 等级' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => draft(page, 'entity/area')).toBeNull();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('rows of a reference table are typed, pasted from a spreadsheet, sorted and taken back in one step', async () => {
    const { page, faults } = await open('/definitions/reference/ftp');
    const rate = page.locator('.cell-grid tbody tr').first().locator('input').nth(2);
    await rate.fill('3.5%');
    const first = async () => ((await draft(page, 'reference/ftp')) as { rows: { rate: number }[] } | null)?.rows[0];
    await expect.poll(first).toMatchObject({ rate: 0.035 });
    await rate.blur();
    await expect.poll(() => rate.inputValue()).toBe('3.5%');
    await page.getByText('Columns …').click();
    await page.getByLabel('Name of a new column').fill('note');
    await page.getByRole('button', { name: 'Add the column' }).click();
    await page.getByLabel('Title in English').fill('Remark');
    await page.getByRole('columnheader', { name: 'Remark' }).waitFor();
    await page.getByLabel('Name in files and formulas').fill('remark');
    await page.getByRole('button', { name: 'Rename' }).click();
    await expect
      .poll(() => draft(page, 'reference/ftp'))
      .toMatchObject({ fields: { remark: { type: 'string', title: { en: 'Remark' } } } });
    await page.getByRole('button', { name: 'Remove the column “Remark”' }).click();
    await expect.poll(() => page.getByRole('columnheader', { name: 'Remark' }).count()).toBe(0);
    const count = await page.locator('.cell-grid tbody tr').count();
    await page.getByRole('button', { name: 'Add a row' }).click();
    const last = page.locator('.cell-grid tbody tr').last().locator('input').first();
    await last.focus();
    await last.evaluate((field) => {
      const data = new DataTransfer();
      data.setData('text/plain', '1y\tCNY\n2y\tCNY\n');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => page.locator('.cell-grid tbody tr').count()).toBe(count + 2);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.locator('.cell-grid tbody tr').count()).toBe(count + 1);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['en', /^About this definition/, 'Owner', 'Purpose'],
    ['zh-CN', /^关于本定义/, '归属机构', '用途'],
  ])(
    'in %s what a definition says about itself is written in a form of its schema',
    async (locale, title, owner, purpose) => {
      const { page, faults } = await open('/definitions/criteria/growth-potential', { locale });
      await page.getByText(title).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel(owner, { exact: true }).fill('branch-1');
      await page.getByLabel(purpose, { exact: true }).fill('');
      await expect
        .poll(() => draft(page, 'criteria/growth-potential'))
        .toMatchObject({ owner: 'branch-1', when: {}, basis: [{}] });
      expect(await draft(page, 'criteria/growth-potential')).not.toHaveProperty('purpose');
      await expectAccessible(page);
      const undo = page.getByRole('button', { name: locale === 'en' ? 'Undo' : '撤销' });
      await undo.click();
      await undo.click();
      await expect.poll(() => draft(page, 'criteria/growth-potential')).toBeNull();
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it.each([
    ['en', 'Manual: Feed', 'Begin one with an example'],
    ['zh-CN', '手册：供数', '从例子新建一个'],
  ])('in %s the manual of a kind tells its keys, and begins one', async (locale, title, begin) => {
    const { page, faults } = await open('/manual/feed', { locale });
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText('thousands').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: begin }).click();
    await page.waitForURL('**/new?kind=feed');
    expect(await page.locator('input[value=feed]').isChecked()).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    [
      'en',
      'Sample file',
      /2 rows\. 1 cell cannot be read/,
      'How cells of 年龄 are written',
      /2 rows\. Every cell is read/,
    ],
    ['zh-CN', '样例文件', /2 行。 1 个单元格无法读取/, '列“年龄”的写法', /2 行。 每个单元格都能读取/],
  ])(
    'in %s a sample file is read as rows while formats change, and nothing of it is sent',
    async (locale, label, before, format, after) => {
      const { page, faults } = await open('/definitions/feed/core-customers', { locale });
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(request.url());
      });
      const buffer = iconv.encode('某分行,2026-01-31\n客户号,年龄,债务收入比\nA1,30,12.5%\nA2,约五十,3%\n', 'gbk');
      await page.getByRole('button', { name: format }).waitFor();
      await page.getByLabel(label).setInputFiles({ name: 'sample.csv', mimeType: 'text/csv', buffer });
      const status = page.getByRole('status').filter({ hasText: 'sample.csv' });
      await expect.poll(() => status.innerText()).toMatch(before);
      expect(await page.locator('.feed-preview tbody').innerText()).toMatch(/0\.125/);
      expect(await page.locator('.feed-preview tbody .error').innerText()).toContain('约五十');
      await expectAccessible(page);
      await page.getByRole('button', { name: format }).focus();
      await page.keyboard.press('Enter');
      await page.locator('[data-at="/columns/年龄/missing"]').fill('- | 约五十');
      await expect.poll(() => status.innerText()).toMatch(after);
      await expectAccessible(page);
      expect(await draft(page, 'feed/core-customers')).toMatchObject({
        columns: { 年龄: { missing: ['-', '约五十'] } },
      });
      expect(sent).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
});
