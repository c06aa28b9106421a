import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Bilingual, texts } from '../../../studio/texts/bilingual.ts';

const folder = new URL('../../../studio/texts/', import.meta.url);

/** Brings in the texts of every room, by the file they stand in: what a page that had opened every room could say. */
async function everyRoom(): Promise<ReadonlyMap<string, Bilingual<Readonly<Record<string, string>>>>> {
  const rooms = new Map<string, Bilingual<Readonly<Record<string, string>>>>();
  for (const file of readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.ts'))) {
    // `language.ts` speaks to the page it stands in.
    if (file === 'language.ts') continue;
    const exported = (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>;
    const name = Object.keys(exported).find((one) => one.endsWith('Texts'));
    if (name !== undefined) rooms.set(file, exported[name] as Bilingual<Readonly<Record<string, string>>>);
  }
  return rooms;
}

/** What each room says, by the file of its texts. */
export const rooms = await everyRoom();
export { texts };
