import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimImport } from '../../server/population/claim-import.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, expectAccessible, type Hand, unprovoked } from './changes.ts';
import { type RunningStudio, signInSeeded, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('data brought in by page', reason);

const importer = (id: string) => ({ id, node: 'bank', roles: ['importer'] as const });
const PEOPLE = [
  { id: 'sec', node: 'bank', roles: ['security-administrator'] as const },
  importer('ida'),
  importer('ivo'),
  importer('ina'),
  importer('ivy'),
  { id: 'sys', node: 'bank', roles: ['system-administrator'] as const },
];

const customersOf = (count: number, ...others: readonly string[]) =>
  Buffer.from(
    `${['customerId,customerKind,age', ...others, ...Array.from({ length: count }, (_, i) => `C${i},personal,40`)].join('\n')}\n`,
  );
/** As the core system writes it. */
const ACCOUNTS = iconv.encode(
  '账号,客户号,类别,状态,币种,期限,年日均余额,利率,天数,运营成本\nA1,C1,存款,正常,人民币,1y,"1,000.50",1.5%,30,2\nA2,C2,存款,正常,人民币,1y,许多,1.5%,30,2\n',
  'gbk',
);

const walks = [
  {
    title: 'in English by pointer',
    locale: 'en',
    handOf: byPointer,
    first: 'ida',
    second: 'ivo',
    says: {
      none: /^(There is no data yet|The newest data is of today)$/,
      customers: 'File of “Customer”',
      accounts: 'File of “Account”',
      whole: 'All of it was read: 40 rows can be used, 1 cannot.',
      cell: /^Row 1, Age: /,
      feed: 'Read by',
      coreCustomers: 'Customer file of the core system',
      own: 'its own columns, named as the fields are',
      absent: /has no column/,
      add: 'Add a file of “Account”',
      coreAccounts: 'Account file of the core system',
      send: 'Bring it in',
      done: 'brought in',
      today: 'The newest data is of today',
      waits: 'waits for a second person',
      fell: /40 → 20 rows|38 → 20 rows/,
      confirm: 'Confirm it',
      queued: 'It waits for its turn.',
      cancel: 'Cancel the import',
      withdrawn: 'withdrawn: nothing was brought in',
      drop: 'Take customers.csv away',
    },
  },
  {
    title: 'in Chinese by keyboard alone',
    locale: 'zh-CN',
    handOf: byKeyboard,
    first: 'ina',
    second: 'ivy',
    says: {
      none: /^(还没有数据|最新的数据就是今天的)$/,
      customers: '“客户”的文件',
      accounts: '“账户”的文件',
      whole: '已读取全部：40 行可用，1 行不可用。',
      cell: /^第 1 行，年龄：/,
      feed: '读取方式',
      coreCustomers: '核心系统客户文件',
      own: '列名与字段名相同',
      absent: /所写的列/,
      add: '添加“账户”的文件',
      coreAccounts: '核心系统账户文件',
      send: '开始导入',
      done: '已导入',
      today: '最新的数据就是今天的',
      waits: '等待第二人确认',
      fell: /40 → 20 行|38 → 20 行/,
      confirm: '确认',
      queued: '正在排队。',
      cancel: '取消导入',
      withdrawn: '已撤回：没有导入任何内容',
      drop: '移除 customers.csv',
    },
  },
] as const;

describe.runIf(reason === null)('data brought in by page', { timeout: 300_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ people: PEOPLE })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  describe.each(walks)('$title', ({ locale, handOf, first, second, says }) => {
    let page: Page;
    let hand: Hand;
    let faults: readonly string[];
    beforeAll(async () => {
      ({ page, faults } = await visit(browser, studio.url, {
        locale,
        colorScheme: locale === 'en' ? 'light' : 'dark',
      }));
      page.setDefaultTimeout(90_000);
      hand = handOf(page);
    });
    afterAll(async () => await page.context().close());

    const choose = (label: string, name: string, buffer: Buffer) =>
      page.getByLabel(label).setInputFiles({ name, mimeType: 'text/csv', buffer });
    const newest = () => page.locator('section[aria-labelledby="imports"] .cards > li').first();
    const opened = async (account: string) => {
      await signInSeeded(page, studio.url, account);
      await page.goto(`${studio.url}/settings/data`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    };

    it('a file is sent and read before it is brought in, and what cannot be used is named by row and field', async () => {
      await opened(first);
      await page.getByRole('heading', { level: 1, name: says.none }).waitFor();
      await choose(says.customers, 'customers.csv', customersOf(40, 'X,personal,forty'));
      await page.getByText(says.whole).waitFor();
      await page.getByText(says.cell).waitFor();
      expect(await page.locator('.refused-cell').innerText()).toContain('forty');
      await expectAccessible(page);
      const feed = page.getByLabel(says.feed).first();
      await feed.selectOption({ label: says.coreCustomers });
      await page.getByText(says.absent).waitFor();
      await feed.selectOption({ label: says.own });
      await page.getByText(says.whole).waitFor();
    });

    it('comes in with the rows that belong to it, and says what became of every file', async () => {
      await hand.press(says.add);
      await page.getByLabel(says.feed).nth(1).selectOption({ label: says.coreAccounts });
      await choose(says.accounts, 'accounts.csv', ACCOUNTS);
      await page.locator('.refused-cell').nth(1).waitFor();
      await hand.press(says.send);
      await newest().getByText(says.done, { exact: true }).waitFor();
      await page.getByRole('heading', { level: 1, name: says.today }).waitFor();
      const table = newest().getByRole('row');
      // C2's account cannot be read: so C2 is refused as well, with X.
      expect((await table.nth(1).getByRole('cell').allInnerTexts()).slice(0, 4)).toEqual([
        'customers.csv',
        '41',
        '39',
        '2',
      ]);
      expect((await table.nth(2).getByRole('cell').allInnerTexts()).slice(0, 4)).toEqual([
        'accounts.csv',
        '2',
        '1',
        '1',
      ]);
      const refused = newest().getByRole('link').first();
      const file = await page.request.get(`${studio.url}${(await refused.getAttribute('href')) ?? ''}`);
      expect(await file.text()).toContain('forty');
      await expectAccessible(page);
    });

    it('waits for another person where its rows fell, who confirms it', async () => {
      await choose(says.customers, 'customers.csv', customersOf(20));
      await hand.press(says.send);
      await newest().getByText(says.waits, { exact: true }).waitFor();
      await newest()
        .getByText(/ → 20 /)
        .waitFor();
      await opened(second);
      await hand.press(says.confirm);
      await newest().getByText(says.done, { exact: true }).waitFor();
      await expectAccessible(page);
    });

    it('is followed, and cancelled by whoever began it', async () => {
      await choose(says.customers, 'customers.csv', customersOf(30));
      const claim = await claimImport(join(studio.data, 'snapshots'), async () => {
        const all = await page.evaluate(
          async () => (await (await fetch('/api/v1/snapshots')).json()) as { items: { id: string }[] },
        );
        return new Set(all.items.map(({ id }) => id));
      });
      await hand.press(says.send);
      await newest().getByText(says.queued).waitFor();
      await expectAccessible(page);
      await hand.press(says.cancel);
      await newest().getByText(says.withdrawn, { exact: true }).waitFor();
      claim.release();
    });

    it('is taken away again where nobody imports it', async () => {
      await choose(says.customers, 'customers.csv', customersOf(20));
      const dropped = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
      await hand.press(says.drop);
      expect((await dropped).status()).toBe(204);
      // The browser notes by itself what the other feed could not read.
      expect(unprovoked(faults).filter((fault) => !fault.includes('status of 422'))).toEqual([]);
    });
  });

  it('is shown to an administrator, who reads by whom it is brought in', async () => {
    const viewport = { width: 390, height: 844 };
    const { page } = await visit(browser, studio.url, { locale: 'en', viewport });
    await signInSeeded(page, studio.url, 'sys');
    await page.goto(`${studio.url}/settings/data`);
    await page.getByText('Somebody with the role Importer brings data').waitFor();
    await page.locator('section[aria-labelledby="imports"] .cards > li').first().waitFor();
    expect(await page.getByRole('button', { name: /Confirm it|Cancel/ }).count()).toBe(0);
    await expectAccessible(page);
    await page.context().close();
  });
});
