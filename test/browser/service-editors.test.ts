import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../../server/authority/secret.ts';
import { systemClock } from '../../server/clock.ts';
import { sqliteIn } from '../../server/store/address.ts';
import { openStore } from '../../server/store/open-store.ts';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { expectAccessible } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('definitions of service', reason);

describe.runIf(reason === null)('definitions of service', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 60 })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const open = async (path: string, locale: string): Promise<Page> => {
    const { page } = await visit(browser, studio.url + path, { locale });
    return page;
  };
  const day = (page: Page, on: string) => page.locator(`[data-day="${on}"]`);
  const told = async (page: Page, on: string) => (await day(page, on).getAttribute('aria-label')) ?? '';

  it('make a day of the year a holiday by a press, call it something, and undo it', async () => {
    const page = await open('/definitions/calendar/cn-retail', 'en');
    await page.getByRole('combobox', { name: 'Year' }).selectOption('2026');
    expect(await told(page, '2026-10-01')).toBe('1 October 2026, Thursday, holiday, National Day');
    expect(await told(page, '2026-10-10')).toMatch(/^10 October 2026, Saturday, make-up working day/);
    expect(await told(page, '2026-10-15')).toBe('15 October 2026, Thursday, worked');
    await day(page, '2026-10-15').click();
    await expect.poll(() => told(page, '2026-10-15')).toBe('15 October 2026, Thursday, holiday');
    await page.getByLabel('Name in English').fill('Founding day');
    await expect.poll(() => told(page, '2026-10-15')).toBe('15 October 2026, Thursday, holiday, Founding day');
    await page.locator('.sentences').getByText('Founding day').waitFor();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.click();
    await undo.click();
    await expect.poll(() => told(page, '2026-10-15')).toBe('15 October 2026, Thursday, worked');
    const monday = page.getByLabel('Monday', { exact: true });
    await monday.fill('9 to 5');
    await page.getByText('Write windows such as 09:00-12:00, 13:30-17:30.').waitFor();
    await monday.fill('9:00–17:00');
    await expect.poll(() => page.locator('.sentence').innerText()).toMatch(/Monday 09:00–17:00/);
    await page.context().close();
  });

  it('lead through the year by keys alone, in Chinese', async () => {
    const page = await open('/definitions/calendar/cn-retail', 'zh-CN');
    await page.getByRole('combobox', { name: '年份' }).selectOption('2026');
    await day(page, '2026-01-01').focus();
    const steps = [
      ['PageDown', '2026-02-01'],
      ['ArrowDown', '2026-02-08'],
      ['Home', '2026-02-02'],
      ['End', '2026-02-08'],
      ['ArrowUp', '2026-02-01'],
    ] as const;
    for (const [key, on] of steps) {
      await page.keyboard.press(key);
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-day'))).toBe(on);
    }
    expect(await told(page, '2026-02-01')).toBe('2026年2月1日，周日，休息日');
    await page.keyboard.press('Space');
    await expect.poll(() => told(page, '2026-02-01')).toBe('2026年2月1日，周日，调休上班日');
    await page.keyboard.press('Space');
    await expect.poll(() => told(page, '2026-02-01')).toBe('2026年2月1日，周日，休息日');
    await page.context().close();
  });

  const beginQueue = async (locale: 'en' | 'zh-CN', title: string) => {
    const page = await open('/new?kind=queue', locale);
    const says = {
      en: ['The workflow that its requests live by', 'The calendar by which its time is reckoned', 'Title in English'],
      'zh-CN': ['请求所依的流程', '计时所依的日历', '中文标题'],
    }[locale];
    const empty = page.getByRole('radio', { name: locale === 'en' ? 'Empty' : '空白' });
    await empty.focus();
    await page.keyboard.press('Space');
    await page.getByLabel(says[0] ?? '').selectOption('workflow/complaint');
    await page.getByLabel(says[1] ?? '').selectOption('calendar/cn-retail');
    await page.getByLabel(says[2] ?? '').fill(title);
    // What it stands on is read before it can be begun.
    await page.locator('.main-action:enabled').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.locator('.ladder-arrives input').fill('2026-04-03T10:00');
    return page;
  };
  const mark = (page: Page, words: string | RegExp) => page.getByRole('slider', { name: words });

  it('draw a queue with two levels of escalation from nothing over its working hours, by pointer, and step it', async () => {
    const page = await beginQueue('en', 'Second desk');
    await page.getByRole('button', { name: 'Add a rung' }).click();
    await mark(page, 'When “Resolution” is due: 9 April 2026 at 10:00').waitFor();
    await page.getByRole('button', { name: 'Add a rung' }).click();
    const late = mark(page, 'When “Resolution” is late by 4 working hours: 9 April 2026 at 15:30');
    await late.waitFor();
    expect(await page.locator('.ladder-bar .holiday').first().getAttribute('title')).toBe('Qingming Festival');
    await late.scrollIntoViewIfNeeded();
    const [at, bar] = [await late.boundingBox(), await page.locator('.ladder-bar').first().boundingBox()];
    if (at === null || bar === null) throw new Error('The clock is drawn');
    await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
    await page.mouse.down();
    await page.mouse.move(bar.x + bar.width - 1, at.y + at.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => mark(page, /is late by \d+ working hours/).getAttribute('aria-label')).not.toMatch(/by 4 /);
    await page.getByRole('button', { name: 'Undo' }).click();
    await late.waitFor();

    await page.getByRole('button', { name: 'Begin a request now' }).click();
    const steps = page.getByRole('toolbar', { name: 'What may happen now' });
    await steps.getByRole('button', { name: 'Claim' }).click();
    for (const step of [2, 3]) {
      await steps.getByRole('button', { name: /^To next due/ }).click();
      await expect.poll(() => page.locator('.steps-made > li').count()).toBe(step + 1);
    }
    await expect.poll(() => page.locator('.steps-made > li', { hasText: 'Escalate' }).count()).toBe(2);
    await page.context().close();
  });

  it('draw it by keys alone, in Chinese', async () => {
    const page = await beginQueue('zh-CN', '第二服务台');
    const add = page.getByRole('button', { name: '添加时点' });
    await add.focus();
    await page.keyboard.press('Enter');
    await mark(page, '“办结”到期时：2026年4月9日 10:00').waitFor();
    await page.keyboard.press('Enter');
    await mark(page, '“办结”超过 4 个工作小时时：2026年4月9日 15:30').focus();
    await page.keyboard.press('ArrowLeft');
    await mark(page, '“办结”超过 3 个工作小时 45 个工作分钟时：2026年4月9日 15:15').waitFor();
    await mark(page, /^3 个工作日到期/).focus();
    await page.keyboard.press('ArrowRight');
    await mark(page, '4 个工作日到期：2026年4月10日 10:00').waitFor();
    await page.locator('.sentences').getByText('4 个工作日').first().waitFor();
    await page
      .locator('.strip')
      .getByText(/没有问题/)
      .waitFor();
    await page.context().close();
  });

  it.each([
    ['en', '/definitions/workflow/complaint', 'after 2 working hours', /after unclaimed/],
    ['zh-CN', '/definitions/workflow/complaint', '满 2 个工作小时', /满 unclaimed/],
    ['en', '/definitions/roster/hangzhou-desk', '“agent” of “hangzhou”', / · hangzhou/],
    ['zh-CN', '/definitions/request-type/complaint', /电话/, /phone/],
    [
      'en',
      '/definitions/template/complaint-at-risk',
      /^CMP-2026-17 .Cards.: “Resolution” is due on 19 November 2026/,
      /cannot be read/,
    ],
  ] as const)('say in %s on %s what they mean: %s', async (locale, path, says, never) => {
    const page = await open(path, locale);
    const view = page.locator('.visual, main').first();
    await view.getByText(says).first().waitFor();
    expect(await page.locator('main .ledger').first().innerText()).not.toMatch(never);
    await page.context().close();
  });

  it('are answered by whoever holds the link of a survey, who is asked more by what is answered, once', async () => {
    const link = await invited(studio.data);
    const page = await open(`/survey/${link}`, 'zh-CN');
    await page.getByRole('heading', { name: '投诉满意度', level: 1 }).waitFor();
    // Nobody is signed in, and nothing of the house is shown.
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Satisfaction with how a complaint was handled', level: 1 }).waitFor();
    const of = (question: string) => page.getByRole('group', { name: question });
    await page.getByRole('button', { name: 'Send the answers' }).click();
    await page.getByText('4 answers are missing or do not fit.').waitFor();
    await of('All in all').getByLabel('1 · Not at all').check();
    await of('What were you not satisfied with?').getByLabel('It took too long').check();
    await of('The speed').getByLabel('2 · Not very').check();
    await of('The manner of our staff').getByLabel('4 · Satisfied').focus();
    await page.keyboard.press('Space');
    await of('Is the matter settled for you?').getByLabel('Yes').check();
    await page.getByLabel('Is there anything else').fill('<b>slow</b>');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Send the answers' }).click();
    await page.getByText('Thank you. We will use your answers to do better.').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('感谢您的评价，我们会据此改进。').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.reload();
    await page.getByText('This survey was answered before; each link counts once').waitFor();
    await page.context().close();
  });
});

/** Invites the customer of a sample complaint, and answers the secret of the link. */
async function invited(data: string): Promise<string> {
  const store = await openStore(sqliteIn(data), { clock: systemClock });
  const token = 'a'.repeat(43);
  await store.write({ kind: 'system', id: 'test', name: 'test' }, 'seed', async (tx) => {
    const complaints = tx.database
      .selectFrom('service_request')
      .selectAll()
      .where('type', '=', 'request-type/complaint');
    const { id, queue, queue_closure, type, node } = await complaints.limit(1).executeTakeFirstOrThrow();
    const at = { sent_at: tx.now.toISOString(), expires_at: new Date(tx.now.getTime() + 3_600_000).toISOString() };
    const unanswered = { answered_at: null, answers: null, score: null, answer_key: null, reminded: 0 };
    const of = { request: id, queue, queue_closure, request_type: type, node, owner: null, asked: `request/${id}` };
    const known = { id: 'survey', key: 'survey', token: 'sealed', token_hash: secretHash(token) };
    await tx.database
      .insertInto('survey_invitation')
      .values({ survey: 'survey/complaint-satisfaction', ...known, ...of, ...at, ...unanswered })
      .execute();
    await tx.audit({ subject: 'seed' });
  });
  await store.close();
  return token;
}
