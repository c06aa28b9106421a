import type { JsonObject, Library } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import type { OpenSnapshot } from '../../population/open-snapshot.ts';
import { populationProblem } from '../../population/problems.ts';
import type { RecordRead } from '../../population/record-reader.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import type { CurrentSnapshots } from './current-snapshots.ts';

/** Who looks up customers: those who serve them, and the systems of the bank. */
export const READING_RECORDS: readonly Role[] = ['agent', 'team-lead', 'customer-manager', 'president', 'integrator'];

/** What records are read from and by. */
export interface RecordHost {
  readonly store: Pick<Reader, 'database'>;
  readonly snapshots: Pick<CurrentSnapshots, 'of'> | undefined;
  readonly library: Library;
}

/** Whose population, and who asks. */
interface Asked {
  /** The entity, `entity/customer`. */
  readonly entity: string;
  readonly rights: readonly Right[];
}

/** A record as it stood on the day of the current snapshot, with the rows related to it. */
export interface RecordShown {
  readonly key: string;
  readonly snapshot: string;
  readonly asOf: string;
  readonly facts: JsonObject;
  /** The fields that are too sensitive to be shown here. */
  readonly withheld: readonly string[];
}

export interface RecordsPage {
  readonly items: readonly RecordShown[];
  /** How many are found within the scope of whoever asks. */
  readonly total: number;
  /** The key behind which the next page begins; null at the end. */
  readonly next: string | null;
}

const AT = { pointer: '' };

/** The record of a key. What lies outside the scope of whoever asks is answered as what is not there. Throws a Refusal. */
export async function readRecord(
  host: RecordHost,
  { key, ...asked }: Asked & { readonly key: string },
): Promise<RecordShown> {
  const records = await recordsFor(host, asked);
  const found = records.shown(key);
  if (found !== undefined) return found;
  const { id, manifest } = records.snapshot;
  const field = host.library.environment.entity(asked.entity)?.key ?? '';
  const slots = { snapshot: id.slice(0, 12), asOf: manifest.asOf, field, key: JSON.stringify(key).slice(0, 100) };
  throw new Refusal([populationProblem('record-not-found', AT, slots)]);
}

/** So many records are looked through for somebody who may see only some of them. */
const MOST_LOOKED_THROUGH = 2000;

/** The records that a declared look-up finds, by their keys, a page at a time. Throws a Refusal. */
export async function findRecords(
  host: RecordHost,
  {
    field,
    last,
    value,
    after,
    limit,
    ...asked
  }: Asked & {
    readonly field: string;
    readonly last?: number | undefined;
    readonly value: string;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<RecordsPage> {
  const { shown, snapshot, isConfined } = await recordsFor(host, asked);
  const lookUp = { field, ...(last === undefined ? {} : { last }) };
  const find = (from: string | undefined, most: number) => {
    const found = snapshot.find(lookUp, value, { ...(from === undefined ? {} : { after: from }), most });
    if (found === undefined)
      throw new Refusal([populationProblem('look-up-not-found', AT, { entity: asked.entity, field })]);
    return found;
  };
  const { total } = find(undefined, 1);
  if (isConfined && total > MOST_LOOKED_THROUGH)
    throw new Refusal([populationProblem('look-up-too-wide', AT, { found: total, most: MOST_LOOKED_THROUGH })]);
  const items: RecordShown[] = [];
  let seen = 0;
  // Whoever sees all of them is read his page alone; whoever sees some has all of them looked through, for the total.
  for (let from = isConfined ? undefined : after; ; ) {
    const { keys } = find(from, isConfined ? PAGE : Math.min(PAGE, limit + 1 - items.length));
    for (const key of keys) {
      const record = shown(key);
      if (record === undefined) continue;
      seen += 1;
      if (items.length <= limit && (after === undefined || key > after)) items.push(record);
    }
    from = keys.at(-1);
    if (keys.length === 0 || (!isConfined && items.length > limit)) break;
  }
  const page = items.slice(0, limit);
  return {
    items: page,
    total: isConfined ? seen : total,
    next: items.length > limit ? (page.at(-1)?.key ?? null) : null,
  };
}

const PAGE = 50;

interface Records {
  readonly snapshot: OpenSnapshot;
  readonly isConfined: boolean;
  shown(key: string): RecordShown | undefined;
}

async function recordsFor({ store, snapshots, library }: RecordHost, { entity, rights }: Asked): Promise<Records> {
  const within = confinementOf(await readOrganisation(store.database), rights, READING_RECORDS);
  const own = library.environment.entity(entity);
  if (own === undefined || snapshots === undefined)
    throw new Refusal([populationProblem('snapshot-not-found', AT, { entity })]);
  const place = own.organisation;
  if (within.kind === 'nodes' && place === undefined)
    throw new Refusal([populationProblem('records-without-organisation', AT, { entity })]);
  const snapshot = snapshots.of(entity);
  const { id, manifest } = snapshot;
  const reads = readsOf(library, snapshot, entity);
  return {
    snapshot,
    isConfined: within.kind === 'nodes',
    shown(key) {
      if (!isRecordWithin(within, place, snapshot, library, key)) return undefined;
      const facts = snapshot.record(library, key, reads.shown);
      return facts && { key, snapshot: id, asOf: manifest.asOf, facts, withheld: reads.withheld };
    },
  };
}

/** Whether a record belongs to what somebody is confined to, by its entity's field of the organisation. */
export function isRecordWithin(
  within: Confinement,
  place: string | undefined,
  snapshot: OpenSnapshot,
  library: Library,
  key: string,
): boolean {
  if (within.kind === 'none') return true;
  if (place === undefined) return false;
  const facts = snapshot.record(library, key, [{ field: { name: place }, rows: null }]);
  const node = facts?.[place];
  return typeof node === 'string' && within.nodes.includes(node);
}

/** Everything a snapshot holds of a record and of the rows one relation away, but for what is too sensitive. */
function readsOf(
  library: Library,
  { manifest }: OpenSnapshot,
  entity: string,
): { readonly shown: readonly RecordRead[]; readonly withheld: readonly string[] } {
  const withheld: string[] = [];
  const fields = (id: string, before: string): readonly RecordRead[] => {
    const held = new Set(manifest.tables.find((table) => table.entity === id)?.fields);
    const declared = library.environment.entity(id)?.fields.keys() ?? [];
    return [...declared].flatMap((name) => {
      if (!held.has(name)) return [];
      if (!isSensitive(library, id, name)) return [{ field: { name }, rows: null }];
      withheld.push(before + name);
      return [];
    });
  };
  const own = fields(entity, '');
  const related = [...(library.environment.entity(entity)?.relations.values() ?? [])].flatMap((relation) =>
    manifest.tables.some((table) => table.entity === relation.entity)
      ? [{ field: { name: relation.name }, rows: fields(relation.entity, `${relation.name}.`) }]
      : [],
  );
  return { shown: [...own, ...related], withheld };
}

/** Fields of the highest class of sensitivity are read by decisions alone. */
export function isSensitive({ definitions }: Library, entity: string, name: string): boolean {
  // The document of an entity whose schema holds.
  const document = definitions.get(entity)?.document as
    | { readonly fields?: Readonly<Record<string, { readonly sensitivity?: string } | undefined>> }
    | undefined;
  return document?.fields?.[name]?.sensitivity === 'C3';
}
