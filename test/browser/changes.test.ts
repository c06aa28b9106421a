import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, draft, expectAccessible, type Hand, signInAs, tally, unprovoked } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('changes in the studio', reason);

/** What the server computes comes when it comes: other work runs beside it. */
const PATIENCE_MS = 150_000;
const [AUTHOR, APPROVER] = ['方编', '沈核'];

/** The same walk in two languages, once by pointer and once by keyboard alone. */
const walks = [
  {
    locale: 'en',
    how: 'by pointer',
    handOf: byPointer,
    title: 'Gold from 85',
    from: '85',
    says: {
      changes: 'Changes',
      compute: 'Compute now who would move',
      handIn: 'Hand in for approval',
      accept: 'Yes, accept them and hand in',
      submitted: '“Gold from 85” waits for an approver',
      waits: /^\d+ changes? waits? for you$/,
      mine: '“Gold from 85” waits for your decision',
      sentence: 'Gold now starts at 85 instead of 90.',
      cell: /from Quality to Gold$/,
      movers: /who moves?$/,
      return: 'Return',
      returnReason: 'What has to be mended?',
      returnSend: 'Return it to its authors',
      returned: '“Gold from 85” came back',
      again: 'Hand in again',
      open: 'Open who moves furthest',
      opened: 'You opened 1 of those who move.',
      code: 'Six digits of your authenticator',
      fill: 'Fill in a sample code',
      approve: 'Approve this change',
      gold: 'Gold',
      live: '“Gold from 85” is live',
      rollBack: 'Roll back',
      why: 'Why is it undone? Another person approves it.',
      ask: 'Ask for the roll back',
      rollBackWaits: /waits for your decision$/,
      isLive: /is live$/,
      inForce: 'From 85: Gold',
      before: 'From 90: Gold',
    },
  },
  {
    locale: 'zh-CN',
    how: 'by keyboard alone',
    handOf: byKeyboard,
    title: '黄金 88 分起',
    from: '88',
    says: {
      changes: '变更',
      compute: '现在就计算谁会变动',
      handIn: '提交审批',
      accept: '是，接受并提交',
      submitted: '“黄金 88 分起”等待审批',
      waits: /^有 \d+ 项变更等您处理$/,
      mine: '“黄金 88 分起”等您决定',
      sentence: '黄金客户的起点由 90 分下调为 88 分。',
      cell: /由优质客户变为黄金客户$/,
      movers: /位变动客户$/,
      return: '退回',
      returnReason: '需要改什么？',
      returnSend: '退回编制人',
      returned: '“黄金 88 分起”被退回',
      again: '重新提交',
      open: '打开变动最大的客户',
      opened: '您已打开 1 位变动客户。',
      code: '认证器显示的六位验证码',
      fill: '填入样例验证码',
      approve: '批准此变更',
      gold: '黄金客户',
      live: '“黄金 88 分起”已生效',
      rollBack: '回退',
      why: '为何回退？回退须由另一人批准。',
      ask: '申请回退',
      rollBackWaits: /等您决定$/,
      isLive: /已生效$/,
      inForce: '88 分及以上为黄金客户',
      before: '90 分及以上为黄金客户',
    },
  },
] as const;

