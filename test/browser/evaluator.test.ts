import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the evaluator of the page', reason);

interface Answers {
  readonly id: string;
  readonly language: string;
  readonly inPage: unknown;
  readonly fromServer: unknown;
}

/**
 * Every decision on its first case, in both languages: by the page's own evaluator, given what the page gives it, and by the server.
 * It runs inside the page, whose security policy lets the evaluator's script alone make functions.
 */
async function askBoth(
  page: Page,
): Promise<{ readonly decisions: readonly string[]; readonly answers: readonly Answers[] }> {
  const asked = page.waitForRequest(/\/assets\/evaluator-[^/]*\.js$/);
  await page.getByRole('link', { name: /\S/ }).and(page.locator('li.row a')).first().click();
  await page.getByRole('tab').nth(2).click();
  const script = (await asked).url();
  return await page.evaluate(async (url) => {
    const worker = new Worker(url, { type: 'module' });
    let calls = 0;
    const ask = (name: string, argument: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const call = ++calls;
        const listen = ({ data }: MessageEvent<{ call: number; result?: unknown; error?: string }>) => {
          if (data.call !== call) return;
          worker.removeEventListener('message', listen);
          if (data.error === undefined) resolve(data.result);
          else reject(new Error(data.error));
        };
        worker.addEventListener('message', listen);
        worker.postMessage({ call, name, argument });
      });
    const json = async (path: string, init?: RequestInit) =>
      (await (await fetch(`/api/v1/${path}`, init)).json()) as Record<string, unknown>;
    const list = await json('definitions?include=document');
    const rows = (
      list['definitions'] as { id: string; decides: boolean; document: { cases?: { given: object }[] } }[]
    ).filter(({ decides }) => decides);
    const answers = [];
    for (const { id, document } of rows) {
      const given = document.cases?.[0]?.given;
      if (given === undefined) continue;
      const { documents, cuts } = await json(`definitions/${id}/closure`);
      await ask('load', { sources: documents, cuts });
      for (const language of ['zh-CN', 'en']) {
        const result = (await ask('decide', { id, draft: null, request: given, language })) as Record<string, unknown>;
        const fromServer = await json(`decisions/${id}?trace=true`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'accept-language': language },
          body: JSON.stringify(given),
        });
        answers.push({ id, language, inPage: JSON.parse(JSON.stringify(result)) as unknown, fromServer });
      }
    }
    return { decisions: rows.map(({ id }) => id), answers };
  }, script);
}

describe.runIf(reason === null).each(['bank-crm', 'bank-marketing'])('the evaluator of the page on %s', (pack) => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ pack })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  it('answers the first case of every decision as the server does, word for word, in both languages', async () => {
    const { page, faults } = await visit(browser, studio.url);
    const { decisions, answers } = await askBoth(page);
    expect(answers).toHaveLength(decisions.length * 2);
    for (const { id, language, inPage, fromServer } of answers) {
      // Only the server's log numbers what was decided.
      const { decisionId, ...answer } = fromServer as { readonly decisionId?: unknown };
      expect({ id, language, answer: inPage }).toEqual({ id, language, answer });
      expect(decisionId).toMatch(/^\d+$/);
    }
    expect(faults).toEqual([]);
  }, 120_000);
});
