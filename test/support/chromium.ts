import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder, findBrowser } from './browser-cache.ts';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why no browser test can run here, or null when one can: give it to `describeSkipped`. */
export function whyNoBrowser(): string | null {
  return findBrowser() === null ? 'no Chromium was found or could be installed (name one in GUIJU_CHROMIUM)' : null;
}

/**
 * A headless Chromium that shows Chinese. It runs without its sandbox, which root and many containers do not have: it opens
 * only pages of our own server. The caller closes it.
 */
export async function launchChromium(): Promise<Browser> {
  const found = findBrowser();
  if (found === null) throw new Error(whyNoBrowser() ?? 'no Chromium');
  return await chromium.launch({
    executablePath: found.executable,
    args: quiet,
    env: {
      ...definedOnly(process.env),
      ...chineseFont(),
      ...(found.libraries === undefined ? {} : { LD_LIBRARY_PATH: found.libraries }),
    },
  });
}

/** Where the machine has no Chinese font, a font list that adds the one from npm. */
function chineseFont(): Record<string, string> {
  const known = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' });
  if (known.status === 0 && known.stdout.trim() !== '') return {};
  const folders = ['400Regular', '500Medium', '700Bold'].map((weight) =>
    dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`))),
  );
  const list = join(cacheFolder, '..', 'fonts', 'fonts.conf');
  mkdirSync(dirname(list), { recursive: true });
  writeFileSync(list, fontList(folders, join(dirname(list), 'known')));
  return { FONTCONFIG_FILE: list };
}

const fontList = (folders: readonly string[], cache: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join('\n  ')}
  <cachedir>${cache}</cachedir>
</fontconfig>
`;

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
