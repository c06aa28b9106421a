import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { draft, signInAs } from './changes.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('what moves under whoever reads a change', reason);

const PATIENCE_MS = 120_000;
const SEGMENTATION = 'segmentation/customer-class';
const from = (score: number) => (json: string) =>
  json.replace('"[90, 100]"', `"[${score}, 100]"`).replace('"[80, 90)"', `"[80, ${score})"`);
const sentence = (score: number) => `Gold now starts at ${score} instead of 90.`;

describe.runIf(reason === null)('what moves under whoever reads a change', { timeout: 400_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  let author: Page;
  let approver: Page;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 60 })]);
    [author, approver] = await Promise.all([
      visit(browser, studio.url).then(({ page }) => page),
      visit(browser, studio.url).then(({ page }) => page),
    ]);
    for (const page of [author, approver]) page.setDefaultTimeout(PATIENCE_MS);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const heading = async (page: Page, name: string) => await page.getByRole('heading', { level: 1, name }).waitFor();
  const open = async (page: Page, id: string) => await page.goto(`${studio.url}/changes/${id}`);
  /** What a release is now, as its author asks for it. */
  const read = async (id: string) =>
    await author.evaluate(async (of) => {
      const answer = await fetch(`/api/v1/releases/${of}`);
      const { state, hash, goLiveAt, title, note, members } = (await answer.json()) as Record<string, unknown>;
      return { state, hash, goLiveAt, title, note, members, tag: answer.headers.get('etag') ?? '' };
    }, id);
  const send = async (id: string, way: '' | '/submission' | '/withdrawal', body: object) =>
    await author.evaluate(
      async ([of, path, text, tag]) => {
        const method = path === '' ? 'PUT' : 'POST';
        const headers = { 'content-type': 'application/json', 'if-match': tag ?? '' };
        const answer = await fetch(`/api/v1/releases/${of}${path}`, { method, headers, body: text ?? '' });
        return { status: answer.status, told: (await answer.json()) as { readonly acceptsCases?: string } };
      },
      [id, way, JSON.stringify(body), (await read(id)).tag],
    );
  /** Writes the draft anew from another place than the page: with this score, title and note. */
  const write = async (id: string, score: number, texts: { readonly title: string; readonly note?: string }) => {
    const published = await author.evaluate(
      async (of) => await (await fetch(`/api/v1/definitions/${of}`)).text(),
      SEGMENTATION,
    );
    const document = JSON.parse(
      from(score)(JSON.stringify((JSON.parse(published) as { document: object }).document)),
    ) as object;
    expect((await send(id, '', { ...texts, members: [{ document }] })).status).toBe(200);
  };
  const handIn = async (id: string) => {
    const { told } = await send(id, '/submission', {});
    expect(await send(id, '/submission', { acceptsCases: told.acceptsCases ?? '' })).toMatchObject({ status: 200 });
  };
  /** Comes back to a window until it shows what moved meanwhile. */
  const backTo = async (page: Page, isThere: () => Promise<boolean>) =>
    await expect
      .poll(
        async () => {
          await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
          return await isThere();
        },
        { timeout: PATIENCE_MS, interval: 500 },
      )
      .toBe(true);
  const isShown = (page: Page, text: string) => async () => (await page.getByText(text).count()) > 0;

  it('tells a case that is taken out, with what it expected, where nothing else changes', async () => {
    await signInAs(author, studio.url, '方编');
    const id = await draft(author, SEGMENTATION, 'Without a guard', (json) => {
      const document = JSON.parse(json) as { readonly cases: readonly object[] };
      return JSON.stringify({ ...document, cases: document.cases.slice(1) });
    });
    await open(author, id);
    await author.getByText(/, case “.+”: taken out\. It expected .*\.$/).waitFor();
    await author.getByText(/^Cases: 1 removed/).waitFor();
    expect(await author.getByText('It says the same as what is in force.').count()).toBe(0);
  });

  it('shows no old words beside a text that was written anew, and asks where a field was', async () => {
    const id = await draft(author, SEGMENTATION, 'Gold from 85', from(85));
    await open(author, id);
    await author.getByText(sentence(85)).waitFor();
    await author.getByLabel('Note for whoever decides').fill('mine');
    await author.reload();
    await author.getByText(sentence(85)).waitFor();
    expect(await author.getByLabel('Note for whoever decides').inputValue()).toBe('mine');
    await write(id, 87, { title: 'Gold from 87', note: 'theirs' });
    await backTo(author, isShown(author, '“Gold from 87” is a draft'));
    expect(await author.getByText(sentence(85)).count()).toBe(0);
    await author.getByText(sentence(87)).waitFor();
    await author.getByText('Somebody else wrote this here meanwhile: theirs').waitFor();
    expect(await author.getByLabel('Title', { exact: true }).inputValue()).toBe('Gold from 87');
    await author.getByRole('button', { name: 'Take that' }).click();
    expect(await author.getByLabel('Note for whoever decides').inputValue()).toBe('theirs');
  });

  it('life L22: hands nothing in at an instant that is not filled in, keeps the question of the cases, and what was typed', async () => {
    const id = await draft(author, SEGMENTATION, 'Gold from 85', from(85));
    await open(author, id);
    await author.getByLabel('Title', { exact: true }).fill('Gold earlier');
    await author.getByRole('button', { name: 'Hand in for approval' }).click();
    const accept = author.getByRole('button', { name: 'Yes, accept them and hand in' });
    await accept.waitFor();
    await heading(author, '“Gold earlier” is a draft');
    await author.getByLabel('at an instant (bank time)').check();
    await accept.click();
    await author.locator('input[type="datetime-local"]:focus:invalid').waitFor();
    expect([await accept.count(), await read(id)]).toEqual([
      1,
      expect.objectContaining({ state: 'draft', goLiveAt: null }),
    ]);
    await author.getByLabel('Day and time').fill('2099-12-31T09:30');
    await accept.click();
    await heading(author, '“Gold earlier” waits for an approver');
    expect(await read(id)).toMatchObject({ title: 'Gold earlier', goLiveAt: '2099-12-31T01:30:00.000Z' });
  });

  it('life L03: sends no code for a text that was handed in after the other was read', async () => {
    await signInAs(approver, studio.url, '沈核');
    const id = await draft(author, SEGMENTATION, 'Gold from 85', from(85));
    await handIn(id);
    await open(approver, id);
    await approver.getByText(sentence(85)).waitFor();
    // The way to approve is there once one of those who move was opened.
    const openOne = approver.getByRole('button', { name: 'Open who moves furthest' });
    await openOne.click();
    await approver.getByLabel('Six digits of your authenticator').fill('123456');
    await send(id, '/withdrawal', {});
    await write(id, 87, { title: 'Gold from 87' });
    await handIn(id);
    const readAnew = approver.getByRole('button', { name: 'Read it as it is now' });
    await backTo(approver, async () => (await readAnew.count()) > 0);
    expect(await approver.getByText(sentence(85)).count()).toBe(0);
    expect(await approver.getByRole('button', { name: 'Approve this change' }).count()).toBe(0);
    await readAnew.click();
    await approver.getByText(sentence(87)).waitFor();
    await openOne.click();
    expect(await approver.getByLabel('Six digits of your authenticator').inputValue()).toBe('');
    await approver.getByRole('button', { name: 'Return', exact: true }).click();
    await approver.getByLabel('What has to be mended?').fill('not yet');
    await approver.reload();
    await approver.getByRole('button', { name: 'Return', exact: true }).click();
    expect(await approver.getByLabel('What has to be mended?').inputValue()).toBe('not yet');
    await approver.getByRole('button', { name: 'Return it to its authors' }).click();
    await heading(approver, '“Gold from 87” came back');
  });
});
