import { Secret, TOTP } from 'otpauth';

/** A new secret for an authenticator, as base32 text (160 bits, RFC 4226). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address an authenticator is set up with. */
export const totpAddress = (secret: string, label: string): string => totp(secret, label).toString();

/** The code that an authenticator shows at an instant. */
export const totpCode = (secret: string, at: Date): string => totp(secret).generate({ timestamp: at.getTime() });

/**
 * The time step of a code (RFC 6238), from one step before now to one after; undefined for a code that is none.
 * Blanks and full width in it mean nothing. A step is spent once:
 * whoever accepts it keeps it, and takes none that is not greater (life L44).
 */
export function totpStep(secret: string, code: string, at: Date): number | undefined {
  // Authenticators show `123 456`, and Chinese keyboards write full-width digits.
  const token = code.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = at.getTime();
  const away = totp(secret).validate({ token, timestamp, window: 1 });
  return away === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + away;
}

const PERIOD_SECONDS = 30;

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: 'Guiju',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
