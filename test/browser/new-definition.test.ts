import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { draftsOnServer, signIn } from './people.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('beginning a definition', reason);

describe.runIf(reason === null)('beginning a definition', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  /** Opens a page; what is not in force yet is asked for and answered by 404, which the browser notes by itself. */
  const open = async (path: string, options: BrowserContextOptions = {}) => {
    const { page, faults } = await visit(browser, studio.url + path, options);
    return { page, faults: () => faults.filter((fault) => !fault.includes('404')) };
  };
  const sentence = (page: Page) => page.locator('.sentence').innerText();

  it('in English, by pointer: a scorecard with an example is a draft that is checked, told and undone like any other', async () => {
    const { page, faults } = await open('/');
    await page.getByRole('link', { name: 'New definition' }).click();
    await page.getByRole('radio', { name: /Give points/ }).check();
    await expectAccessible(page);
    await page.getByLabel('Whose records it reads').selectOption('entity/customer');
    await page.getByLabel('Title in English').fill('Young savers');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('young-savers');
    await page.getByRole('button', { name: /^Begin the draft/ }).click();
    await page.waitForURL('**/definitions/scorecard/young-savers');
    await page.getByRole('heading', { name: 'Young savers', level: 1 }).waitFor();
    await expect.poll(() => page.locator('.strip').innerText()).toMatch(/Sound|problem/);
    await expect.poll(() => sentence(page)).not.toBe('');
    await page
      .getByLabel(/^Points of/)
      .first()
      .waitFor({ state: 'attached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Young savers', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByText('Nothing is written of this definition').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => sentence(page)).not.toBe('');
    expect(faults()).toEqual([]);
    await page.context().close();
  });

  it('in Chinese, by keys alone: what an author begins is kept on the server, and is a change to hand in', async () => {
    const { page, faults } = await open('/', { locale: 'zh-CN' });
    await signIn(page, studio.url, 'sample.author');
    await page.reload();
    await page.getByRole('link', { name: '新建定义' }).focus();
    await page.keyboard.press('Enter');
    const first = page.getByRole('radio', { name: /判断是否/ });
    await first.focus();
    await page.keyboard.press('Space');
    const tabTo = async (label: string) => {
      await page.getByLabel(label).waitFor();
      for (let i = 0; i < 12; i += 1) {
        await page.keyboard.press('Tab');
        if (await page.getByLabel(label).evaluate((found) => found === document.activeElement)) return;
      }
      throw new Error(`Tab does not lead to ${label}`);
    };
    await tabTo('读取谁的记录');
    const entity = () => page.getByLabel('读取谁的记录').inputValue();
    for (let i = 0; i < 40 && (await entity()) !== 'entity/customer'; i += 1) await page.keyboard.press('ArrowDown');
    expect(await entity()).toBe('entity/customer');
    await tabTo('中文标题');
    await page.keyboard.type('年轻储户');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/definitions/criteria/*');
    await page.getByRole('heading', { name: '年轻储户', level: 1 }).waitFor();
    await expect.poll(async () => (await draftsOnServer(page, studio.url)).length).toBe(1);
    const [draft] = await draftsOnServer(page, studio.url);
    expect(draft?.document).toMatchObject({
      kind: 'criteria',
      name: '年轻储户',
      title: { 'zh-CN': '年轻储户', en: '年轻储户' },
    });
    await page.getByRole('link', { name: /^所属变更：年轻储户/ }).click();
    await page.getByRole('button', { name: '提交审批' }).waitFor();
    await expectAccessible(page);
    expect(faults()).toEqual([]);
    await page.context().close();
  });

  it('a copy says of itself what the first says of itself, and is not primary; a name that is taken is not taken twice', async () => {
    const { page, faults } = await open('/definitions/segmentation/customer-class');
    await page.getByRole('link', { name: 'Copy as a new definition' }).click();
    await page.getByLabel('Title in English').fill('Customer class');
    await page.getByText('There is a definition of this kind by this name already.').waitFor();
    await page.getByLabel('Title in English').fill('Trial class');
    await page.getByRole('button', { name: /^Begin the draft/ }).click();
    await page.waitForURL('**/definitions/segmentation/trial-class');
    await expect.poll(() => sentence(page)).toMatch(/90/);
    const kept = await page.evaluate(() => localStorage.getItem('guiju.draft..segmentation/trial-class') ?? '');
    expect(kept).not.toContain('primary');
    expect(faults()).toEqual([]);
    await page.context().close();
  });

  it('a table pasted from a spreadsheet becomes a decision table, its columns known by their titles', async () => {
    const { page, faults } = await open('/new?kind=decision-table');
    await page.getByRole('radio', { name: 'With a table pasted from Excel' }).check();
    await page.getByLabel('Whose records it reads').selectOption('entity/customer');
    await page
      .getByLabel('The table, with its titles in the first row')
      .fill('年龄\tCustomer type\tFee\n<30\tPersonal\t5\n≥30\t-\t12.5\n');
    expect(await page.getByLabel('What “年龄” is').inputValue()).toBe('age');
    expect(await page.getByLabel('What “Customer type” is').inputValue()).toBe('customerKind');
    await page.getByLabel('Title in English').fill('Yearly fee');
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Begin the draft/ }).click();
    await page.waitForURL('**/definitions/decision-table/yearly-fee');
    await page.getByRole('grid').waitFor();
    const kept = await page.evaluate(() => localStorage.getItem('guiju.draft..decision-table/yearly-fee') ?? '');
    const { text } = JSON.parse(kept) as { readonly text: string };
    expect(JSON.parse(text)).toMatchObject({
      inputs: [{ fact: 'age' }, { fact: 'customerKind' }],
      outputs: [{ name: 'result1', title: 'Fee', type: 'decimal', decimals: 1 }],
      rules: [
        { when: [expect.stringContaining('30)'), 'personal'], then: [5] },
        { when: [expect.stringContaining('[30'), '-'], then: [12.5] },
      ],
    });
    expect(faults()).toEqual([]);
    await page.context().close();
  });

  it.each([
    'criteria',
    'scorecard',
    'segmentation',
    'decision-table',
    'formula',
    'regression',
    'matching',
    'entity',
    'reference',
    'feed',
    'calendar',
    'workflow',
  ])('of the kind %s it opens in its editor, empty or with an example', async (kind) => {
    for (const way of ['Empty', 'With a small example to change']) {
      const { page, faults } = await open(`/new?kind=${kind}`);
      await page.getByRole('radio', { name: way }).check();
      await page.getByLabel('Title in English').fill(`Begun ${way}`);
      const begin = page.getByRole('button', { name: /^Begin the draft/ });
      // Whose records there are comes after the form.
      const isReady = async () => {
        for (const label of ['Whose records it reads', 'Whose records are the products']) {
          const field = page.getByLabel(label);
          const entity = label.includes('products') ? 'entity/product' : 'entity/customer';
          if ((await field.locator(`option[value="${entity}"]`).count()) > 0) await field.selectOption(entity);
        }
        return await begin.isEnabled();
      };
      await expect.poll(isReady).toBe(true);
      await begin.click();
      await page.waitForURL(`**/definitions/${kind}/begun-*`);
      await page.locator('.visual').locator('section, [role=group]').first().waitFor();
      expect(await page.locator('.visual [role=alert]').count()).toBe(0);
      expect(faults()).toEqual([]);
      await page.context().close();
    }
  });
});
