import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, whyNoBrowser } from '../support/chromium.ts';
import { describeSkipped } from '../support/shared.ts';
import { type RunningStudio, startStudio, visit, whyNoStudio } from './studio.ts';

const reason = whyNoBrowser() ?? whyNoStudio();
if (reason !== null) describeSkipped('the workflow canvas', reason);

describe.runIf(reason === null)('the workflow canvas', { timeout: 180_000 }, () => {
  let browser: Browser;
  let studio: RunningStudio;
  beforeAll(async () => {
    [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 60 })]);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  const COMPLAINT = '/definitions/workflow/complaint';
  const box = (page: Page, state: string): Locator => page.locator(`.state-box[data-state="${state}"]`);
  /** Where every state is drawn, in the drawing's own measure. */
  const places = (page: Page) =>
    page
      .locator('.react-flow__node')
      .evaluateAll((nodes) =>
        Object.fromEntries(nodes.map((one) => [one.getAttribute('data-id'), (one as HTMLElement).style.transform])),
      );

  it('28, 30–32: draws, pans without moving a state, steps, keeps the path as a case, and adds beside what stands', async () => {
    const { page, faults } = await visit(browser, studio.url + COMPLAINT);
    await box(page, 'new').waitFor();
    expect(await page.locator('.plate.escalates').innerText()).toContain('Escalate');
    expect(await page.locator('.plate.timer').count()).toBe(3);
    const before = await places(page);
    const ground = await page.locator('.react-flow__pane').boundingBox();
    if (ground === null) throw new Error('there is no ground');
    const view = () => page.locator('.react-flow__viewport').evaluate((one) => (one as HTMLElement).style.transform);
    const seen = await view();
    await page.mouse.move(ground.x + 30, ground.y + ground.height - 12);
    await page.mouse.down();
    await page.mouse.move(ground.x + 90, ground.y + ground.height - 42, { steps: 4 });
    await page.mouse.up();
    expect(await view()).not.toBe(seen);
    expect(await places(page)).toEqual(before);

    await page
      .getByRole('button', { name: /^Begin as in/ })
      .first()
      .click();
    const bar = page.getByRole('toolbar', { name: 'What may happen now' });
    await bar.getByRole('button', { name: 'Claim' }).click();
    await page.locator('.state-box.standing[data-state="inProgress"]').waitFor();
    await bar.getByRole('button', { name: /^Resolve refused now/ }).click();
    await page.locator('.steps-made').getByText('Reply recorded: no').waitFor();
    await bar.getByRole('button', { name: 'Back' }).click();
    await bar.getByRole('button', { name: 'Ask the customer' }).click();
    await bar.getByRole('button', { name: '+4 working hours' }).click();
    await bar.getByRole('button', { name: /^To next due/ }).click();
    await page.getByRole('button', { name: /^Path 1: Claim → Resolve/ }).waitFor();
    await page.locator('.state-box.standing[data-state="inProgress"]').waitFor();
    await bar.getByRole('button', { name: 'Save as a case' }).click();
    await bar.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: /^Begin as in “Claim → Ask the customer/ }).waitFor();

    await page.getByRole('button', { name: 'Add a state (N)' }).click();
    await box(page, 'state').waitFor();
    expect(await places(page)).toMatchObject(before);
    const mark = page.locator('.outline .error');
    await expect.poll(() => mark.count()).toBeGreaterThan(0);

    await page.getByText('The machine as text: XState JSON out and in, SCXML in').click();
    const text = page.getByLabel(/^The machine as XState JSON/);
    expect(JSON.parse(await text.inputValue())).toMatchObject({ id: 'complaint', initial: 'new' });
    await text.fill(
      '<scxml><state id="new"><transition event="done" cond="x" target="end"/></state><final id="end"/></scxml>',
    );
    await page.locator('.left-out').getByText('cond="x"').waitFor();
    await page.getByRole('button', { name: 'Take it over' }).click();
    await expect.poll(() => page.locator('.outline [data-at="/machine/states/end"]').count()).toBe(1);
    await expect.poll(() => page.locator('.outline [data-at="/machine/states/inProgress"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.outline [data-at="/machine/states/inProgress"]').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('29: is edited by keys alone, in Chinese; where it cannot be drawn the outline has all of it', async () => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.route('**/elk-worker*', (route) => route.abort());
    await page.goto(studio.url + COMPLAINT);
    await page.getByText('状态机未能绘出').waitFor();
    const item = (at: string) => page.locator(`.outline [data-at="/machine/states/${at}"]`);
    await item('new').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => item('inProgress').evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('n');
    await item('state').waitFor();
    await item('inProgress').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('t');
    await page.keyboard.type('park');
    await page.keyboard.press('Tab');
    await page.keyboard.type('state');
    await page.keyboard.press('Enter');
    await page.locator('.outline .transition', { hasText: '收到 park → state' }).waitFor();
    await item('state').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('m');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('已撤回');
    await page.keyboard.press('Enter');
    await page.locator('.outline .transition', { hasText: '满 24 小时（按实际经过计） → 已撤回' }).waitFor();
    await page
      .locator('.strip')
      .getByText(/没有问题/)
      .waitFor();
    await context.close();
  });
});
