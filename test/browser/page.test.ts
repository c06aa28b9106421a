import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the page as it is used', reason);

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const CLASS = '/definitions/segmentation/customer-class';

/** A text in the JSON editor, changed as a person does it: found, which selects it, and typed over. */
async function typeOver(page: Page, found: string, typed: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: /The definition as JSON|定义的 JSON/ });
  await editor.press('Control+f');
  const search = page.locator('.cm-search [name=search]');
  await search.fill('');
  await search.pressSequentially(found);
  await page.keyboard.press('Enter');
  await page.locator('.cm-searchMatch-selected').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type(typed);
}

describe.runIf(reason === null)('the page as it is used', { timeout: 120_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  const open = (path: string, options = {}) => visit(browser, studio.url + path, options);
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
    // The tests read what the server is known to answer.
    return (await (await fetch(`${studio.url}/api/v1/${path}`, { ...init, headers })).json()) as Answer;
  };

  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  it.each([
    ['en', 'Average assets under management (CNY)', /is not understood as a figure/, /^No result: .*Average assets/],
    ['zh-CN', '管理资产年日均（元）', /看不懂这个数/, /^没有结果：.*管理资产年日均/],
  ])(
    'found, page: a figure that is none turns red and withdraws the result, in %s',
    async (locale, label, told, none) => {
      const { page, faults } = await open(`${CLASS}?tab=try`, { locale });
      const field = page.getByLabel(label);
      await page.locator('.value .class b').waitFor();
      const before = await field.inputValue();
      for (const typed of ['abc', '五十个', '5万3', '1.2.3']) {
        await field.fill(typed);
        await page.getByText(told).waitFor();
        expect(await page.locator('.try .value').innerText()).toMatch(none);
        expect(await page.locator('.result, .value .class b').count()).toBe(0);
        const cinnabar = await page.evaluate(() =>
          getComputedStyle(document.documentElement).getPropertyValue('--cinnabar'),
        );
        expect([cinnabar, await field.evaluate((input) => getComputedStyle(input).borderTopColor)]).toEqual([
          '#b7372f',
          'rgb(183, 55, 47)',
        ]);
        await field.blur();
        expect(await field.inputValue()).toBe(typed);
      }
      await field.fill(before);
      await page.locator('.value .class b').waitFor();
      expect(await page.getByText(told).count()).toBe(0);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('found, page: 万 and 亿 are understood, and decide as their figures do', async () => {
    const { document } = await ask<{ document: { cases: { given: { facts: object } }[] } }>(
      'definitions/segmentation/customer-class',
    );
    const given = document.cases[0]?.given;
    const { page, faults } = await open(`${CLASS}?tab=try`);
    const field = page.getByLabel('Average assets under management (CNY)');
    await field.waitFor();
    for (const [typed, shown, figure] of [
      ['10万', '100,000', 100_000],
      ['1.5亿', '150,000,000', 150_000_000],
      ['五十万', '500,000', 500_000],
      ['３，０００', '3,000', 3000],
    ] as const) {
      await field.fill(typed);
      await field.blur();
      expect(await field.inputValue()).toBe(shown);
      const request = { ...given, facts: { ...given?.facts, aum: figure } };
      const { value } = await ask<{ value: { score: number } }>('decisions/segmentation/customer-class', request);
      await expect.poll(() => page.locator('.value .score').innerText()).toContain(value.score.toFixed(2));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found, page: proofs wait for the errors of a draft; the sentence stays as it last held, struck where it no longer does', async () => {
    const { page, faults } = await open(`${CLASS}?tab=json`);
    await typeOver(page, '[80, 90)', '[82, 90)');
    await expect.poll(() => page.locator('.sentence').innerText()).toContain('from 82 to under 90: Quality');
    expect(await page.locator('.visual section').first().innerText()).toContain('82 – <90');
    await typeOver(page, '[82, 90)', '[83, 9x)');
    await page.getByText('how it stood when it last had none').waitFor();
    expect(await page.locator('.sentence').innerText()).toContain('from 82 to under 90: Quality');
    await expect.poll(() => page.locator('.sentence s').allInnerTexts()).toEqual(['90', '82', '90']);
    expect(await page.locator('.visual .stale section').first().innerText()).toContain('82 – <90');
    await page.getByRole('tab', { name: /Problems/ }).click();
    await page.getByText('Proofs wait for the errors').waitFor();
    expect(await page.getByText('Nothing has to be proved').count()).toBe(0);
    await page.getByRole('tab', { name: 'JSON' }).click();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await expect.poll(() => page.locator('.sentence').innerText()).toContain('from 80 to under 90: Quality');
    expect(await page.locator('.stale').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['en', /^(\d+) definitions: (\d+) proved in full, (\d+) with nothing to prove$/],
    ['zh-CN', /^(\d+) 个定义：(\d+) 个全部得到证明，(\d+) 个没有需要证明的事项$/],
  ])('found, page: what has nothing to prove is not counted as proved, in %s', async (locale, title) => {
    const { definitions } = await ask<{ definitions: { proofs: { proved: number } }[] }>('definitions');
    const proved = definitions.filter(({ proofs }) => proofs.proved > 0).length;
    const { page } = await open('/', { locale });
    await expect.poll(() => page.locator('h1').innerText()).toMatch(title);
    const [, ...counts] = title.exec(await page.locator('h1').innerText()) ?? [];
    expect(counts.map(Number)).toEqual([definitions.length, proved, definitions.length - proved]);
    await page.context().close();
  });

  it.each<[address: string, locale: string, told: readonly string[], never: RegExp]>([
    [CLASS, 'zh-CN', ['总行', '（示例）客户分层管理办法〔2026〕12号第 8 条', '2027年6月30日'], /head-office/],
    [
      CLASS,
      'en',
      ['Head office', '(Example) Customer Tier Rules, No. 12 of 2026, clause 8'],
      /head-office|\p{Script=Han}/u,
    ],
    [
      '/definitions/formula/contribution',
      'zh-CN',
      ['存款线贡献 + 贷款线贡献 + 中间业务线贡献，保留两位小数', '试算的逐步过程'],
      /depositLine|1 即 100%/,
    ],
    ['/definitions/matching/wealth-match', 'zh-CN', ['12 个月内', '产品的业绩比较基准'], /P12M|isHeld/],
    ['/definitions/matching/wealth-match?tab=try', 'zh-CN', ['现金增利'], /P12M/],
    ['/definitions/matching/wealth-match?tab=try', 'en', ['Cash Plus', '12 months'], /P12M/],
    ['/definitions/reference/loss-rate', 'zh-CN', ['生效日期'], /\bfrom\b/],
    ['/definitions/entity/household', 'zh-CN', ['家庭成员的数量'], /count\(/],
  ])('found, page: titles, not codes: %s in %s', async (address, locale, told, never) => {
    const { page, faults } = await open(address, { locale });
    for (const text of told)
      await page.locator('.definition').getByText(text, { exact: false }).filter({ visible: true }).first().waitFor();
    // What is folded away, and what a person types, is no part of what is read; nor is the switch to the other language.
    const read = page.locator('.definition');
    const words = async () => {
      const typed = await read.locator('.cm-editor').allInnerTexts();
      return typed.reduce((all, one) => all.replace(one, ''), await read.innerText());
    };
    // An editor of formulas takes the place of their text once its code is there.
    await expect.poll(words).not.toMatch(never);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found, page: a definition leads to its own address among the pages of the API', async () => {
    const { page } = await open(CLASS);
    await page.getByRole('link', { name: '/api/v1/decisions/segmentation/customer-class' }).click();
    const own = page.locator('[id^="operations-decisions-decide"][id$="customer-class"]');
    await own.getByText('Responses').first().waitFor();
    expect(await own.innerText()).toContain('/api/v1/decisions/segmentation/customer-class');
    await page.context().close();
  });

  it('found, page: typing over an interval leaves what was typed, and its error stands first and alone', async () => {
    const { page } = await open(`${CLASS}?tab=json`);
    await typeOver(page, '"[80, 90)"', '"[82, 90)"');
    const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
    expect(await editor.innerText()).toMatch(/"\[82, 90\)",?\n/);
    await typeOver(page, '[82, 90)', '[82, 90)]');
    await page.getByRole('tab', { name: /Problems/ }).click();
    const told = page.locator('.problems .findings').first().locator('li');
    await expect.poll(() => told.first().innerText()).toContain('[82, 90)]');
    expect(await told.count()).toBe(1);
    await page.context().close();
  });

  it('a search stays open while what it replaces is checked', async () => {
    const { page } = await open(`${CLASS}?tab=json`);
    await page.getByRole('textbox', { name: 'The definition as JSON' }).press('Control+f');
    await page.getByRole('textbox', { name: 'Find' }).pressSequentially('[80, 90)');
    await page.getByRole('textbox', { name: 'Replace' }).pressSequentially('[82, 90)');
    await page.getByRole('button', { name: 'replace all' }).click();
    await page
      .getByText(/82 to under 90/)
      .first()
      .waitFor();
    expect(await page.getByRole('textbox', { name: 'Find' }).inputValue()).toBe('[80, 90)');
    await page.context().close();
  });

  it.each([
    ['en', '24 where age is above 60, otherwise 12'],
    ['zh-CN', '年龄超过 60 岁时为 24，否则为 12'],
  ])('a computed result reads in words in the grid, in %s', async (locale, words) => {
    const { page, faults } = await open('/definitions/decision-table/service-parameters?tab=json', { locale });
    await typeOver(page, '12,', '{ "text": "if age > 60 then 24 else 12" },');
    const cell = page.locator('.rules .rule-cell.output', { hasText: words });
    await cell.waitFor();
    expect(await cell.innerText()).toBe(words);
    expect(await page.locator('.rules code').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('found, page: Tab leaves the JSON editor, and a line says so', async () => {
    const { page } = await open(`${CLASS}?tab=json`);
    const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
    await editor.focus();
    await page.getByText('Tab leaves the editor').waitFor();
    const text = await editor.innerText();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') ?? null)).toBeNull();
    expect(await editor.innerText()).toBe(text);
    await page.context().close();
  });

  it.each(['words', 'problems', 'try', 'json'])('found, page: on a phone a link to %s opens there', async (tab) => {
    const { page } = await open(`${CLASS}?tab=${tab}`, phone);
    await expect
      .poll(() => page.locator('[role=tablist]').evaluate((tabs) => Math.round(tabs.getBoundingClientRect().top)))
      .toBeLessThan(200);
    await page.context().close();
  });

  it('found, page: on a phone a table that goes on to the right says so until its end was seen', async () => {
    const { page } = await open('/definitions/reference/loss-rate', phone);
    const cue = page.getByText('There are more columns');
    await cue.waitFor();
    await page
      .locator('.scroll')
      .first()
      .evaluate((box) => {
        box.scrollLeft = box.scrollWidth;
      });
    await expect.poll(() => cue.isVisible()).toBe(false);
    await page.setViewportSize({ width: 1280, height: 844 });
    await expect.poll(() => cue.count()).toBe(0);
    await page.context().close();
  });

  it.each(['/', CLASS, `${CLASS}?tab=problems`, `${CLASS}?tab=try`, `${CLASS}?tab=json`, '/population'])(
    'found, page: on a phone what is touched at %s is at least 24 px wide and high',
    async (path) => {
      const { page } = await open(path, phone);
      await page.locator('main :is(button, a, input)').first().waitFor();
      await page.waitForLoadState('networkidle');
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, a, input, select, summary')].flatMap((one) => {
          const { width, height, top } = one.getBoundingClientRect();
          const isShown = width > 1 && top > -24 && one.closest('.visually-hidden, .cm-editor') === null;
          return isShown && (width < 24 || height < 24) ? [`${one.outerHTML.slice(0, 90)} ${width}×${height}`] : [];
        }),
      );
      expect(small).toEqual([]);
      await page.context().close();
    },
  );

  it.each([
    ['en', /"Customer type"/],
    ['zh-CN', /“客户类型”/],
  ])('found, page: an error names the fact by its title, in %s', async (locale, told) => {
    const { page } = await open(`${CLASS}?tab=try`, { locale });
    await page.locator('.try h2 button').first().click();
    await expect.poll(() => page.locator('.result .findings').innerText()).toMatch(told);
    expect(await page.locator('.result').innerText()).not.toContain('customerKind');
    await page.context().close();
  });

  it('found, page: what is sent is compressed, and kept for good where it never changes (how light it is, weight.test.ts says)', async () => {
    const { page } = await open('/nowhere');
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const sent = new Set<string>();
    session.on('Network.responseReceived', ({ response }) => sent.add(response.url));
    await page.goto(studio.url, { waitUntil: 'networkidle' });
    const scripts = [...sent].filter((url) => !url.includes('/api/') && url.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(3);
    for (const url of scripts) {
      for (const encoding of ['br', 'gzip']) {
        const { headers } = await fetch(url, { headers: { 'accept-encoding': encoding } });
        expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
          'public, max-age=31536000, immutable',
          expect.stringMatching(/accept-encoding/i),
        ]);
        if (Number(headers.get('content-length')) > 1000) expect(headers.get('content-encoding')).toBe(encoding);
      }
    }
    const { headers } = await fetch(`${studio.url}/api/v1${CLASS}/closure`, { headers: { 'accept-encoding': 'gzip' } });
    expect(headers.get('content-encoding')).toBe('gzip');
    await page.context().close();
  });
});
