import type { Problem, Proof } from '../../definitions/index.ts';
import { chunks, endSpans } from './spans.ts';
import type { Database } from './tables.ts';

/** What was found out about a definition by itself and all it reaches when it was loaded. */
export interface Findings {
  /** The version of the program that found it out; those of another are shown, but not built upon. */
  readonly program: string;
  /** What checking told, short of errors. */
  readonly problems: readonly Problem[];
  readonly proofs: readonly Proof[];
  /** How its cases went. */
  readonly cases: { readonly passed: number; readonly failed: number };
  /** The print by which it is compared with all others of its kind, where there is one. */
  readonly print: string | null;
}

/** What is proved of definitions in their place among all others of the set, by id. It hangs on more than a closure. */
export type LibraryProofs = ReadonlyMap<string, readonly Proof[]>;

/** The findings of closures, where they are known. A closure belongs to one definition: it contains its id. */
export async function readFindings(
  database: Database,
  closures: readonly string[],
): Promise<ReadonlyMap<string, Findings>> {
  const rows = [];
  for (const some of chunks(closures))
    rows.push(...(await database.selectFrom('proof').selectAll().where('closure', 'in', some).execute()));
  return new Map(
    rows.map(
      ({
        closure,
        program,
        problems,
        proofs,
        cases_passed: passed,
        cases_failed: failed,
        print,
      }): [string, Findings] => [
        closure,
        // Written by `saveFindings` only.
        {
          program,
          problems: JSON.parse(problems) as readonly Problem[],
          proofs: JSON.parse(proofs) as readonly Proof[],
          cases: { passed, failed },
          print,
        },
      ],
    ),
  );
}

/** Keeps the findings of closures; what the same program found out of one before stays. */
export async function saveFindings(database: Database, findings: ReadonlyMap<string, Findings>): Promise<void> {
  const rows = [...findings].map(([closure, { program, problems, proofs, cases, print }]) => ({
    closure,
    program,
    problems: JSON.stringify(problems),
    proofs: JSON.stringify(proofs),
    cases_passed: cases.passed,
    cases_failed: cases.failed,
    print,
  }));
  for (const some of chunks(rows))
    await database
      .insertInto('proof')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .column('closure')
          .doUpdateSet((each) => ({
            program: each.ref('excluded.program'),
            problems: each.ref('excluded.problems'),
            proofs: each.ref('excluded.proofs'),
            cases_passed: each.ref('excluded.cases_passed'),
            cases_failed: each.ref('excluded.cases_failed'),
            print: each.ref('excluded.print'),
          }))
          .whereRef('proof.program', '<>', 'excluded.program'),
      )
      .execute();
}

/** The proofs among all others in a publication. */
export async function readLibraryProofs(database: Database, publication: number): Promise<LibraryProofs> {
  const rows = await database
    .selectFrom('library_proof')
    .select(['id', 'proofs'])
    .where('since', '<=', publication)
    .where((each) => each.or([each('until', 'is', null), each('until', '>', publication)]))
    .execute();
  // Written by `saveLibraryProofs` only.
  return new Map(rows.map(({ id, proofs }) => [id, JSON.parse(proofs) as readonly Proof[]]));
}

/** Keeps the proofs among all others of a publication, the newest: what they say as before stays where it is. */
export async function saveLibraryProofs(database: Database, proofs: LibraryProofs, publication: number): Promise<void> {
  const open = await database
    .selectFrom('library_proof')
    .select(['id', 'since', 'proofs'])
    .where('until', 'is', null)
    .execute();
  const texts = new Map([...proofs].map(([id, own]) => [id, JSON.stringify(own)]));
  const over = open.filter((row) => texts.get(row.id) !== row.proofs);
  const young = over.filter(({ since }) => since === publication).map(({ id }) => id);
  for (const some of chunks(young))
    await database.deleteFrom('library_proof').where('until', 'is', null).where('id', 'in', some).execute();
  const old = over.filter(({ since }) => since < publication).map(({ id }) => id);
  await endSpans(database, 'library_proof', old, publication);
  const kept = new Set(open.map(({ id }) => id));
  for (const { id } of over) kept.delete(id);
  const rows = [...texts].flatMap(([id, text]) =>
    kept.has(id) ? [] : [{ id, since: publication, until: null, proofs: text }],
  );
  for (const some of chunks(rows)) await database.insertInto('library_proof').values(some).execute();
}
