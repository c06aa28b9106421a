// Takes the pictures of README from the running program: node --import ./.ci/strip-types.mjs .ci/pictures.mjs
// Builds nothing; `npm run build` first. The program runs on a data folder of its own, with its own sample customers.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startStudio } from '../test/browser/studio.ts';
import { launchChromium } from '../test/support/chromium.ts';

const folder = fileURLToPath(new URL('../.github/pictures/', import.meta.url));

/** Each picture: file, language, address, and what stands on the page once it is drawn. */
const pictures = [
  ['definitions.zh-CN', 'zh-CN', '/', '.primary'],
  ['definitions.en', 'en', '/', '.primary'],
  ['customer-class.zh-CN', 'zh-CN', '/definitions/segmentation/customer-class?tab=try', '.cases .mark-good'],
  ['customer-class.en', 'en', '/definitions/segmentation/customer-class?tab=try', '.cases .mark-good'],
  ['loyalty.zh-CN', 'zh-CN', '/definitions/scorecard/loyalty', '.sentences'],
  ['loyalty.en', 'en', '/definitions/scorecard/loyalty?tab=problems', '.verdict-proved'],
];

mkdirSync(folder, { recursive: true });
const [browser, studio] = await Promise.all([launchChromium(), startStudio(20_000)]);
for (const [file, locale, path, drawn] of pictures) {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(studio.url + path);
  await page.locator(drawn).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}${file}.png` });
  await context.close();
  process.stdout.write(`.github/pictures/${file}.png\n`);
}
await browser.close();
await studio.stop();
