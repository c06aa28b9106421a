import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../definitions/index.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { byKeyboard, byPointer, expectAccessible, signInAs, unprovoked } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the desk', reason);

const EN = {
  register: 'Register: Complaint',
  customer: 'Customer number',
  channel: 'Channel',
  topic: 'Topic',
  phone: 'Telephone',
  cards: 'Cards',
  send: /^Register$/,
  begun: /^CMP-\d+-\d+ · New$/,
  queue: 'Card complaints',
  clock: 'First contact',
  claim: 'Claim',
  ask: 'Ask the customer',
  waits: /Waiting for the customer$/,
  note: 'Note',
  write: 'Write the note',
  moved: 'In progress → Waiting for the customer',
  stale: /changed|meanwhile|since/i,
  whose: 'Requests of',
};
const ZH: typeof EN = {
  register: '登记投诉',
  customer: '客户号',
  channel: '渠道',
  topic: '事由',
  phone: '电话',
  cards: '银行卡',
  send: /^登记$/,
  begun: /^CMP-\d+-\d+ · 待认领$/,
  queue: '银行卡投诉',
  clock: '首次联系',
  claim: '认领',
  ask: '请客户补充',
  waits: /等待客户$/,
  note: '备注',
  write: '写入备注',
  moved: '处理中 → 等待客户',
  stale: /修改|改动|变化/,
  whose: '查看',
};

const OLDER = { state: 'Older state', queue: 'Older queue', clock: 'Older clock', event: 'Older event' };

/** Answers a request with the documents of older versions, in which all is called otherwise, and which take another event. */
async function handledOtherwise(route: Route): Promise<void> {
  const answer = await route.fetch();
  const shown = (await answer.json()) as { readonly definitions: { readonly queue: JsonObject } };
  const { queue } = shown.definitions;
  const clocks = (queue['clocks'] as readonly JsonObject[]).map((clock) => ({ ...clock, title: OLDER.clock }));
  const workflow = {
    machine: { states: { new: { meta: { title: OLDER.state } } } },
    events: { older: { title: OLDER.event } },
  };
  const definitions = { queue: { ...queue, title: OLDER.queue, clocks }, workflow };
  await route.fulfill({ response: answer, json: { ...shown, definitions, events: ['older'] } });
}

