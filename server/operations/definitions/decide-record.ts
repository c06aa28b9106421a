import type { Json, JsonObject, Library } from '../../../definitions/index.ts';
import type { Confinement } from '../../authority/confinement.ts';
import { populationProblem } from '../../population/problems.ts';
import { Refusal } from '../../terminal.ts';
import type { CurrentSnapshots } from '../population/current-snapshots.ts';
import { isRecordWithin } from '../population/read-records.ts';
import type { PreparedDecision } from './catalog.ts';

/** A request whose facts were read from a snapshot, and what it says of them in the result and in the log. */
export interface RecordRequest {
  readonly request: JsonObject;
  readonly record: { readonly key: string; readonly snapshot: string; readonly asOf: string };
}

/** Of what a record is asked: the populations, and what of them is there for whoever asks. */
export interface RecordsAsked {
  readonly snapshots: Pick<CurrentSnapshots, 'of'> | undefined;
  readonly library: Library;
  readonly within: Confinement;
}

/**
 * The request that a record of the current snapshot makes: its facts with the related rows that the decision reads, for the day of the
 * snapshot unless the request names another. Nothing dampens the answer: what the run before left is not known here. A record outside
 * of what whoever asks is in charge of is not there for him. Throws a Refusal.
 */
export function recordRequest(
  { compiled, entity }: PreparedDecision,
  { $record: key, ...rest }: JsonObject,
  { snapshots, library, within }: RecordsAsked,
): RecordRequest {
  const at = { pointer: '/$record' };
  if (rest['facts'] !== undefined) throw new Refusal([populationProblem('record-with-facts', at)]);
  if (snapshots === undefined || entity === null)
    throw new Refusal([populationProblem('snapshot-not-found', at, { entity: entity ?? '–' })]);
  const snapshot = snapshots.of(entity);
  const { id, manifest } = snapshot;
  const place = library.environment.entity(entity)?.organisation;
  if (within.kind === 'nodes' && place === undefined)
    throw new Refusal([populationProblem('records-without-organisation', at, { entity })]);
  const isThere = typeof key === 'string' && isRecordWithin(within, place, snapshot, library, key);
  const facts = isThere ? snapshot.record(library, key, compiled.reads.fields) : undefined;
  if (typeof key !== 'string' || facts === undefined) {
    const field = library.environment.entity(manifest.entity)?.key ?? '';
    const slots = { snapshot: id.slice(0, 12), asOf: manifest.asOf, field, key: shown(key) };
    throw new Refusal([populationProblem('record-not-found', at, slots)]);
  }
  const { asOf } = manifest;
  return {
    request: { ...rest, facts, ...(compiled.reads.asOf ? { $asOf: rest['$asOf'] ?? asOf } : {}) },
    record: { key, snapshot: id, asOf },
  };
}

const shown = (key: Json | undefined): string => JSON.stringify(key ?? null).slice(0, 100);
