import { relatedDefinitions } from './related.ts';

/**
 * The bench's customers and accounts, with one score over what accounts say, cut where it is told; `telephones`: customers are found by
 * their telephone numbers as well.
 */
export function relationshipDefinitions(
  deposits = 50_000,
  best = 70,
  telephones = false,
): readonly { readonly document: object }[] {
  const named = (name: string) =>
    relatedDefinitions().find(({ document }) => (document as { readonly name: string }).name === name)?.document ?? {};
  const { relations, derived, fields, ...customer } = named('customer') as {
    readonly fields: object;
    readonly relations: Readonly<Record<string, object>>;
    readonly derived: Readonly<Record<string, object>>;
  };
  const [accounts, depositBalance, loanBalance, productCount] = [
    relations['accounts'],
    derived['depositBalance'],
    derived['loanBalance'],
    derived['productCount'],
  ];
  const entity = 'entity/customer';
  return [
    {
      ...customer,
      fields: { ...fields, ...(telephones && { mobilePhone: { type: 'string' } }) },
      ...(telephones && { lookUps: [{ field: 'mobilePhone' }, { field: 'mobilePhone', last: 4 }] }),
      relations: { accounts },
      derived: { depositBalance, loanBalance, productCount },
    },
    named('account'),
    {
      kind: 'scorecard',
      name: 'value',
      entity,
      decimals: 2,
      combine: 'sum',
      characteristics: [
        {
          name: 'deposits',
          fact: 'depositBalance',
          bins: [
            { in: '(-∞, 1000)', score: 0 },
            { in: `[1000, ${deposits})`, score: 25 },
            { in: `[${deposits}, ∞)`, score: 50 },
          ],
        },
        {
          name: 'loans',
          fact: 'loanBalance',
          bins: [
            { in: '(-∞, 10000)', score: 5 },
            { in: '[10000, ∞)', score: 20 },
          ],
        },
        {
          name: 'products',
          fact: 'productCount',
          bins: [
            { in: '(-∞, 2)', score: 10 },
            { in: '[2, ∞)', score: 30 },
          ],
        },
      ],
    },
    {
      kind: 'segmentation',
      name: 'relationship',
      entity,
      method: 'composite',
      decimals: 2,
      scores: [{ of: 'scorecard/value#score', weight: 1 }],
      classes: [
        { name: 'c', in: '[0, 40)' },
        { name: 'b', in: `[40, ${best})` },
        { name: 'a', in: `[${best}, 100]` },
      ],
    },
  ].map((document) => ({ document }));
}
