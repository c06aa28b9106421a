import type { SampleSource, PopulateOptions } from './sample-source.ts';
import {
  compile,
  kindOf,
  type Cuts,
  type JsonObject,
  type Library,
  link,
  type Result,
} from '../../../definitions/index.ts';
import type { Actor } from '../../store/actor.ts';
import { freeze, readCuts } from '../../store/cuts.ts';
import { readPublication } from '../../store/definitions.ts';
import { type PopulationCounts, type Population, savePopulation } from '../../store/population.ts';
import type { Store } from '../../store/store.ts';
import { freezeCuts } from './freeze-cuts.ts';

/**
 * Makes customers, puts each through every segmentation of customers in force, and keeps how many fall into each class. Cuts of
 * segmentations by share that are not frozen yet are frozen on these customers.
 */
export async function populate(
  store: Store,
  actor: Actor,
  source: SampleSource,
  options: PopulateOptions & {
    readonly entity: string;
    readonly onCustomer?: (done: number) => void;
  },
): Promise<Population> {
  const library = link((await readPublication(store.database)).sources);
  const customersOf = remembering(source, options.customers);
  const cuts = { ...(await freezeCuts(library, customersOf, options)), ...(await readCuts(store.database)).cuts };
  const refs = segmentationsOf(library, options.entity);
  const tallies = await countClasses(library, refs, cuts, customersOf, options);
  const counts = refs.map((ref): [string, { closure: string; counts: PopulationCounts }] => {
    const { classes, none, undecided } = tallies.get(ref) ?? newTally();
    return [
      ref,
      {
        closure: library.definitions.get(ref)?.closure ?? '',
        counts: { classes: Object.fromEntries(classes), none, undecided },
      },
    ];
  });
  const { customers, seed, asOf } = options;
  return await store.write(actor, 'populate', async ({ database, now, audit }) => {
    const population = { customers, seed, asOf, madeAt: now.toISOString(), counts: new Map(counts) };
    const frozen = await freeze(database, cuts, now);
    await savePopulation(database, population);
    await audit({ subject: 'population', body: { customers, seed, asOf, cuts: frozen } });
    return population;
  });
}

/** Customers who are kept in memory between freezing and counting; more are made twice. */
const MOST_KEPT = 50_000;

/** The source, which is asked only once where its customers fit into memory. */
function remembering(source: SampleSource, customers: number): SampleSource {
  if (customers > MOST_KEPT) return source;
  let kept: readonly JsonObject[] | undefined;
  return async function* (options) {
    if (kept !== undefined) return yield* kept;
    const made: JsonObject[] = [];
    for await (const request of source(options)) {
      made.push(request);
      yield request;
    }
    kept = made;
  };
}

/** The segmentations whose requests hold a record of an entity. */
export function segmentationsOf(library: Library, entity: string): readonly string[] {
  return [...library.definitions.values()].flatMap(({ id, kind }) => {
    const facts = kindOf(kind)?.divides === true ? library.environment.decision(id)?.facts : undefined;
    return facts?.kind === 'entity' && facts.entity === entity ? [id] : [];
  });
}

interface Tally {
  readonly classes: Map<string, number>;
  none: number;
  undecided: number;
}
const newTally = (): Tally => ({ classes: new Map(), none: 0, undecided: 0 });

async function countClasses(
  library: Library,
  refs: readonly string[],
  cuts: Cuts,
  source: SampleSource,
  options: PopulateOptions & { readonly onCustomer?: (done: number) => void },
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map(refs.map((ref) => [ref, newTally()]));
  const settings = { cuts, unknown: 'ignore' } as const;
  const together = compile(library, refs, settings);
  const alone = refs.map((ref) => ({ ref, decide: compile(library, [ref], settings).decide }));
  let done = 0;
  for await (const request of source(options)) {
    const { record } = together.read(request);
    // A customer whom one segmentation refuses is still counted by the others, each by itself.
    const results =
      record === undefined
        ? alone.map(({ ref, decide }) => decide(request)[ref])
        : Object.values(together.evaluate(record));
    for (const result of results) {
      const tally = result === undefined ? undefined : tallies.get(result.definition.id);
      if (tally !== undefined && result !== undefined) add(tally, result);
    }
    done += 1;
    options.onCustomer?.(done);
  }
  return tallies;
}

function add(tally: Tally, { value }: Result): void {
  if (value === null) {
    tally.undecided += 1;
    return;
  }
  // The value of a segmentation is an object with `class`, or with `classes` where several may hold.
  const { class: one, classes } = value as { readonly class?: string | null; readonly classes?: readonly string[] };
  const names = classes ?? (one === null || one === undefined ? [] : [one]);
  if (names.length === 0) tally.none += 1;
  for (const name of names) tally.classes.set(name, (tally.classes.get(name) ?? 0) + 1);
}
