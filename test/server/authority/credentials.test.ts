import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openAgainAt } from '../../../server/authority/lock-out.ts';
import { hashPassword, isPassword, whyWeak } from '../../../server/authority/password.ts';
import { isSecret, newSecret, newSpokenSecret, secretHash, spokenForm } from '../../../server/authority/secret.ts';
import { newTotpSecret, totpCode, totpStep } from '../../../server/authority/totp.ts';

const cheap = { logN: 4, r: 8, p: 1 };

describe('a password', () => {
  it('is known again by its hash, and no other is', async () => {
    const hash = await hashPassword('坐看云起时，行到水穷处', cheap);
    expect(await isPassword('坐看云起时，行到水穷处', hash)).toBe(true);
    expect(await isPassword('坐看云起时,行到水穷处 ', hash)).toBe(false);
    expect(await hashPassword('坐看云起时，行到水穷处', cheap)).not.toBe(hash);
    expect(await isPassword('anything', undefined)).toBe(false);
  });
  it('is hashed as scrypt alone hashes it', async () => {
    const [, logN, r, p, salt = '', hash] = (await hashPassword('correct horse battery', cheap)).split('$');
    const alone = scryptSync('correct horse battery', Buffer.from(salt, 'base64'), 32, {
      N: 2 ** Number(logN),
      r: Number(r),
      p: Number(p),
    });
    expect(hash).toBe(alone.toString('base64'));
  });
  it.each([
    ['short', 'too-short'],
    ['a'.repeat(200), 'too-long'],
    ['aaaaaaaaaaaaaaab', 'too-plain'],
    ['Password12345!', 'too-plain'],
    ['li.wei.2026.abc', 'too-plain'],
    ['123456123456', 'too-plain'],
    ['correct horse battery', undefined],
    ['山重水复疑无路柳暗花明又一村', undefined],
  ])('is chosen well: %s', (password, why) => {
    expect(whyWeak(password, ['li.wei'])).toBe(why);
  });
});

describe('a code of an authenticator', () => {
  // RFC 6238, appendix B: the key is these twenty bytes; its eight digits end with the six of ours.
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('is that of the standard at second %i', (second, code) => {
    expect(totpCode(key, new Date(second * 1000))).toBe(code);
  });
  it('life L44: has the step it was shown for, so that it is spent once', () => {
    const secret = newTotpSecret();
    const at = (second: number) => new Date(1_800_000_000_000 + second * 1000);
    const step = 1_800_000_000 / 30;
    expect(totpStep(secret, totpCode(secret, at(0)), at(0))).toBe(step);
    expect(totpStep(secret, totpCode(secret, at(0)), at(29))).toBe(step);
    expect(totpStep(secret, totpCode(secret, at(0)), at(59))).toBe(step);
    expect(totpStep(secret, totpCode(secret, at(30)), at(0))).toBe(step + 1);
    expect(totpStep(secret, totpCode(secret, at(0)), at(61))).toBeUndefined();
    expect(totpStep(secret, '12345', at(0))).toBeUndefined();
    expect(totpStep(secret, '12345a', at(0))).toBeUndefined();
    const code = totpCode(secret, at(0));
    const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
    for (const written of [`${code.slice(0, 3)} ${code.slice(3)}`, wide, ` ${code}`])
      expect(totpStep(secret, written, at(0))).toBe(step);
  });
});

describe('life L45: an account', () => {
  it.each([
    [0, 0],
    [5, 0],
    [6, 2],
    [8, 8],
    [14, 512],
    [15, 900],
    [5000, 900],
  ])('waits after %i failures for %i seconds, and never for good', (count, seconds) => {
    const lastAt = new Date('2026-11-22T04:00:00Z');
    expect(openAgainAt({ count, lastAt }).getTime() - lastAt.getTime()).toBe(seconds * 1000);
  });
});

describe('a secret', () => {
  it('is known by its hash alone', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(isSecret(secret, secretHash(secret))).toBe(true);
    expect(isSecret(`${secret}x`, secretHash(secret))).toBe(false);
  });
  it('is read out in groups, and written as anybody writes it', () => {
    const spoken = newSpokenSecret();
    expect(spoken).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$/);
    expect(spokenForm(` ${spoken.toLowerCase().replaceAll('-', ' ')} `)).toBe(spoken);
  });
});
