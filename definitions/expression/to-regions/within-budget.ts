import { BudgetSpent } from './diagram.ts';

/** What a search finds; undefined where its budget is spent. */
export function withinBudget<T>(search: () => T): T | undefined {
  try {
    return search();
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}