describe.runIf(reason === null)('changes in the studio', { timeout: 600_000 }, () => {
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

  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: PATIENCE_MS });

  describe.each(walks)('in $locale $how', ({ locale, how, handOf, title, from, says }) => {
    let page: Page;
    let hand: Hand;
    let faults: readonly string[];
    let id: string;
    beforeAll(async () => {
      const colorScheme = locale === 'en' ? 'light' : 'dark';
      ({ page, faults } = await visit(browser, studio.url, { locale, colorScheme }));
      // What is waited for comes when it comes: other work runs beside it.
      page.setDefaultTimeout(90_000);
      hand = handOf(page);
    });
    afterAll(async () => await page.context().close());

    const task = (name: string, work: () => Promise<void>) => done.task(name, `${locale} ${how}`, hand, work);
    const as = async (name: string) => {
      await page.context().clearCookies();
      await signInAs(page, studio.url, name);
    };
    /** What the page of the definition says once the server has what is in force. */
    const decides = async (sentence: string) =>
      await expect
        .poll(
          async () => {
            await page.goto(`${studio.url}/definitions/segmentation/customer-class`);
            await page.locator('.sentences').first().waitFor();
            return await page.getByText(sentence).count();
          },
          { timeout: 90_000 },
        )
        .toBeGreaterThan(0);
    /** A third code within half a minute waits for its time. */
    const isFilled = async () =>
      await expect.poll(() => page.getByLabel(says.code).inputValue(), { timeout: 120_000 }).toMatch(/^\d{6}$/);
    const openWaiting = async () => {
      await hand.press(says.changes);
      await heading(page, says.waits);
      await hand.press(title);
    };

    it('hands a draft in, with the cases that come out otherwise', async () => {
      await as(AUTHOR);
      id = await draft(page, 'segmentation/customer-class', title, (json) =>
        json.replace('"[90, 100]"', `"[${from}, 100]"`).replace('"[80, 90)"', `"[80, ${from})"`),
      );
      await task('Hand in', async () => {
        await hand.press(says.changes);
        await hand.press(title);
        await page.getByText(says.sentence).waitFor({ timeout: PATIENCE_MS });
        await hand.press(says.compute);
        await page.getByRole('button', { name: says.cell }).waitFor({ timeout: PATIENCE_MS });
        await hand.press(says.handIn);
        await hand.press(says.accept);
        await heading(page, says.submitted);
      });
    });

    it('shows whoever decides what changes, whom it moves, and takes a return with its reason', async () => {
      await as(APPROVER);
      await task('Return with a reason', async () => {
        await openWaiting();
        await heading(page, says.mine);
        await page.getByText(says.sentence).waitFor({ timeout: PATIENCE_MS });
        await hand.press(says.cell);
        await page
          .getByRole('region', { name: says.movers })
          .locator('tbody tr')
          .first()
          .waitFor({ timeout: PATIENCE_MS });
      });
      await expectAccessible(page);
      await task('Return with a reason', async () => {
        await hand.press(says.return);
        await hand.write(says.returnReason, '理由 <b>not bold</b>');
        await hand.press(says.returnSend);
        await heading(page, says.returned);
      });
      await page.getByText('理由 <b>not bold</b>').first().waitFor();
    });

    it('comes back to its author, who hands it in again', async () => {
      await as(AUTHOR);
      await openWaiting();
      await heading(page, says.returned);
      await page.getByText('理由 <b>not bold</b>').first().waitFor();
      await hand.press(says.again);
      await heading(page, says.submitted);
    });

    it('is approved with a fresh code, and goes live', async () => {
      await as(APPROVER);
      await task('Approve and publish', async () => {
        await openWaiting();
        await heading(page, says.mine);
        // One of those who move is opened before anything can be approved.
        await page.getByRole('button', { name: says.open }).waitFor({ timeout: PATIENCE_MS });
        expect(await page.getByRole('button', { name: says.approve }).count()).toBe(0);
        await hand.press(says.open);
        await page.getByText(says.opened).waitFor({ timeout: PATIENCE_MS });
        expect(await page.locator('.mover-record tbody tr td').allTextContents()).toContain(says.gold);
        await hand.press(says.fill);
        await isFilled();
        await hand.press(says.approve);
        await heading(page, says.live);
      });
      await decides(says.inForce);
    });

    it('is rolled back by two people', async () => {
      await as(AUTHOR);
      await task('Roll back', async () => {
        await hand.press(says.changes);
        await hand.press(title);
        await heading(page, says.live);
        await hand.press(says.rollBack);
        await hand.write(says.why, '口径有误');
        await hand.press(says.ask);
        await page.waitForURL((url) => url.pathname.startsWith('/changes/') && !url.pathname.endsWith(id));
      });
      const undoing = new URL(page.url()).pathname;
      await as(APPROVER);
      await page.goto(studio.url + undoing);
      await task('Roll back', async () => {
        await heading(page, says.rollBackWaits);
        await hand.press(says.fill);
        await isFilled();
        await hand.press(says.approve);
        await heading(page, says.isLive);
      });
      await page.goto(`${studio.url}/definitions/segmentation/customer-class/history`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await decides(says.before);
      // The browser notes every refusal by itself: that cases come out otherwise is one.
      expect(unprovoked(faults).filter((fault) => !fault.includes('status of 409'))).toEqual([]);
    });
  });

  it('decides on a telephone: nothing is cut off, and axe finds nothing', async () => {
    const phone = { locale: 'en', viewport: { width: 390, height: 844 } } as const;
    const { page } = await visit(browser, studio.url, phone);
    await signInAs(page, studio.url, AUTHOR);
    const id = await draft(page, 'segmentation/customer-class', 'From 86', (json) =>
      json.replace('"[90, 100]"', '"[86, 100]"').replace('"[80, 90)"', '"[80, 86)"'),
    );
    await page.goto(`${studio.url}/changes/${id}`);
    await page.getByText('Gold now starts at 86 instead of 90.').waitFor({ timeout: PATIENCE_MS });
    await expectAccessible(page);
    await page.goto(`${studio.url}/changes`);
    await page.getByRole('heading', { name: 'My drafts' }).waitFor();
    await expectAccessible(page);
    await page.context().close();
  });

  it('says to whoever may not see changes who may', async () => {
    const { page } = await visit(browser, studio.url, { locale: 'en' });
    await signInAs(page, studio.url, '于东');
    await page.goto(`${studio.url}/changes`);
    await heading(page, 'Changes are seen by authors, approvers, presidents and auditors');
    await page.context().close();
  });
});
