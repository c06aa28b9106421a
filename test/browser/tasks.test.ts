import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, type Hand, signInAs, tally, unprovoked } from './changes.ts';
import { approve, binsFromData, fitChurn, MAKING, matrixFromNothing, scorecardInSegmentation } from './making.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('what people come for', reason);

const AUTHOR = '方编';
const MANAGER = '杭行';
const APPROVER = '沈核';

const walks = [
  {
    locale: 'en',
    how: 'by pointer',
    handOf: byPointer,
    says: {
      discard: 'Discard the draft',
      classes: 'Customer class',
      gold: 'Gold begins at',
      from: 'From 87: Gold',
      growth: 'Growth potential',
      addGroup: 'Add a group',
      age: 'Age is at least 60 years',
      typed: 'age 60',
      older: /age is (at least )?60/i,
      table: 'Service parameters',
      titled: ['Key account', 'Dedicated'],
      policy: 'Compare with a policy’s table',
      rows: 'Paste the table here, with the titles of its columns in the first row',
      compare: 'Show the differences',
      changed: '1 rule is changed',
      take: 'Take it',
      save: 'Save as XLSX',
      matrix: 'Customer selection matrix',
      cell: /^High value, Good fit/,
      cellClass: 'Class of High value, Good fit',
      abandon: 'Abandon',
      population: 'Population',
      list: 'List the customers: Gold',
      begins: 'Number or name begins with',
      try: /^Try /,
      loaded: /^Loaded: /,
    },
  },
  {
    locale: 'zh-CN',
    how: 'by keyboard alone',
    handOf: byKeyboard,
    says: {
      discard: '放弃草稿',
      classes: '客户分类',
      gold: '黄金客户 的起点',
      from: '87 分及以上为黄金客户',
      growth: '成长潜力',
      addGroup: '添加一组',
      age: '年龄不低于 60 岁',
      typed: '年龄 60',
      older: /年龄(不低于|达到|满)? ?60/,
      table: '服务参数',
      titled: ['关键客户', '专属服务'],
      policy: '与制度文件中的表比较',
      rows: '把表粘贴到这里，第一行为各列标题',
      compare: '列出差异',
      changed: '改动 1 条规则',
      take: '采用',
      save: '存为 XLSX',
      matrix: '“门当户对”选择矩阵',
      cell: /^高价值，匹配/,
      cellClass: '高价值，匹配 的类别',
      abandon: '放弃选择',
      population: '客户分布',
      list: '列出客户：黄金客户',
      begins: '客户号或名称开头',
      try: /^试算 /,
      loaded: /^已载入：/,
    },
  },
] as const;

