import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { isObject, type Json, type JsonObject } from '../../../definitions/model/json.ts';
import { link } from '../../../definitions/library.ts';
import { SAMPLE_ORGANISATION } from '../../../server/operations/people/sample-people.ts';
import { sampleRequests } from '../../../server/sample/sample.ts';
import { packSources } from '../../support/packs.ts';

const OPTIONS = { customers: 6_000, seed: 1, asOf: '2026-06-30' };
const rowsOf = (facts: JsonObject, relation: string): readonly JsonObject[] => {
  const rows = facts[relation];
  return Array.isArray(rows) ? (rows as readonly Json[]).filter(isObject) : [];
};

async function drawn(customers: number): Promise<readonly JsonObject[]> {
  const requests: JsonObject[] = [];
  for await (const request of sampleRequests({ ...OPTIONS, customers })) requests.push(request);
  return requests;
}

describe('the sample population', () => {
  let requests: readonly JsonObject[] = [];
  let people: readonly JsonObject[] = [];
  beforeAll(async () => {
    requests = await drawn(OPTIONS.customers);
    people = requests
      .map(({ facts }) => (isObject(facts) ? facts : {}))
      .filter((one) => one['customerKind'] === 'personal');
  });

  it('is the same for the same seed', async () => {
    const [one, other] = await Promise.all([drawn(500), drawn(500)]);
    const digest = (all: readonly JsonObject[]) => createHash('sha256').update(JSON.stringify(all)).digest('hex');
    expect(digest(one)).toBe(digest(other));
  });

  it('belongs to the offices of the sample bank, so that who serves a branch sees its own customers', () => {
    const offices = new Map(SAMPLE_ORGANISATION.map(({ id, above }) => [id, above]));
    const branches = new Set(people.map(({ branchId }) => offices.get(String(branchId))));
    expect([branches.size, branches.has('east'), branches.has('west'), branches.has(undefined)]).toEqual([
      12,
      true,
      true,
      false,
    ]);
  });

  it('bears identity numbers that no region gives, each once', () => {
    const numbers = people.flatMap(({ identityNumber }) =>
      typeof identityNumber === 'string' ? [identityNumber] : [],
    );
    expect(numbers.filter((number) => !/^99\d{16}$/.test(number))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('lives in households with one head, whose partner is grown up', () => {
    const heads = people.filter((one) => one['householdRole'] === 'head').map(({ householdId }) => householdId);
    const homes = new Set(people.map(({ householdId }) => householdId));
    expect(heads.length).toBe(homes.size);
    expect(new Set(heads)).toEqual(homes);
    const partners = people.filter((one) => one['householdRole'] === 'spouse');
    expect(partners.length).toBeGreaterThan(1_000);
    expect(partners.every(({ age }) => Number(age) >= 22)).toBe(true);
  });

  it('books transactions on accounts of the same customer, never before the customer came', () => {
    const faults = people.filter((facts) => {
      const own = new Set(rowsOf(facts, 'accounts').map(({ accountId }) => accountId));
      return rowsOf(facts, 'transactions').some(
        ({ accountId, postedOn }) => !own.has(accountId ?? '') || String(postedOn) < String(facts['openedOn']),
      );
    });
    expect(faults).toEqual([]);
  });

  it('repays loans only where there is one', () => {
    const faults = people.filter(
      (facts) =>
        rowsOf(facts, 'transactions').some(({ transactionType }) => transactionType === 'loan-repayment') &&
        !rowsOf(facts, 'accounts').some(({ category }) => category === 'loan'),
    );
    expect(faults).toEqual([]);
  });

  /** The rules that facts about one customer keep among each other: each answers what breaks it. */
  const isMinor = ({ age }: JsonObject) => Number(age) < 18;
  const bornBefore = ({ age }: JsonObject, years: number) => `${2026 - Number(age) + years - 1}-06-30`;
  it.each<[string, (facts: JsonObject) => boolean]>([
    [
      'minors have no higher education',
      (one) => isMinor(one) && ![null, undefined, 'junior-secondary'].includes(one['education'] as string),
    ],
    [
      'nobody has a degree before 22',
      (one) => Number(one['age']) < 22 && ['college', 'bachelor', 'postgraduate'].includes(String(one['education'])),
    ],
    [
      'minors do not borrow',
      (one) =>
        isMinor(one) && rowsOf(one, 'accounts').some(({ category }) => category === 'loan' || category === 'card'),
    ],
    [
      'minors have no debt, inquiries or credit history',
      (one) =>
        isMinor(one) &&
        [one['debtToIncome'], one['creditInquiries6m'], one['creditHistoryMonths']].some(
          (fact) => typeof fact === 'number',
        ),
    ],
    [
      'minors are neither married nor parents',
      (one) => isMinor(one) && (one['maritalStatus'] !== 'single' || one['childrenCount'] !== 0),
    ],
    [
      'minors have no income, and are not paid through the bank',
      (one) => isMinor(one) && (Number(one['monthlyIncome'] ?? 0) !== 0 || one['payroll'] === true),
    ],
    [
      'minors bear no risk profile',
      (one) =>
        isMinor(one) &&
        [one['riskProfiledOn'], one['lossTolerance'], one['riskAttitude']].some((fact) => typeof fact === 'string'),
    ],
    [
      'minors neither employ nor guarantee',
      (one) =>
        isMinor(one) &&
        rowsOf(one, 'links').some(({ linkType }) => linkType === 'employer' || linkType === 'guarantor'),
    ],
    [
      'who is paid through the bank works',
      (one) => one['payroll'] === true && ['student', 'retired', 'unemployed'].includes(String(one['occupation'])),
    ],
    [
      'risk profiles are not older than the customer',
      (one) => String(one['riskProfiledOn'] ?? '9') < String(one['openedOn']),
    ],
    [
      'risk profiles end after they began',
      (one) => String(one['riskProfileExpiresOn'] ?? '9') <= String(one['riskProfiledOn'] ?? ''),
    ],
    ['grades are not older than the customer', (one) => String(one['creditGradeOn'] ?? '9') < String(one['openedOn'])],
    [
      'exits are not decided before the customer came',
      (one) => String(one['exitDecidedOn'] ?? '9') < String(one['openedOn']),
    ],
    ['customers come after they are born', (one) => String(one['openedOn']) < bornBefore(one, 0)],
    [
      'accounts are not older than the customer',
      (one) => rowsOf(one, 'accounts').some(({ openedOn }) => String(openedOn) < String(one['openedOn'])),
    ],
    [
      'loans and cards are opened by adults',
      (one) =>
        rowsOf(one, 'accounts').some(
          ({ category, openedOn }, i) =>
            i > 0 && (category === 'loan' || category === 'card') && String(openedOn) < bornBefore(one, 18),
        ),
    ],
    [
      'contacts and links are not older than the customer',
      (one) =>
        [
          ...rowsOf(one, 'interactions').map(({ contactedAt }) => contactedAt),
          ...rowsOf(one, 'links').map(({ fromOn }) => fromOn),
        ].some((at) => String(at).slice(0, 10) < String(one['openedOn'])),
    ],
  ])('found 35: %s', (_, breaks) => {
    expect(people.length).toBeGreaterThan(4_000);
    expect(people.filter(isMinor).length).toBeGreaterThan(100);
    expect(people.filter(breaks)).toEqual([]);
  });

  it('is decided throughout, into every class, band and answer that the pack knows', () => {
    const library = link(packSources('bank-crm'));
    const ids = [...library.definitions.values()]
      .filter(({ id, kind }) => ['criteria', 'scorecard', 'segmentation'].includes(kind) && isOfCustomers(library, id))
      .map(({ id }) => id);
    const compiled = compile(library, ids);
    const counts = new Map<string, Map<string, number>>(ids.map((id) => [id, new Map()]));
    const codes = new Set<string>();
    for (const request of requests) {
      const results = compiled.decide(request);
      for (const id of ids) {
        const answer = answerOf(results[id]?.value ?? null);
        const own = counts.get(id);
        own?.set(answer, (own.get(answer) ?? 0) + 1);
        for (const { code } of results[id]?.problems ?? []) codes.add(code);
      }
    }
    // Classes by share wait for frozen cuts; a churn figure may be unknown.
    expect([...codes].toSorted()).toEqual(['cuts-missing', 'score-missing']);
    const classes = counts.get('segmentation/customer-class') ?? new Map<string, number>();
    const share = (name: string) => (classes.get(name) ?? 0) / people.length;
    expect(
      ['gold', 'quality', 'key', 'regular', 'restricted', 'phase-out'].filter((name) => share(name) < 0.01),
    ).toEqual([]);
    expect(share('gold')).toBeLessThan(0.05);
    const alone = [...counts].filter(([id, own]) => own.size < 2 && !isByShare(library, id));
    expect(alone.map(([id]) => id)).toEqual([]);
  });
});

type Library = ReturnType<typeof link>;

function isOfCustomers({ environment }: Library, id: string): boolean {
  const facts = environment.decision(id)?.facts;
  return facts?.kind === 'entity' && facts.entity === 'entity/customer';
}

const isByShare = ({ definitions }: Library, id: string) =>
  (definitions.get(id)?.document as unknown as JsonObject | undefined)?.['method'] === 'share';

function answerOf(value: Json): string {
  if (!isObject(value)) return String(value);
  return String(value['class'] ?? value['band'] ?? 'tags');
}
