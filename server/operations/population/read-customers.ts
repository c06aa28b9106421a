import { join } from 'node:path';
import { decimalText, STANDINGS, type Standing } from '../../../definitions/index.ts';
import { type Confinement, confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import { pathLiteral } from '../../batch/input/path-literal.ts';
import { type CustomersAsked, type Listing, type ListingRequest, testOf } from '../../population/list-customers.ts';
import { populationProblem } from '../../population/problems.ts';
import { snapshotsFolder } from '../../population/snapshot.ts';
import { serverProblem } from '../../problems.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import type { Runtime } from '../definitions/runtime.ts';
import { hintFor } from '../definitions/why-no-decision.ts';
import type { ImpactJobs } from '../impacts/impact-jobs.ts';
import type { KeptListings, OpenListing } from './kept-listings.ts';
import { isSensitive, READING_RECORDS } from './read-records.ts';
import { snapshotOf } from './sample-request.ts';

export interface CustomersHost {
  readonly store: Pick<Reader, 'database'>;
  readonly runtime: Pick<Runtime, 'catalog' | 'snapshots'>;
  /** It knows where snapshots lie. */
  readonly impacts: Pick<ImpactJobs, 'dataFolder'>;
  readonly listings: KeptListings;
}

export interface CustomersRequest extends Omit<CustomersAsked, 'within' | 'from' | 'below'> {
  /** `segmentation/customer-class`. */
  readonly id: string;
  readonly rights: readonly Right[];
  /** In points of the figure. */
  readonly within?: number | undefined;
  /** In points of the figure: at least, and less than. */
  readonly from?: number | undefined;
  readonly below?: number | undefined;
  /** The place behind which the page begins. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** A page of the customers of a snapshot by a segmentation, from the greatest figure down. */
export interface CustomersPage {
  readonly snapshot: string;
  readonly asOf: string;
  /** `entity/customer`. */
  readonly entity: string;
  /** What is too sensitive to be listed: the field of the name, `figure`. */
  readonly withheld: readonly string[];
  /** Where classes begin, ascending, as decimal texts; none where they are no intervals of a figure that may be shown. */
  readonly lows: readonly { readonly class: string; readonly from: string; readonly hasBelow: boolean }[];
  readonly items: readonly CustomerListed[];
  /** Of all that are asked for, within the scope of whoever asks. */
  readonly total: number;
  readonly next: number | null;
}

interface CustomerListed {
  readonly key: string;
  readonly name: string | null;
  readonly classes: readonly string[];
  readonly standing: Standing;
  readonly figure: string | null;
  /** The class that begins next above the figure, and how many points are lacking; null where none does, or where an exception decides. */
  readonly reach: { readonly class: string; readonly by: string } | null;
}

const AT = { pointer: '' };

/** Throws a Refusal. What lies outside the scope of whoever asks is neither shown nor counted. */
export async function readCustomers(host: CustomersHost, request: CustomersRequest): Promise<CustomersPage> {
  const { id, rights } = request;
  const { catalog, snapshots } = host.runtime;
  const { library } = catalog;
  const within = confinementOf(await readOrganisation(host.store.database), rights, READING_RECORDS);
  const definition = library.definitions.get(id);
  if (definition === undefined) {
    const slots = { ref: id.slice(0, 200), hint: hintFor(library, id) };
    throw new Refusal([serverProblem('definition-not-found', AT, slots)]);
  }
  const facts = library.environment.decision(id)?.facts;
  if (facts?.kind !== 'entity') throw new Refusal([populationProblem('gives-no-classes', AT, { ref: id })]);
  const { entity } = facts;
  const { organisation, nameField: called } = library.environment.entity(entity) ?? {};
  if (within.kind === 'nodes' && organisation === undefined)
    throw new Refusal([populationProblem('records-without-organisation', AT, { entity })]);
  const snapshot = snapshotOf(snapshots, entity);
  const { id: of, manifest } = snapshot;
  const folder = snapshotsFolder(host.impacts.dataFolder);
  const isNameShown = called !== undefined && !isSensitive(library, entity, called);
  // What was imported before a field was declared has no column of it.
  const columns = manifest.tables[0]?.fields ?? [];
  const listing: ListingRequest = {
    library,
    ref: id,
    cuts: catalog.frozenCuts,
    snapshot,
    files: manifest.tables.map(({ file }) => join(folder, of, file)),
    nameField: isNameShown && columns.includes(called) ? called : undefined,
    organisation: organisation !== undefined && columns.includes(organisation) ? organisation : undefined,
    isShown: (from, name) => !isSensitive(library, from, name),
  };
  const key = JSON.stringify([of, definition.closure, catalog.cuts]);
  return await host.listings.read(key, folder, listing, async ({ listing: made, rows }) => {
    refuseUnknown(made, request);
    const withheld = [...(isNameShown ? [] : [called ?? []].flat()), ...(made.isFigureWithheld ? ['figure'] : [])];
    const told = { snapshot: of, asOf: manifest.asOf, entity, withheld, lows: lowsOf(made) };
    return { ...told, ...(await pageOf({ listing: made, rows }, request, within)) };
  });
}

function refuseUnknown(
  { names, lows, decimals }: Listing,
  { id, class: one, near, within, from, below }: CustomersRequest,
): void {
  for (const found of [one, near])
    if (found !== undefined && !names.includes(found)) {
      const slots = { ref: id, found: found.slice(0, 100), classes: names.join(', ') };
      throw new Refusal([populationProblem('class-not-given', AT, slots)]);
    }
  if ((from !== undefined || below !== undefined) && decimals === null)
    throw new Refusal([populationProblem('no-figure-to-reach', AT, { ref: id, found: '*' })]);
  const isReachable = near === undefined ? lows.length > 0 : lows.some(({ name }) => name === near);
  if ((within !== undefined || near !== undefined) && !isReachable)
    throw new Refusal([populationProblem('no-figure-to-reach', AT, { ref: id, found: near ?? '*' })]);
}

async function pageOf(
  { listing, rows }: OpenListing,
  { after = 0, limit, within: points, near, from: least, below: most, ...asked }: CustomersRequest,
  within: Confinement,
): Promise<Pick<CustomersPage, 'items' | 'total' | 'next'>> {
  const { decimals } = listing;
  // Points as whole units, without what a binary fraction adds to them.
  const exactly = (figure: number) => Number((figure * 10 ** (decimals ?? 0)).toPrecision(12));
  const units = Math.floor(exactly(points ?? 1));
  // A figure is a whole number of units: at least a fraction of one means at least the next.
  const end = (figure: number | undefined) => (figure === undefined ? undefined : BigInt(Math.ceil(exactly(figure))));
  const isNear = points !== undefined || near !== undefined;
  const ends = { from: end(least), below: end(most) };
  const test = testOf(listing, { ...asked, ...ends, near, within: isNear ? BigInt(units) : undefined }, within);
  const from = `FROM read_parquet(${pathLiteral(listing.file)}) WHERE ${test}`;
  const [[total = 0n] = []] = await rows(`SELECT count(*) ${from}`);
  const found = await rows(
    `SELECT place, key, called, to_json(classes), standing, CAST(figure AS VARCHAR) ${from} AND place > ${after} ORDER BY place LIMIT ${limit + 1}`,
  );
  const items = found.slice(0, limit).map(([, key, called, classes, standing, units]): CustomerListed => {
    const of = STANDINGS[Number(standing)] ?? 'none';
    const figure = decimals === null || units === null || units === undefined ? null : BigInt(String(units));
    return {
      key: String(key),
      name: called === null || called === undefined ? null : String(called),
      // Written by `listCustomers`.
      classes: JSON.parse(String(classes)) as readonly string[],
      standing: of,
      figure: figure === null || decimals === null ? null : decimalText(figure, decimals),
      reach: figure === null || of !== 'figures' ? null : reachOf(listing, figure),
    };
  });
  return { items, total: Number(total), next: found.length > limit ? Number(found[limit - 1]?.[0]) : null };
}

function reachOf({ lows, decimals }: Listing, figure: bigint): CustomerListed['reach'] {
  const next = lows.find(({ low }) => low > figure);
  return next === undefined ? null : { class: next.name, by: decimalText(next.low - figure, decimals ?? 0) };
}

const lowsOf = ({ lows, decimals }: Listing): CustomersPage['lows'] =>
  lows.map(({ name, low, hasBelow }) => ({ class: name, from: decimalText(low, decimals ?? 0), hasBelow }));
