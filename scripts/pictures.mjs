// Takes the pictures of README from the running program: node --import ./scripts/strip-types.mjs scripts/pictures.mjs
// Builds nothing; `npm run build` first. The program runs on a data folder of its own, with its own sample customers.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startStudio } from '../test/browser/studio.ts';
import { launchChromium } from '../test/support/chromium.ts';

const folder = fileURLToPath(new URL('../.github/pictures/', import.meta.url));

/** A draft with a gap between two bins: its proof is refuted, with the value that falls into none. */
async function leaveGap(page) {
  await page.getByRole('textbox').last().press('Control+a');
  await page
    .getByRole('textbox')
    .last()
    .evaluate(async (editor) => {
      const { document: loyalty } = await (await fetch('/api/v1/definitions/scorecard/loyalty')).json();
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', JSON.stringify(loyalty, null, 2).replace('"[6, 24)"', '"[7, 24)"'));
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
  await page.getByRole('tab').nth(1).click();
  await page.locator('.verdict-refuted').first().waitFor();
}

/** Each picture: file, language, address, what stands on the page once it is drawn, and what is done then. */
const pictures = [
  ['definitions.zh-CN', 'zh-CN', '/', '.primary'],
  ['definitions.en', 'en', '/', '.primary'],
  ['customer-class.zh-CN', 'zh-CN', '/definitions/segmentation/customer-class?tab=try', '.cases .mark-good'],
  ['customer-class.en', 'en', '/definitions/segmentation/customer-class?tab=try', '.cases .mark-good'],
  ['loyalty.zh-CN', 'zh-CN', '/definitions/scorecard/loyalty', '.sentences'],
  ['loyalty.en', 'en', '/definitions/scorecard/loyalty', '.sentences'],
  ['draft-with-gap.zh-CN', 'zh-CN', '/definitions/scorecard/loyalty?tab=json', '.cm-content', leaveGap],
  ['draft-with-gap.en', 'en', '/definitions/scorecard/loyalty?tab=json', '.cm-content', leaveGap],
];

mkdirSync(folder, { recursive: true });
const [browser, studio] = await Promise.all([launchChromium(), startStudio({ customers: 20_000 })]);
for (const [file, locale, path, drawn, act] of pictures) {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(studio.url + path);
  await page.locator(drawn).first().waitFor();
  await page.waitForLoadState('networkidle');
  await act?.(page);
  await page.screenshot({ path: `${folder}${file}.png` });
  await context.close();
  process.stdout.write(`.github/pictures/${file}.png\n`);
}
await browser.close();
await studio.stop();
