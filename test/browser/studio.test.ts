import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the studio', reason);

/** Puts a text in the place of all that stands in an editor, as a person pastes it. */
async function paste(editor: Locator, text: string): Promise<void> {
  await editor.press('Control+a');
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** A text of the page once it stays the same: results follow what is typed. */
async function settled(read: () => Promise<string>): Promise<string> {
  let before = '';
  await expect
    .poll(async () => {
      const now = await read();
      const isSame = now === before;
      before = now;
      return isSame;
    })
    .toBe(true);
  return before;
}

describe.runIf(reason === null)('the studio', () => {
  let browser: Browser;
  let studio: RunningStudio;
  const open = (path: string, options = {}) => visit(browser, studio.url + path, options);
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${studio.url}/api/v1/${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    });
    // The tests read what the server is known to answer.
    return (await answer.json()) as Answer;
  };

  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio()]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  it.each([
    ['en', 'Customer tiers', 'Customer class', 'Loyalty score'],
    ['zh-CN', '客户分层', '客户分类', '忠诚得分'],
  ])('lists definitions by subject in %s', async (locale, subject, ...titles) => {
    const { page, faults } = await open('/', { locale });
    await page.getByRole('heading', { level: 2, name: subject }).waitFor();
    for (const title of titles) await page.getByRole('link', { name: title, exact: true }).waitFor();
    const { definitions } = await ask<{ definitions: unknown[] }>('definitions');
    expect(await page.locator('h1').innerText()).toContain(String(definitions.length));
    expect(await page.locator('li.row').count()).toBe(definitions.length);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('filters as one types, and the address keeps the filter', async () => {
    const { page, faults } = await open('/');
    await page.getByRole('searchbox').fill('loyalty');
    await page.getByRole('link', { name: 'Loyalty score', exact: true }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Predicted churn', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: /^Scorecard/ }).click();
    await expect.poll(() => page.locator('li.row .kind').allInnerTexts()).toEqual(['Scorecard']);
    const { page: again } = await open(new URL(page.url()).pathname + new URL(page.url()).search);
    await again.getByRole('link', { name: 'Loyalty score', exact: true }).waitFor();
    expect(await again.locator('li.row').count()).toBe(await page.locator('li.row').count());
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByRole('button', { name: 'Show all definitions' }).click();
    await page.getByRole('link', { name: 'Customer class', exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('shows what a definition says, in both languages, without a reload', async () => {
    const { words } = await ask<{ words: Record<string, string[]> }>('definitions/segmentation/customer-class/words');
    const { page, faults } = await open('/');
    await page.getByRole('link', { name: 'Customer class', exact: true }).click();
    await expect.poll(() => page.locator('.sentence').innerText()).toBe(words['en']?.[0]);
    expect(await page.locator('.sentences li').allInnerTexts()).toEqual(words['en']?.slice(1));
    await page.evaluate(() => {
      Object.assign(window, { isSamePage: true });
    });
    await page.getByRole('button', { name: '中文' }).click();
    await expect.poll(() => page.locator('.sentence').innerText()).toBe(words['zh-CN']?.[0]);
    expect(await page.evaluate(() => Reflect.get(window, 'isSamePage'))).toBe(true);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '客户分类' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('computes while one types, and agrees with the server', async () => {
    const { document } = await ask<{ document: { cases: { given: { facts: object; $asOf: string } }[] } }>(
      'definitions/scorecard/loyalty',
    );
    const given = document.cases[0]?.given;
    const { page, faults } = await open('/definitions/scorecard/loyalty?tab=try');
    const field = page.getByLabel('Time with the bank (months)');
    await field.waitFor();
    for (const months of [0, 5, 6, 59, 120]) {
      await field.fill(String(months));
      const request = { ...given, facts: { ...given?.facts, tenureMonths: months } };
      const { value, reasons } = await ask<{ value: { score: number }; reasons: { text: string }[] }>(
        'decisions/scorecard/loyalty',
        request,
      );
      await expect.poll(() => page.locator('.value .class b').innerText()).toBe(value.score.toFixed(2));
      const shown = await page.locator('.reasons tbody th').allInnerTexts();
      expect(shown).toEqual(reasons.slice(0, shown.length).map(({ text }) => text));
    }
    await field.fill('1.5');
    await page.getByText('has to be a whole number').waitFor();
    await field.fill('-3');
    await page.getByText('has to be at least 0').waitFor();
    await page.locator('.try').getByText('No result').waitFor();
    expect(faults).toEqual([]);
  });

  it('decides by share as the server does, with its frozen cuts', async () => {
    const id = 'segmentation/contribution-share';
    const { document } = await ask<{ document: { cases: { given: object }[] } }>(`definitions/${id}`);
    const { value } = await ask<{ value: { class: string } | null }>(`decisions/${id}`, document.cases[0]?.given);
    const { classes } = await ask<{ classes: { name: string; title: { en: string } }[] }>(
      'population/contribution-share',
    );
    const title = classes.find(({ name }) => name === value?.class)?.title.en;
    expect(title).toBeDefined();
    const { page, faults } = await open(`/definitions/${id}?tab=try`);
    await expect.poll(() => page.locator('.value .class b').innerText()).toBe(title);
    expect(faults).toEqual([]);
  });

  it('shows how a result came about, and runs the cases', async () => {
    const { document } = await ask<{ document: { cases: unknown[] } }>('definitions/segmentation/customer-class');
    const all = document.cases.length;
    const { page, faults } = await open('/definitions/segmentation/customer-class?tab=try');
    await page.getByRole('heading', { name: `${all} of ${all} cases pass` }).waitFor();
    await page.getByText('How it came about').click();
    await page.locator('.trace').getByRole('link', { name: 'Loyalty score' }).waitFor();
    await page.getByRole('button', { name: 'score 90: gold' }).click();
    await expect.poll(() => page.locator('.value .class b').innerText()).toBe('Gold');
    expect(new URL(page.url()).searchParams.get('case')).not.toBeNull();
    expect(faults).toEqual([]);
  });

  it('checks a draft as it is typed: a gap is refuted, and its example opens in the form', async () => {
    const { page, faults } = await open('/definitions/scorecard/loyalty?tab=json');
    const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
    await editor.waitFor();
    const text = JSON.stringify(
      (await ask<{ document: object }>('definitions/scorecard/loyalty')).document,
      null,
      2,
    ).replace('"[6, 24)"', '"[7, 24)"');
    await paste(editor, text);
    await page.getByText('nothing in force changes').waitFor();
    await page.locator('.draft-mark').waitFor();
    await page.getByRole('tab', { name: /Problems/ }).click();
    await page.locator('.verdict-refuted').first().waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Open the example in Try' }).first().click();
    await expect.poll(() => page.getByLabel('Time with the bank (months)').inputValue()).toBe('6');
    await page.getByRole('tab', { name: 'JSON' }).click();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.getByText('As published.').waitFor();
    expect(await page.locator('.draft-mark').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('keeps an unreadable draft calm: says what is wrong and goes on', async () => {
    const { page, faults } = await open('/definitions/criteria/growth-potential?tab=json');
    const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
    await paste(editor, '{ "kind": "criteria", ');
    await page.getByRole('tab', { name: /Problems/ }).click();
    await page.locator('.severity-error').first().waitFor();
    await page.getByText('how it stood when it last had none').waitFor();
    await page.getByRole('tab', { name: 'Try' }).click();
    await page.getByText('decides nothing').waitFor();
    expect(faults).toEqual([]);
  });

  it('keeps what was typed over a change of language, a walk to another page and a reload', async () => {
    const { page, faults } = await open('/definitions/scorecard/loyalty?tab=try');
    await page.getByLabel('Time with the bank (months)').fill('59');
    const shown = () => page.locator('.value .class b').innerText();
    const score = await settled(shown);
    await page.getByRole('button', { name: '中文' }).click();
    const months = page.getByLabel('开户时长（个月）');
    expect(await months.inputValue()).toBe('59');
    await expect.poll(shown).toBe(score);
    await page.getByRole('link', { name: '查看全部定义' }).click();
    await page.getByRole('link', { name: '忠诚得分', exact: true }).click();
    await page.getByRole('tab', { name: '试算' }).click();
    expect(await months.inputValue()).toBe('59');
    await page.reload();
    await months.waitFor();
    expect(await months.inputValue()).toBe('59');
    await expect.poll(shown).toBe(score);
    expect(faults).toEqual([]);
  });

  it('keeps a draft over a reload, until it is discarded', async () => {
    const { page, faults } = await open('/definitions/criteria/growth-potential?tab=json');
    const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
    await paste(editor, '{ "kind": "criteria" }');
    await page.locator('.draft-mark').waitFor();
    await page.reload();
    await page.locator('.draft-mark').waitFor();
    expect(await editor.innerText()).toContain('{ "kind": "criteria" }');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.reload();
    await page.getByText('As published.').waitFor();
    expect(faults).toEqual([]);
  });

  it('tells in the JSON what may be written, by the schema and by what there is', async () => {
    const { page, faults } = await open('/definitions/criteria/growth-potential');
    const schema = page.waitForResponse(/\/schemas\/criteria\.json$/);
    await page.getByRole('tab', { name: 'JSON' }).click();
    await schema;
    const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
    await paste(editor, '{ "kind": "criteria", "entity": "" }');
    await editor.press('End');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await editor.press(key);
    await editor.press('Control+Space');
    const option = page.getByRole('option').getByText('entity/customer', { exact: true });
    await option.waitFor();
    // The editor takes no choice in the first moment of a list: it may have been meant for what stood there before.
    await page.waitForTimeout(200);
    await option.click();
    await expect.poll(() => editor.innerText()).toBe('{ "kind": "criteria", "entity": "entity/customer" }');
    expect(faults).toEqual([]);
  });

  it('finds a definition by what it says, and shows the sentence', async () => {
    const { page, faults } = await open('/');
    await page.getByRole('searchbox').fill('not in arrears');
    await page.getByText('Nothing fits').waitFor();
    await page.getByRole('searchbox').fill('Under 6 months');
    await page.getByRole('link', { name: 'Loyalty score', exact: true }).waitFor();
    await expect
      .poll(() => page.locator('li.row .found').allInnerTexts())
      .toContainEqual(expect.stringMatching(/under 6 months/i));
    expect(faults).toEqual([]);
  });

  it('says so where a part of the page cannot be fetched, and keeps what was typed', async () => {
    const { page } = await open('/definitions/scorecard/loyalty');
    await page.getByRole('tab', { name: 'JSON' }).waitFor();
    await page.route('**/assets/json-tab-*', (route) => route.abort('connectionrefused'));
    await page.getByRole('tab', { name: 'JSON' }).click();
    await page.getByText('could not be fetched').waitFor();
    await page.unroute('**/assets/json-tab-*');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.getByRole('textbox', { name: 'The definition as JSON' }).waitFor();
  });

  it('leads to the page to sign in, says who is signed in, and signs out', async () => {
    const { page, faults } = await open('/');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign in as 方编' }).click();
    await page.locator('.who').getByText('方编').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('can be used by keyboard alone', async () => {
    const { page, faults } = await open('/definitions/scorecard/loyalty');
    await page.getByRole('tab', { name: 'In words' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.getByRole('tab', { name: 'In words' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByRole('tab', { name: 'Try' }).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('JSON');
    await page.keyboard.press('Home');
    expect(new URL(page.url()).search).toBe('');
    expect(faults).toEqual([]);
  });

  it('says calmly that the server is lost, keeps what was loaded, and finds it again', async () => {
    const { page } = await open('/');
    await page.getByRole('link', { name: 'Customer class', exact: true }).waitFor();
    await page.route('**/api/**', (route) => route.abort('connectionrefused'));
    await page.getByRole('link', { name: 'Loyalty score', exact: true }).click();
    await page.getByText('The server does not answer').first().waitFor();
    await page.unroute('**/api/**');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Loyalty score' }).waitFor();
  });

  it.each(['/definitions/scorecard/no-such', '/nowhere'])('leads back from %s, where nothing is', async (path) => {
    const { page } = await open(path);
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await page.locator('main').getByRole('link', { name: 'To all definitions' }).click();
    await page.getByRole('link', { name: 'Customer class', exact: true }).waitFor();
  });

  it('draws every published definition without a fault', async () => {
    const { definitions } = await ask<{ definitions: { id: string; title: { en: string } }[] }>('definitions');
    const { page, faults } = await open('/');
    for (const { id, title } of definitions) {
      await page.evaluate((path) => {
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate', { state: null }));
      }, `/definitions/${id}`);
      await page.getByRole('heading', { level: 1, name: title.en, exact: true }).waitFor();
      await page.locator('.visual :is(table, ol, form, .condition, .cond-builder, [role=grid])').first().waitFor();
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
