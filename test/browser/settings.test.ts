import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, expectAccessible, type Hand, signInAs, unprovoked } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('settings in the studio', reason);

const [SECURITY, SYSTEM, AUDITOR] = ['安全', '席统', '申纪'];

const walks = [
  {
    title: 'in English by pointer',
    locale: 'en',
    handOf: byPointer,
    account: 'li.xin',
    says: {
      settings: 'Settings',
      people: /people have access$/,
      invite: 'Invite a person',
      name: 'Name',
      account: 'Account',
      place: 'Place',
      role: 'Role',
      author: 'Author',
      send: 'Begin the invitation',
      waits: 'It waits for another administrator',
      second: 'Second person',
      one: '1 change of rights waits for a second person',
      told: /^Let 李新 \(li\.xin\) in at .*: Author over/,
      confirm: 'Confirm',
      none: 'No change of rights waits',
      audit: 'Audit',
      subject: 'Of what: release, person/…, snapshot …',
      find: 'Find',
      code: /^[a-z-]+$/,
      rules: 'Rules of approval',
      anew: 'Set them anew',
      named: 'Name approvers of something',
      subject2: '*',
      addPerson: 'Add an approver of everything',
      ask: 'Ask for these rules',
      approve: 'Approve everything',
      before: 'any person with the role → 沈核',
    },
  },
  {
    title: 'in Chinese by keyboard alone',
    locale: 'zh-CN',
    handOf: byKeyboard,
    account: 'li.xin.2',
    says: {
      settings: '设置',
      people: /人可以使用本系统$/,
      invite: '邀请人员',
      name: '姓名',
      account: '账号',
      place: '机构',
      role: '角色',
      author: '编制人',
      send: '发起邀请',
      waits: '等待另一位管理员',
      second: '复核授权',
      one: '有 1 项授权变更等待第二人',
      told: /^让李新（li\.xin\.2）加入.*编制人$/,
      confirm: '确认',
      none: '没有等待第二人的授权变更',
      audit: '审计',
      subject: '对象：release、person/…、snapshot …',
      find: '查找',
      code: /[a-z]/,
      rules: '审批规则',
      anew: '重新设定',
      named: '为某事指定审批人',
      subject2: 'segmentation/*',
      addPerson: '为所有客户细分添加审批人',
      ask: '申请采用这些规则',
      approve: '审批 所有客户细分',
      before: '有审批人角色者均可 → 沈核',
    },
  },
] as const;

