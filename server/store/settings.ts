import { type Settings, type SettingsVersion, USUAL_SETTINGS } from '../authority/settings.ts';
import type { SettingsTable } from './people-tables.ts';
import type { Database } from './tables.ts';

/** Settings as they are kept, and who they are of. */
export interface KeptSettings extends SettingsVersion {
  readonly number: number;
  readonly begunBy: string | null;
  readonly confirmedBy: string | null;
  /** Null: since ever. */
  readonly inForceAt: string | null;
}

const USUAL: KeptSettings = { ...USUAL_SETTINGS, number: 0, begunBy: null, confirmedBy: null, inForceAt: null };

/** The settings in force. */
export async function readSettings(database: Database): Promise<KeptSettings> {
  return (await settingsBefore(database, { number: Number.MAX_SAFE_INTEGER, limit: 1 }))[0] ?? USUAL;
}

/** Settings before a number, newest first; the usual ones, which nobody set, are the last. */
export async function settingsBefore(
  database: Database,
  { number, limit }: { readonly number: number; readonly limit: number },
): Promise<readonly KeptSettings[]> {
  const rows = await database
    .selectFrom('settings')
    .selectAll()
    .where('number', '<', number)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  const found = rows.map(kept);
  return found.length < limit && number > 0 ? [...found, USUAL] : found;
}

/** Settings by their versions; nothing for a version that there is not. */
export async function settingsOfVersions(
  database: Database,
  versions: readonly string[],
): Promise<ReadonlyMap<string, KeptSettings>> {
  if (versions.length === 0) return new Map();
  const numbers = versions.map((version) => Number(/^settings-(\d{1,15})$/.exec(version)?.[1] ?? 0));
  const rows = await database.selectFrom('settings').selectAll().where('number', 'in', numbers).execute();
  return new Map([USUAL, ...rows.map(kept)].map((one) => [one.version, one]));
}

/** All settings that were in force at some time since an instant, oldest first. */
export async function settingsSince(database: Database, at: string): Promise<readonly KeptSettings[]> {
  const later = await database
    .selectFrom('settings')
    .selectAll()
    .where('in_force_at', '>=', at)
    .orderBy('number')
    .execute();
  const first = later[0]?.number ?? Number.MAX_SAFE_INTEGER;
  const [stood = USUAL] = await settingsBefore(database, { number: first, limit: 1 });
  return [stood, ...later.map(kept)];
}

/** Puts settings in force, in the place of those that were. */
export async function insertSettings(
  database: Database,
  settings: Settings,
  who: Pick<SettingsTable, 'begun_by' | 'confirmed_by' | 'in_force_at'>,
): Promise<KeptSettings> {
  const { number } = await readSettings(database);
  const row = { number: number + 1, settings: JSON.stringify(settings), ...who };
  await database.insertInto('settings').values(row).execute();
  return kept(row);
}

const kept = ({ number, settings, begun_by, confirmed_by, in_force_at }: SettingsTable): KeptSettings => ({
  number,
  version: `settings-${number}`,
  // Written by `insertSettings`.
  settings: JSON.parse(settings) as Settings,
  begunBy: begun_by,
  confirmedBy: confirmed_by,
  inForceAt: in_force_at,
});