describe.runIf(reason === null)('what people come for', { timeout: 300_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  const done = tally();
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
    done.print();
  });

  describe.each(walks)('in $locale $how', ({ locale, how, handOf, says }) => {
    let author: Page;
    let manager: Page;
    let approver: Page;
    const making = MAKING[locale];
    const faults: (readonly string[])[] = [];

    /** Does a task from the first page on, and notes how long it took and in how many actions. */
    const task = async (name: string, page: Page, work: (hand: Hand) => Promise<void>) => {
      await page.goto(studio.url);
      const hand = handOf(page);
      await done.task(name, `${locale} ${how}`, hand, () => work(hand));
    };
    const sentence = (page: Page) => page.locator('.sentence, .sentences').first().innerText();
    const discard = async (page: Page) => {
      await page.getByRole('button', { name: says.discard }).click();
      await page.getByRole('button', { name: says.discard }).waitFor({ state: 'detached' });
    };

    it('three people sign in', async () => {
      const permissions = ['clipboard-read', 'clipboard-write'];
      const enter = async (name: string) => {
        const visited = await visit(browser, studio.url, { locale, permissions });
        faults.push(visited.faults);
        await signInAs(visited.page, studio.url, name);
        return visited.page;
      };
      author = await enter(AUTHOR);
      manager = await enter(MANAGER);
      approver = await enter(APPROVER);
    });

    it('a new scorecard is used in a segmentation while both are drafts, and handed in with it', async () => {
      await task('A new scorecard used in a segmentation', author, (hand) =>
        scorecardInSegmentation(hand, author, making),
      );
    });

    it('a bound is changed by dragging', async () => {
      await task('Change a bound by dragging', author, async (hand) => {
        await hand.press(says.classes);
        await hand.slide(says.gold, 87);
        await expect.poll(() => sentence(author)).toContain(says.from);
      });
      await discard(author);
    });

    it('a characteristic takes its bins from the data', async () => {
      await task('A bin from data', author, (hand) => binsFromData(hand, author, making));
      await discard(author);
    });

    it('a criteria gets a third level', async () => {
      await task('A criteria with three levels', author, async (hand) => {
        await hand.press(says.growth);
        await hand.press(says.addGroup);
        await hand.type(says.typed);
        await author.getByRole('option', { name: says.age }).first().waitFor();
        await hand.keys('Enter');
        await expect.poll(() => sentence(author)).toMatch(says.older);
      });
      await discard(author);
    });

    it('a policy’s table comes from a spreadsheet, and goes out again', async () => {
      await task('A decision table from Excel and out again', author, async (hand) => {
        await hand.press(says.table);
        // What cells are called comes with the definitions that the table stands on.
        for (const name of says.titled) await author.getByRole('row', { name }).first().waitFor();
        const titles = (await author.getByRole('columnheader').locator('.rule-text').allInnerTexts()).join('\t');
        const rows = await author
          .getByRole('row')
          .evaluateAll((found) =>
            found
              .slice(1, 5)
              .map((row) => [...row.querySelectorAll('.rule-text')].map((cell) => cell.textContent).join('\t')),
          );
        const policy = [titles, ...rows.map((row, i) => (i === 1 ? row.replace('\t4\t3\t', '\t6\t3\t') : row))].join(
          '\r\n',
        );
        await hand.press(says.policy);
        await hand.write(says.rows, policy);
        await hand.press(says.compare);
        // Where it does not come, what the page says instead is in the report.
        await expect.poll(() => author.locator('main').innerText()).toContain(says.changed);
        await hand.press(says.take);
        const saving = author.waitForEvent('download');
        await hand.press(says.save);
        expect(
          readFileSync(await (await saving).path())
            .subarray(0, 2)
            .toString(),
        ).toBe('PK');
      });
      await discard(author);
    });

    it('a model of churn is fitted to a file, and published', async () => {
      const name = 'Fit and publish a churn model';
      await task(name, author, (hand) => fitChurn(hand, author, making));
      await task(name, approver, (hand) => approve(hand, approver, making));
    });

    it('a matrix is made from nothing', async () => {
      await task('Make a matrix', author, (hand) => matrixFromNothing(hand, author, making));
      await discard(author);
    });

    it('a customer’s class is explained', async () => {
      await task('Explain a customer’s class', manager, async (hand) => {
        await hand.press(says.population);
        await hand.press(says.list);
        await manager.locator('.customers-list tbody th').first().waitFor();
        const [number = ''] = await manager.locator('.customers-list tbody th').first().allTextContents();
        await hand.write(says.begins, number);
        await expect.poll(() => manager.locator('.customers-list tbody th').allTextContents()).toEqual([number]);
        await hand.press(says.try);
        await manager.getByRole('status').filter({ hasText: says.loaded }).filter({ hasText: number }).waitFor();
      });
    });

    it('nothing was logged, and nothing left the server', async () => {
      for (const page of [author, manager, approver]) await page.context().close();
      // The browser notes by itself what is answered by 404 (nothing is in force yet) and by 409 (cases come out otherwise).
      expect(unprovoked(faults.flat()).filter((fault) => !/status of 40[49]/.test(fault))).toEqual([]);
    });
  });
});