describe.runIf(reason === null)('settings in the studio', { timeout: 300_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  describe.each(walks)('$title', ({ locale, handOf, account, says }) => {
    let page: Page;
    let hand: Hand;
    let faults: readonly string[];
    let link: string;
    beforeAll(async () => {
      const colorScheme = locale === 'en' ? 'dark' : 'light';
      ({ page, faults } = await visit(browser, studio.url, { locale, colorScheme }));
      // What is waited for comes when it comes: other work runs beside it.
      page.setDefaultTimeout(90_000);
      hand = handOf(page);
    });
    afterAll(async () => await page.context().close());

    const as = async (name: string) => {
      await page.context().clearCookies();
      await signInAs(page, studio.url, name);
      await hand.press(says.settings);
    };

    it('a person is invited by one administrator, who sees the link', async () => {
      await as(SECURITY);
      await heading(page, says.people);
      await page.getByText(says.invite, { exact: true }).press('Enter');
      await hand.write(says.name, '李新');
      await hand.write(says.account, account);
      await page.getByRole('combobox', { name: says.place, exact: true }).first().selectOption({ index: 1 });
      await page.getByRole('combobox', { name: says.role, exact: true }).first().selectOption({ label: says.author });
      await page.locator('.begin select').last().selectOption({ index: 1 });
      await hand.press(says.send);
      await page.getByText(says.waits).waitFor();
      link = (await page.locator('.secret code').innerText()).trim();
      expect(link).toMatch(new RegExp(`^${studio.url}/enter/[\\w-]{43}$`));
      await expectAccessible(page);
    });

    it('is let in by another, who sees the second secret', async () => {
      await as(SYSTEM);
      await hand.press(says.second);
      await heading(page, says.one);
      await page.getByText(says.told).waitFor();
      await hand.press(says.confirm);
      await heading(page, says.none);
      expect((await page.locator('.secret code').innerText()).length).toBeGreaterThan(5);
      await expectAccessible(page);
      await page.goto(link);
      await page.getByText(account).waitFor();
    });

    it('leaves what was done in the audit, found by its subject', async () => {
      await as(AUDITOR);
      await hand.press(says.audit);
      await page.getByRole('row').nth(5).waitFor();
      const id = await page.evaluate(async (wanted) => {
        const answer = await fetch('/api/v1/people?limit=200');
        const { items } = (await answer.json()) as { items: { id: string; account: string }[] };
        return items.find((one) => one.account === wanted)?.id ?? '';
      }, account);
      await hand.write(says.subject, `person/${id}`);
      await hand.press(says.find);
      await expect.poll(() => page.getByRole('row').count()).toBe(3);
      const told = await page.locator('td summary').allInnerTexts();
      expect(told).toHaveLength(2);
      expect(told.filter((text) => says.code.test(text))).toEqual([]);
      await page.getByRole('cell', { name: '李新' }).first().waitFor();
      await expectAccessible(page);
      expect(unprovoked(faults)).toEqual([]);
    });

    it('finding 25: says who approves what, asked for by one and confirmed by another who reads old and new', async () => {
      await as(SECURITY);
      await hand.press(says.rules);
      await page.getByText(says.anew, { exact: true }).press('Enter');
      await page.getByLabel(says.named).selectOption(says.subject2);
      await expect.poll(() => page.getByRole('button', { name: says.ask }).isDisabled()).toBe(true);
      const field = page.getByLabel(says.addPerson);
      await expect.poll(() => field.locator('option').count()).toBeGreaterThan(1);
      await field.selectOption({ value: 'sample-approver' });
      await expectAccessible(page);
      await hand.press(says.ask);
      await page.getByText(says.waits).waitFor();
      await as(SYSTEM);
      await hand.press(says.second);
      await page.getByText(says.before).first().waitFor();
      await page.getByText(says.approve, { exact: true }).first().waitFor();
      await hand.press(says.confirm);
      await heading(page, says.none);
      await hand.press(says.rules);
      await page.getByText(says.approve, { exact: true }).waitFor();
      expect(unprovoked(faults)).toEqual([]);
    });
  });

  it('finding 9: keeps every secret until it was copied, though another comes and the room is left', async () => {
    const { page, faults } = await visit(browser, studio.url, { locale: 'en' });
    page.setDefaultTimeout(90_000);
    await signInAs(page, studio.url, SECURITY);
    await page.goto(`${studio.url}/settings/people`);
    await page.getByText('Invite a person', { exact: true }).press('Enter');
    for (const account of ['chen.one', 'chen.two']) {
      await page.getByLabel('Name', { exact: true }).fill('陈新');
      await page.getByLabel('Account', { exact: true }).fill(account);
      await page.getByRole('combobox', { name: 'Place', exact: true }).first().selectOption({ index: 1 });
      await page.getByRole('combobox', { name: 'Role', exact: true }).first().selectOption({ label: 'Author' });
      await page.locator('.begin select').last().selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Begin the invitation' }).click();
      await page.locator('.secret').getByText(account).waitFor();
    }
    const secrets = page.locator('.secret code');
    expect(new Set(await secrets.allInnerTexts()).size).toBe(2);
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('button', { name: 'I have it: 陈新 (chen.two)' }).click();
    await expect.poll(() => page.locator('.secret').allInnerTexts()).toEqual([expect.stringContaining('chen.one')]);
    await expectAccessible(page);
    // What can be done for two people at once is told apart, whoever of them it is for and whatever they hold.
    await page.goto(`${studio.url}/settings/people`);
    const manage = page.getByRole('button', { name: /^Manage / });
    await manage.first().waitFor();
    for (const at of [0, 1]) await manage.nth(at).click();
    const rooms = page.getByRole('region', { name: /^Manage / });
    await expect.poll(() => rooms.count()).toBe(2);
    const called = await rooms.evaluateAll((found) =>
      found.flatMap((room) =>
        [...room.querySelectorAll('button')].map(
          (button) => `${room.ariaLabel}: ${button.ariaLabel ?? button.textContent}`,
        ),
      ),
    );
    expect(called.length).toBeGreaterThan(14);
    expect(called.filter((one, i) => called.indexOf(one) !== i)).toEqual([]);
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });

  it('axe finds nothing in the other rooms, on a telephone', async () => {
    const viewport = { width: 390, height: 844 };
    const { page, faults } = await visit(browser, studio.url, { locale: 'en', viewport });
    page.setDefaultTimeout(90_000);
    await signInAs(page, studio.url, AUDITOR);
    for (const room of ['keys', 'organisation', 'data', 'rules']) {
      await page.goto(`${studio.url}/settings/${room}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page);
    }
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });

  it('opens to nobody whose roles open nothing', async () => {
    const { page } = await visit(browser, studio.url, { locale: 'en' });
    await signInAs(page, studio.url, '于东');
    expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await page.goto(`${studio.url}/settings`);
    await heading(page, 'Settings are for administrators and auditors');
    await page.context().close();
  });
});