describe.runIf(reason === null)('the desk', { timeout: 300_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 60 })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  it.each([
    { locale: 'en', handOf: byPointer, said: EN },
    { locale: 'zh-CN', handOf: byKeyboard, said: ZH },
  ])('takes a complaint from the call to the wait for the customer, in $locale', async ({ locale, handOf, said }) => {
    const { page, faults } = await visit(browser, studio.url, { locale });
    page.setDefaultTimeout(60_000);
    const hand = handOf(page);
    await signInAs(page, studio.url, '于东');
    await page.goto(`${studio.url}/desk?queue=card-complaints`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const waiting = await page.locator('tbody th a').count();
    await hand.press(said.register);
    await hand.write(said.customer, 'C00000001');
    await hand.choose(said.channel, said.phone);
    await hand.choose(said.topic, said.cards);
    await expectAccessible(page);
    // The answer is lost on its way: what is sent again is the same registration.
    await page.route(
      '**/request-types/*/requests',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await hand.press(said.send);
    await page.locator('[role=alert]').first().waitFor();
    await hand.press(said.send);
    await page.getByRole('heading', { level: 1, name: said.begun }).waitFor();
    const number = (await page.locator('h1').innerText()).split(' ')[0] ?? '';
    const address = page.url();
    // It was routed by the table of its type, and its clocks run.
    expect(await page.locator('.desk > p').first().innerText()).toContain(said.queue);
    expect(await page.getByRole('row', { name: said.clock }).locator('time').count()).toBe(1);
    await expectAccessible(page);

    const other = await page.context().newPage();
    await other.route('**/api/v1/requests/*', handledOtherwise);
    await other.goto(address);
    // It is handled by the versions it came into, whatever is in force by now.
    await other.getByRole('heading', { level: 1, name: OLDER.state }).waitFor();
    await other.locator('.desk > p').first().getByText(OLDER.queue).waitFor();
    await other.getByRole('row', { name: OLDER.clock }).first().waitFor();
    await other.getByRole('button', { name: OLDER.event }).waitFor();
    expect(await other.getByRole('button', { name: said.claim }).count()).toBe(0);
    await other.unroute('**/api/v1/requests/*');
    await other.reload();
    await other.getByRole('button', { name: said.ask }).waitFor({ state: 'detached' });
    await other.getByRole('button', { name: said.claim }).waitFor();
    await other.route('**/api/v1/requests/*', (route) => route.abort());

    await hand.press(said.claim);
    await hand.press(said.ask);
    await page.getByRole('heading', { level: 1, name: said.waits }).waitFor();
    await page.locator('.timeline').getByText(said.moved).waitFor();
    await hand.write(said.note, 'Will call back on Monday. 周一再联系。');
    await hand.press(said.write);
    await page.locator('.timeline').getByText('周一再联系').waitFor();

    // Whoever looks at what it was is told, and nothing is written over.
    await other.getByRole('button', { name: said.claim }).click();
    await other.locator('[role=alert]').filter({ hasText: said.stale }).waitFor();
    await other.close();

    await page.goto(`${studio.url}/desk?queue=card-complaints`);
    await page.getByRole('link', { name: number, exact: true }).waitFor();
    expect(await page.locator('tbody th a').count()).toBe(waiting + 1);
    await expect.poll(() => page.getByLabel(said.whose).locator('option:checked').innerText()).toMatch(/\(\d+\)$/);
    await expectAccessible(page);
    expect(faults.filter((fault) => !/status of (401|412|428)|ERR_FAILED/.test(fault))).toEqual([]);
    await page.context().close();
  });

  it('lets a lead give a request to whoever may have it, and take that back', async () => {
    const { page, faults } = await visit(browser, studio.url, { locale: 'en' });
    page.setDefaultTimeout(60_000);
    await signInAs(page, studio.url, '秦领');
    await page.goto(`${studio.url}/desk?queue=card-complaints`);
    await page.locator('tbody th a').first().click();
    await page.getByRole('button', { name: /^Give CMP-\S+ to somebody$/ }).click();
    await page.getByRole('columnheader', { name: 'Open requests' }).waitFor();
    const give = page.getByRole('button', { name: /^Give it to / }).first();
    const opened = new URL(page.url()).pathname;
    const number = (await page.locator('h1').innerText()).split(' ')[0] ?? '';
    const person = (await give.getAttribute('aria-label'))?.replace('Give it to ', '') ?? '';
    await expectAccessible(page);
    await give.click();
    await page.getByRole('status').getByText(`Given to ${person}.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.timeline').getByText('Assigned').nth(1).waitFor();
    await page.goto(`${studio.url}/desk/board?queue=card-complaints&standing=unassigned`);
    await page.getByRole('heading', { level: 1, name: /late, \d+ nearly late, \d+ with nobody$/ }).waitFor();
    await page.getByRole('heading', { name: 'Who has how much of this queue' }).waitFor();
    await expectAccessible(page);
    // What is given leaves the list of what nobody works on, and is taken back all the same.
    await page.goto(`${studio.url}${opened}`);
    await page.getByRole('button', { name: `Give ${number} to somebody` }).click();
    await page.getByRole('button', { name: 'Take it back: nobody works on it' }).click();
    await page.getByRole('status').getByText('Nobody works on it now.').waitFor();
    await page.goto(`${studio.url}/desk/board?queue=card-complaints&standing=unassigned`);
    await page.getByRole('button', { name: `Give ${number} to somebody` }).click();
    await page.getByRole('button', { name: `Give it to ${person}` }).click();
    await page.getByRole('row', { name: number }).waitFor({ state: 'detached' });
    await page.getByRole('status').getByText(`${number} Given to ${person}.`).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('row', { name: number }).waitFor();
    await page.goto(`${studio.url}/desk/analyses`);
    await page.getByRole('heading', { level: 1, name: /requests came in$/ }).waitFor();
    await page.getByLabel('Analysis').selectOption({ label: 'Time limits' });
    await page.getByLabel('Side by side by').selectOption({ label: 'Person' });
    await page.getByRole('heading', { level: 1, name: /% of the time limits were met$/ }).waitFor();
    await page.getByRole('row', { name: new RegExp(`^${person} First contact`) }).waitFor();
    await expectAccessible(page);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as XLSX' }).click();
    expect((await saved).suggestedFilename()).toBe('analysis.xlsx');
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });

  it('asks whoever leads to approve what an agent submits, and moves it on by the signature', async () => {
    const { page, faults } = await visit(browser, studio.url, { locale: 'zh-CN', colorScheme: 'dark' });
    page.setDefaultTimeout(60_000);
    const hand = byKeyboard(page);
    await signInAs(page, studio.url, '于东');
    await page.goto(`${studio.url}/desk`);
    await hand.press('登记服务请求');
    await hand.write('客户号', 'C00000003');
    await hand.choose('渠道', '电话');
    await hand.choose('事项', '贵宾卡申请');
    await hand.press(/^登记$/);
    await page.getByRole('heading', { level: 1, name: /^SRV-\d+-\d+ · 待认领$/ }).waitFor();
    const number = (await page.locator('h1').innerText()).split(' ')[0] ?? '';
    await hand.press('认领');
    await hand.press('提交审批');
    await page.getByRole('heading', { level: 1, name: `${number} · 审批中` }).waitFor();
    const approval = page.getByRole('region', { name: '审批' });
    await approval.getByText('秦领').waitFor();
    // Whose request it is may remind and withdraw, and does not sign.
    await approval.getByRole('button', { name: '催办' }).waitFor();
    expect(await approval.getByRole('button', { name: '同意' }).count()).toBe(0);
    await expectAccessible(page);
    await page.context().clearCookies();
    await signInAs(page, studio.url, '秦领');
    await page.goto(`${studio.url}/desk`);
    await page.getByRole('heading', { name: /件请求待您审批$/ }).waitFor();
    await hand.press(number);
    await hand.write('审批意见', '符合条件。');
    await expectAccessible(page);
    await hand.press('同意');
    await page.getByRole('heading', { level: 1, name: `${number} · 已办结` }).waitFor();
    await approval.getByText('已批准').waitFor();
    await page.locator('.timeline').getByText('审批中 → 已办结').waitFor();
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });

  it('shows what the reader was told, until it was read', async () => {
    const { page, faults } = await visit(browser, studio.url, { locale: 'zh-CN' });
    let marked: string | undefined;
    const notice = (number: number, requestNumber: string) => ({
      number,
      request: 'r',
      requestNumber,
      said: { 'zh-CN': `${requestNumber} 即将超时`, en: `${requestNumber} is nearly late` },
      noticedAt: '2026-11-23T01:00:00.000Z',
      isRead: marked !== undefined && number === 2,
    });
    await page.route('**/api/v1/me/notices?*', async (route) => {
      const items = [notice(2, 'CMP-2026-17'), notice(1, 'CMP-2026-9')];
      await route.fulfill({ json: { items, unread: items.filter(({ isRead }) => !isRead).length, next: null } });
    });
    await page.route('**/api/v1/me/notices/stream', async (route) => {
      const told = { newest: 2, unread: marked === undefined ? 2 : 1, items: [] };
      const body = `retry: 200\nid: 2\nevent: notices\ndata: ${JSON.stringify(told)}\n\n`;
      await route.fulfill({ contentType: 'text/event-stream', body });
    });
    await page.route('**/api/v1/me/notices/*/read', async (route) => {
      marked = new URL(route.request().url()).pathname;
      await route.fulfill({ json: { read: true } });
    });
    await signInAs(page, studio.url, '于东');
    await page.goto(`${studio.url}/desk`);
    await page.getByRole('heading', { name: '2 条未读通知' }).waitFor();
    await page.getByText('CMP-2026-17 即将超时').waitFor();
    // The bell of every page says how many there are as they come, and holds those that were read too.
    await page.getByRole('button', { name: '通知：2 条未读' }).press('Enter');
    const held = page.getByRole('region', { name: '通知', exact: true });
    await held.getByText('CMP-2026-9 即将超时').waitFor();
    await expectAccessible(page);
    await held.getByRole('button', { name: '将 CMP-2026-17 的通知标为已读' }).click();
    await page.getByRole('heading', { name: '1 条未读通知' }).waitFor();
    await held.getByText('CMP-2026-17 即将超时').waitFor();
    await page.keyboard.press('Escape');
    await held.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '深色页面' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Notices: one is unread' }).click();
    await page.getByRole('region', { name: 'Notices', exact: true }).getByText('CMP-2026-9 is nearly late').waitFor();
    await expectAccessible(page);
    expect([marked, await page.getByText('CMP-2026-17 即将超时').count()]).toEqual(['/api/v1/me/notices/2/read', 0]);
    expect(unprovoked(faults)).toEqual([]);
    await page.context().close();
  });
});
