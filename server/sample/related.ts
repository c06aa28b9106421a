import { accounts, transactions } from './account.ts';
import { areas } from './area.ts';
import { interactions, links } from './contact.ts';
import { households, memberships } from './household.ts';
import type { SampleTable } from './table.ts';

export type { SampleTable } from './table.ts';

/** The related tables over \`people\`, by entity name. */
export function relatedTables(seed: number, day: string): Readonly<Record<string, SampleTable>> {
  return {
    household: households(seed, day),
    'household-membership': memberships(day),
    account: accounts(seed, day),
    transaction: transactions(seed, day),
    'party-link': links(seed, day),
    interaction: interactions(seed, day),
    area: areas(seed),
  };
}
