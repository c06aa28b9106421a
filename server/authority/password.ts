import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What a hash costs: N = 2^logN blocks of 1 KiB × r in memory, p times over. */
export interface HashCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB, three times: the weakest that OWASP's password storage cheat sheet counts as sufficient at this memory. */
export const HASH_COST: HashCost = { logN: 15, r: 8, p: 3 };

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);
const LENGTH = 32;

/** The hash of a password by scrypt (RFC 7914) with a salt of its own: `scrypt$15$8$3$salt$hash`. */
export async function hashPassword(password: string, { logN, r, p }: HashCost = HASH_COST): Promise<string> {
  const salt = randomBytes(16);
  const hashed = await derived(password, salt, { logN, r, p });
  return ['scrypt', logN, r, p, salt.toString('base64'), hashed.toString('base64')].join('$');
}

/** Whether a password has this hash; takes as long where there is none to compare with, so that nobody learns who has an account. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, logN, r, p, salt, hashed] = (hash ?? NOBODY).split('$');
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const found = await derived(password, Buffer.from(salt ?? '', 'base64'), cost);
  const expected = Buffer.from(hashed ?? '', 'base64');
  return hash !== undefined && expected.length === found.length && timingSafeEqual(expected, found);
}

const NOBODY = `scrypt$${HASH_COST.logN}$${HASH_COST.r}$${HASH_COST.p}$AAAAAAAAAAAAAAAAAAAAAA==$`;

/** The same letters are one password however the keyboard composes them. */
async function derived(password: string, salt: Buffer, { logN, r, p }: HashCost): Promise<Buffer> {
  const N = 2 ** logN;
  return await derive(password.normalize('NFKC'), salt, LENGTH, { N, r, p, maxmem: 2 * 128 * N * r });
}

/** What is wrong with a password that somebody chooses; undefined for one that will do (NIST SP 800-63B: length, and none that is known). */
export function whyWeak(
  password: string,
  names: readonly string[],
): 'too-short' | 'too-long' | 'too-plain' | undefined {
  const length = [...password].length;
  if (length < LEAST_PASSWORD) return 'too-short';
  if (length > MOST_PASSWORD) return 'too-long';
  const plain = password.normalize('NFKC').toLowerCase();
  const isPlain =
    new Set(plain).size < 5 || names.some((name) => name.length > 3 && plain.includes(name.toLowerCase()));
  return isPlain || COMMON.some((word) => plain.replaceAll(/[\d\p{P}\p{S}\s]/gu, '') === word)
    ? 'too-plain'
    : undefined;
}

export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 128;
/** What is left of the passwords that most people choose when figures and signs are taken out. */
const COMMON = [
  'password',
  'passw',
  'qwerty',
  'qwertyuiop',
  'admin',
  'administrator',
  'guiju',
  'welcome',
  'letmein',
  '',
];
