import {
  compile,
  type Json,
  type JsonObject,
  link,
  type Proof,
  prove,
  type Result,
} from '../../../definitions/index.ts';

/** A customer with one field of every type; `optional` fields may be missing. */
export const CUSTOMER: JsonObject = {
  kind: 'entity',
  name: 'customer',
  key: 'id',
  fields: {
    id: { type: 'string' },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100_000_000, direction: 'high-is-good' },
    months: { type: 'integer', minimum: 0, maximum: 1200, optional: true, direction: 'high-is-good' },
    debt: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100_000_000, optional: true, direction: 'high-is-bad' },
    grade: { type: 'string', enum: ['A', 'B', 'C', 'D'] },
    city: { type: 'string', optional: true },
    payroll: { type: 'boolean' },
    openedOn: { type: 'date' },
  },
  relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
  derived: {
    deposits: { text: 'sum(accounts[category = "deposit"].balance)', type: 'decimal', decimals: 2 },
    deposited: { text: 'count(accounts[category = "deposit"])', type: 'integer' },
  },
};
const ACCOUNT: JsonObject = {
  kind: 'entity',
  name: 'account',
  fields: {
    id: { type: 'string' },
    category: { type: 'string', enum: ['deposit', 'loan'] },
    balance: { type: 'decimal', decimals: 2, minimum: 0, maximum: 100_000_000 },
  },
};

/** What proofs say of the last of some definitions, and a way to evaluate their witnesses. */
export interface Examined {
  readonly proofs: readonly Proof[];
  readonly errors: readonly string[];
  /** `property verdict code` of everything that is not proved. */
  readonly faults: readonly string[];
  decide(request: Json): Result;
}

export function examine(...documents: readonly JsonObject[]): Examined {
  const library = link([CUSTOMER, ACCOUNT, ...documents].map((document) => ({ document })));
  const last = documents.at(-1) ?? CUSTOMER;
  const id = `${String(last['kind'])}/${String(last['name'])}`;
  const proofs = prove(library, [id])[0]?.proofs ?? [];
  return {
    proofs,
    errors: library.problems
      .filter((problem) => problem.severity === 'error')
      .map((problem) => `${problem.code} ${problem.pointer}`),
    faults: proofs.flatMap((proof) =>
      proof.verdict === 'proved'
        ? []
        : [`${proof.property} ${proof.verdict} ${proof.problem?.code ?? ''} ${proof.pointer}`],
    ),
    decide: (request) => {
      const result = compile(library, [id]).decide(request)[id];
      if (result === undefined) throw new Error(`${id} gave no result`);
      return result;
    },
  };
}

/** The witness of a fault; a refutation by a record always has one. */
export function witnessOf({ proofs }: Examined, code: string): Json {
  const found = proofs.find((proof) => proof.problem?.code === code)?.problem?.witness;
  if (found === undefined) throw new Error(`No witness for ${code}`);
  return found;
}
