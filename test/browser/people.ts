import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What the sign-in page offers for a sample person: each code counts once. */
async function offered(page: Page, url: string, account: string) {
  const html = await (await page.request.get(`${url}/sign-in?lang=en`)).text();
  const found = new RegExp(
    `value="${account}">.*?name="password" value="([^"]*)">.*?name="code" value="(\\d{6})"`,
  ).exec(html);
  return { account, password: found?.[1] ?? '', code: found?.[2] ?? '' };
}

/** Signs a sample person in, beside the page. */
export async function signIn(page: Page, url: string, account: string): Promise<void> {
  const data = await offered(page, url, account);
  const reply = await page.request.post(`${url}/api/v1/sessions`, { data, headers: { origin: url } });
  expect(reply.status()).toBe(201);
}

/** Signs a sample person in by the dialog that stands over the page. */
export async function signInByDialog(page: Page, url: string, account: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  const data = await offered(page, url, account);
  for (const [label, value] of [
    ['Account', data.account],
    ['Password', data.password],
    ['The six digits your authenticator shows', data.code],
  ] as const)
    await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** The members of all releases that are drafts, as whoever is signed in reads them. */
export async function draftsOnServer(
  page: Page,
  url: string,
): Promise<readonly { readonly release: string; readonly document: unknown }[]> {
  const get = async (path: string) => (await (await page.request.get(`${url}/api/v1/${path}`)).json()) as never;
  const { items } = (await get('releases?state=draft&limit=100')) as { items: { id: string }[] };
  const found = [];
  for (const { id } of items)
    for (const member of ((await get(`releases/${id}`)) as { members: { document: unknown }[] }).members)
      found.push({ ...member, release: id });
  return found;
}

/** Takes the place of a text in the JSON editor by typing, as its reader would: found, marked and written over. */
export async function retype(page: Page, before: string, after: string) {
  const editor = page.getByRole('textbox', { name: 'The definition as JSON' });
  await editor.press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).pressSequentially(before);
  await page.keyboard.press('Enter');
  await page.locator('.cm-searchMatch-selected').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.type(after);
  return editor;
}
