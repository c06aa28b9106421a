import { draws } from './draws.ts';
import { ago, type SampleTable } from './table.ts';

/** Households, each with the member who receives its mail. */
export function households(seed: number, day: string): SampleTable {
  const d = draws(seed, 'household', 'home');
  return {
    from: `(SELECT home, min(id) AS leader, min(i) AS i FROM people WHERE kind = 'personal' GROUP BY home)`,
    fields: {
      householdId: `'H' || lpad(home::VARCHAR, 8, '0')`,
      householdName: `'家庭' || home`,
      formedOn: ago(day, `${d.u('formed')} * 4000`),
      formedBy: d.pick('by', { 'shared-address': 55, 'declared-family': 40, manual: 5 }),
      mailingLeaderId: d.sometimes('leader', 0.1, 'leader'),
      address: `'示例路' || (1 + home % 999) || '号'`,
      postcode: `lpad((100000 + home % 900000)::VARCHAR, 6, '0')`,
      areaCode: `'A' || lpad((home % 200)::VARCHAR, 4, '0')`,
    },
  };
}

/** Who belongs to which household, since when. */
export function memberships(day: string): SampleTable {
  return {
    from: `(SELECT * FROM people WHERE kind = 'personal')`,
    fields: {
      membershipId: `'M' || lpad((i + 1)::VARCHAR, 8, '0')`,
      householdId: `'H' || lpad(home::VARCHAR, 8, '0')`,
      customerId: 'id',
      role: 'role',
      fromOn: ago(day, 'tenure * 30'),
      toOn: 'NULL::DATE',
    },
  };
}
