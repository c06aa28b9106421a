import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeProblem } from './problems.ts';
import { StoreError } from './store-error.ts';
import type { Database } from './tables.ts';

/**
 * Secrets that the store has to be able to use, such as those of authenticators: they are kept sealed (AES-256-GCM) by a key that is not in
 * the store, so that whoever reads the database, or a backup, cannot use them. A sealed secret is bound to whose it is: it opens in no
 * other row.
 */
export interface Secrets {
  seal(secret: string, of: string): string;
  /** Throws a StoreError where it was sealed by another key, or for somebody else. What was never sealed is answered as it is. */
  open(sealed: string, of: string): string;
}

const MARK = 'v1.';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The key is asked for when there is something to seal or to open. */
export function secretsBy(keyOf: () => Buffer): Secrets {
  let key: Buffer | undefined;
  return {
    seal(secret, of) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', (key ??= keyOf()), iv).setAAD(Buffer.from(of));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed, of) {
      if (!sealed.startsWith(MARK)) return sealed;
      const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url');
      const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
      const known = (key ??= keyOf());
      try {
        const cipher = createDecipheriv('aes-256-gcm', known, iv, { authTagLength: TAG_BYTES });
        cipher.setAAD(Buffer.from(of)).setAuthTag(tag);
        return cipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)).toString('utf8') + cipher.final('utf8');
      } catch (error) {
        throw new StoreError(storeProblem('secret-sealed-otherwise', { pointer: '' }), error);
      }
    },
  };
}

/** The name of the file of a data folder that holds its key. */
export const SECRET_FILE = 'secret.key';

/** The key of a data folder: made of a secret that is given, or read from its file, which is written where there is none. */
export function secretKey(folder: string, given: string | null = null): Buffer {
  const secret = given ?? secretIn(folder);
  return Buffer.from(hkdfSync('sha256', secret, 'guiju', 'secrets of the store', KEY_BYTES));
}

function secretIn(folder: string): string {
  const path = join(folder, SECRET_FILE);
  mkdirSync(folder, { recursive: true });
  try {
    // Of two processes that start at once one writes it; both read it.
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}

/** Seals what an older program kept as it was. */
export async function sealOlder(database: Database, secrets: Secrets): Promise<void> {
  const rows = await database
    .selectFrom('credential')
    .select(['person', 'totp_secret'])
    .where('totp_secret', 'not like', `${MARK}%`)
    .execute();
  for (const { person, totp_secret } of rows)
    await database
      .updateTable('credential')
      .set({ totp_secret: secrets.seal(totp_secret, person) })
      .where('person', '=', person)
      .where('totp_secret', '=', totp_secret)
      .execute();
}
