import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that cannot be guessed: 256 bits as text for an address, a cookie or a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** A secret that one person reads out to another: sixty bits in groups, without letters that look alike. */
export function newSpokenSecret(): string {
  const letters = [...randomBytes(12)].map((byte) => SPOKEN[byte % SPOKEN.length]).join('');
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join('-');
}

/** Thirty-two of them, so that every byte falls on each as often. */
const SPOKEN = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What is kept of a secret: enough to know it again, not to use it. It needs no salt, as nobody chose it. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether a secret is the one of this hash. */
export function isSecret(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(secretHash(secret)), Buffer.from(hash.padEnd(64).slice(0, 64)));
}

/** How a spoken secret is written down by hand: case and separators do not count. */
export const spokenForm = (written: string): string => {
  const letters = written.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].join('-');
};
