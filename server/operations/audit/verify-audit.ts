import { canDigest, digestOf } from '../../store/audit.ts';
import { readAuditChain, sealedEntries, unsealedEntries } from '../../store/read-audit.ts';
import type { Reader } from '../../store/store.ts';
import type { AuditEntryTable } from '../../store/audit-tables.ts';
import type { Database } from '../../store/tables.ts';
import type { Anchor } from './anchors.ts';

/** Something that is not as it was written, and where. */
export interface AuditFault {
  readonly kind: 'changed' | 'missing' | 'moved' | 'cut-off' | 'rewritten' | 'uncounted' | 'late';
  /** In the chain; null of an entry that is not in it yet. */
  readonly position: number | null;
  readonly writer: number | null;
  readonly number: number | null;
}

export interface AuditVerified {
  readonly entries: number;
  /** Of these, how many are not sealed yet. */
  readonly unsealed: number;
  readonly end: Omit<Anchor, 'at'> | null;
  readonly faults: readonly AuditFault[];
  /** The newest anchor that was held against the chain; null without one: what was taken from the end is not seen then. */
  readonly anchored: number | null;
}

/** An entry is sealed within a second; one that is not sealed after this long is told. */
const LATE_MS = 60_000;

/**
 * Verifies the audit as it is stored: computes each entry's digest anew from what stands in it, follows the chain from its origin, and
 * counts each writer's entries. What was taken from the end, or rewritten from somewhere on with the right digests, shows against
 * anchors alone.
 */
export async function verifyAudit(reader: Reader, anchors: readonly Anchor[], now: Date): Promise<AuditVerified> {
  return await reader.read((database) => verified(database, anchors, now));
}

async function verified(database: Database, anchors: readonly Anchor[], now: Date): Promise<AuditVerified> {
  const { origin } = await readAuditChain(database);
  const faults: AuditFault[] = [];
  const counts = new Map<number, Count>();
  const digests = new Map(anchors.map((anchor) => [anchor.position, anchor.digest]));
  let end = { position: 0, digest: origin };
  for await (const page of sealedEntries(database))
    for (const row of page) {
      count(counts, row);
      faults.push(...faultsOf(row, end));
      const { position, digest } = sealOf(row);
      const anchored = digests.get(position);
      if (anchored !== undefined && anchored !== digest) faults.push(fault('rewritten', row));
      end = { position, digest };
    }
  const unsealed = await unsealedEntries(database);
  for (const row of unsealed) {
    count(counts, row);
    if (now.getTime() - Date.parse(row.at) > LATE_MS) faults.push(fault('late', row));
  }
  for (const { position, origin: root } of anchors) {
    const kind = root !== origin ? 'rewritten' : position > end.position ? 'cut-off' : undefined;
    if (kind !== undefined) faults.push({ kind, position, writer: null, number: null });
  }
  faults.push(...(await uncounted(database, counts)));
  return {
    entries: end.position + unsealed.length,
    unsealed: unsealed.length,
    end: end.position === 0 ? null : { origin, ...end },
    faults,
    anchored: anchors.length === 0 ? null : Math.max(...anchors.map(({ position }) => position)),
  };
}

function faultsOf(
  row: AuditEntryTable,
  end: { readonly position: number; readonly digest: string },
): readonly AuditFault[] {
  const seal = sealOf(row);
  const isKnown = canDigest(seal.algorithm);
  const isChanged = !isKnown || digestOf(row, seal) !== seal.digest;
  if (seal.position !== end.position + 1) return [fault('missing', row), ...(isChanged ? [fault('changed', row)] : [])];
  // A changed entry is told once: the next one hangs on the digest that it says it has.
  if (isChanged) return [fault('changed', row)];
  return seal.previous === end.digest ? [] : [fault('moved', row)];
}

const sealOf = ({ algorithm, position, previous, digest }: AuditEntryTable) => ({
  algorithm: algorithm ?? '',
  position: position ?? 0,
  previous: previous ?? '',
  digest: digest ?? '',
});

const fault = (kind: AuditFault['kind'], { position, writer, number }: AuditEntryTable): AuditFault => ({
  kind,
  position,
  writer,
  number,
});

interface Count {
  entries: number;
  most: number;
}

function count(counts: Map<number, Count>, { writer, number }: AuditEntryTable): void {
  const own = counts.get(writer) ?? { entries: 0, most: 0 };
  counts.set(writer, { entries: own.entries + 1, most: Math.max(own.most, number) });
}

/** The writers whose entries have a gap, or end before the number they were closed with. */
async function uncounted(database: Database, counts: ReadonlyMap<number, Count>): Promise<readonly AuditFault[]> {
  const closed = await database.selectFrom('audit_writer').select(['writer', 'last']).execute();
  const lasts = new Map(closed.map(({ writer, last }) => [writer, last ?? 0]));
  const writers = new Set([...counts.keys(), ...lasts.keys()]);
  return [...writers].flatMap((writer): readonly AuditFault[] => {
    const { entries, most } = counts.get(writer) ?? { entries: 0, most: 0 };
    const last = Math.max(most, lasts.get(writer) ?? 0);
    return entries === last ? [] : [{ kind: 'uncounted', position: null, writer, number: last }];
  });
}
