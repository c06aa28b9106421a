import { expect, it } from 'vitest';
import { newTotpSecret } from '../../../../server/authority/totp.ts';
import { signIn } from '../../../../server/operations/people/sign-in.ts';
import { secretsBy } from '../../../../server/store/secrets.ts';
import { StoreError } from '../../../../server/store/store-error.ts';
import { clock } from '../../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF, TOTP_SECRET } from '../../support/people.ts';
import { onBothDatabases } from '../../support/stores.ts';

const key = (fill: number) => () => Buffer.alloc(32, fill);
const asked = { account: 'lee', password: PASSWORD, code: codeAt(clock.now()), address: '', agent: '' };
const refused = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error instanceof StoreError ? error.problem.code : error;
  }
};

onBothDatabases('secrets', (stores) => {
  it('of authenticators that an older program kept as they were are sealed when the store is opened, and work on', async () => {
    const before = await stores.open({ clock, secretKey: key(1) });
    await seedPeople(before, STAFF);
    const store = await stores.open({ clock, secretKey: key(1) });
    const rows = await store.database.selectFrom('credential').select(['person', 'totp_secret']).execute();
    expect(rows.length).toBe(STAFF.length);
    for (const { person, totp_secret } of rows) {
      expect(totp_secret).not.toContain(TOTP_SECRET);
      expect(store.secrets.open(totp_secret, person)).toBe(TOTP_SECRET);
    }
    // What is the same for all does not look the same.
    expect(new Set(rows.map(({ totp_secret }) => totp_secret)).size).toBe(rows.length);
    const again = await stores.open({ clock, secretKey: key(1) });
    expect(await again.database.selectFrom('credential').select(['person', 'totp_secret']).execute()).toEqual(rows);
    expect((await signIn(again, asked)).kind).toBe('signed-in');
  });

  it('that another key sealed are told apart from a wrong code', async () => {
    await seedPeople(await stores.open({ clock, secretKey: key(1) }), STAFF);
    await stores.open({ clock, secretKey: key(1) });
    const other = await stores.open({ clock, secretKey: key(2) });
    const error: unknown = await signIn(other, asked).catch((thrown: unknown) => thrown);
    expect(error instanceof StoreError && error.problem.code).toBe('secret-sealed-otherwise');
  });
});

it('a sealed secret opens by its key and for its owner alone, whole', () => {
  const secrets = secretsBy(key(1));
  const secret = newTotpSecret();
  const sealed = secrets.seal(secret, 'lee');
  expect(secrets.open(sealed, 'lee')).toBe(secret);
  expect(secrets.seal(secret, 'lee')).not.toBe(sealed);
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  const spoilt = Array.from(bytes, (byte, at) => {
    const other = Buffer.from(bytes);
    other[at] = byte ^ 1;
    return `v1.${other.toString('base64url')}`;
  });
  for (const wrong of [...spoilt, `v1.${bytes.subarray(0, -1).toString('base64url')}`, 'v1.'])
    expect(refused(() => secrets.open(wrong, 'lee'))).toBe('secret-sealed-otherwise');
  expect(refused(() => secrets.open(sealed, 'kim'))).toBe('secret-sealed-otherwise');
  expect(refused(() => secretsBy(key(2)).open(sealed, 'lee'))).toBe('secret-sealed-otherwise');
});
