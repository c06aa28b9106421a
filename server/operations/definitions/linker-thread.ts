import { parentPort, workerData } from 'node:worker_threads';
import type { Definition, Proof } from '../../../definitions/index.ts';
import type { StoreAddress } from '../../store/address.ts';
import { openReader } from '../../store/open-store.ts';
import type { Findings } from '../../store/proofs.ts';
import type { DefinitionSummary } from './definition-summary.ts';
import { type Held, type LinkedStep, linkNewest } from './linker.ts';

/**
 * The thread that links a publication, so that no request waits for it. It sends what it found in pieces, each when it is asked for
 * the next: a piece takes the other thread a millisecond or two to take in.
 */
export interface LinkerTask {
  readonly address: StoreAddress;
  /** What the asker has: it is neither linked nor sent again. */
  readonly held: Held;
}

export type LinkerPiece =
  | { readonly kind: 'frame'; readonly frame: PieceFrame }
  | { readonly kind: 'definitions'; readonly definitions: readonly WrittenDefinition[] }
  | { readonly kind: 'told'; readonly told: readonly (readonly [string, DefinitionSummary])[] }
  | { readonly kind: 'findings'; readonly findings: readonly (readonly [string, Findings])[] }
  | { readonly kind: 'libraryProofs'; readonly libraryProofs: readonly (readonly [string, readonly Proof[]])[] }
  | { readonly kind: 'done' };

/** A definition whose document is a text: that is taken in in a third of the time. */
export type WrittenDefinition = Omit<Definition, 'document'> & { readonly json: string };

/** The step without what may be large. */
export type PieceFrame = Omit<LinkedStep, 'definitions' | 'told' | 'findings' | 'libraryProofs'>;

/** How much text a piece holds, unless a single document is larger. */
const PIECE = 100_000;

if (parentPort !== null) await serve(parentPort);

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { address, held } = workerData as LinkerTask;
  const store = openReader(address);
  const step = await linkNewest(store.database, held);
  await store.close();
  const pieces = piecesOf(step);
  port.on('message', () => {
    const next = pieces.next();
    port.postMessage((next.done === true ? { kind: 'done' } : next.value) satisfies LinkerPiece);
    if (next.done === true) port.close();
  });
}

function* piecesOf({ definitions, told, findings, libraryProofs, ...frame }: LinkedStep): Generator<LinkerPiece> {
  yield { kind: 'frame', frame };
  const written = definitions.map(({ document, ...one }) => ({ ...one, json: JSON.stringify(document) }));
  for (const group of grouped(written)) yield { kind: 'definitions', definitions: group };
  for (const group of grouped([...told])) yield { kind: 'told', told: group };
  for (const group of grouped([...findings])) yield { kind: 'findings', findings: group };
  for (const group of grouped([...libraryProofs])) yield { kind: 'libraryProofs', libraryProofs: group };
}

/** Items in groups of about as much text as a piece may hold. */
function* grouped<T>(items: readonly T[]): Generator<readonly T[]> {
  let group: T[] = [];
  let size = 0;
  for (const item of items) {
    group.push(item);
    size += JSON.stringify(item).length;
    if (size < PIECE) continue;
    yield group;
    group = [];
    size = 0;
  }
  if (group.length > 0) yield group;
}
