import { parentPort, workerData } from 'node:worker_threads';
import type { Definition } from '../../../definitions/index.ts';
import type { Findings } from '../../store/proofs.ts';
import { openSqlite } from '../../store/sqlite.ts';
import { type LinkedPublication, linkNewest, writingKey } from './linker.ts';
import type { DefinitionSummary } from './definition-summary.ts';

/**
 * The thread that links a publication, so that no request waits for it. It sends what it found in pieces, each when it is asked for
 * the next: a piece takes the other thread a millisecond or two to take in.
 */
export interface LinkerTask {
  readonly path: string;
  /** Documents the asker has: they are not sent. */
  readonly held: readonly string[];
}

export type LinkerPiece =
  | { readonly kind: 'frame'; readonly frame: Omit<LinkedPublication, 'library' | 'told' | 'findings'> & PieceFrame }
  | { readonly kind: 'definitions'; readonly definitions: readonly SentDefinition[] }
  | { readonly kind: 'told'; readonly told: readonly (readonly [string, DefinitionSummary])[] }
  | { readonly kind: 'findings'; readonly findings: readonly (readonly [string, Findings])[] }
  | { readonly kind: 'done' };

/** The library without its definitions. */
export type PieceFrame = Pick<LinkedPublication['library'], 'problems' | 'broken'>;
/** A definition; `document` is null where the asker has it. */
export type SentDefinition = Omit<Definition, 'document'> & { readonly document: Definition['document'] | null };

/** How much text a piece holds, unless a single document is larger. */
const PIECE = 100_000;

if (parentPort !== null) await serve(parentPort);

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { path, held } = workerData as LinkerTask;
  const store = openSqlite(path, { mustExist: true });
  const linked = await linkNewest(store.database);
  await store.close();
  const pieces = piecesOf(linked, new Set(held));
  port.on('message', () => {
    const next = pieces.next();
    port.postMessage((next.done === true ? { kind: 'done' } : next.value) satisfies LinkerPiece);
    if (next.done === true) port.close();
  });
}

function* piecesOf(linked: LinkedPublication, held: ReadonlySet<string>): Generator<LinkerPiece> {
  const { publication, library, writings, told, findings, cuts } = linked;
  const { definitions, problems, broken } = library;
  yield { kind: 'frame', frame: { publication, writings, cuts, problems, broken } };
  const sent = definitions.map(
    (one): SentDefinition => (held.has(writingKey(one.hash, writings.get(one.id))) ? { ...one, document: null } : one),
  );
  for (const group of grouped(sent)) yield { kind: 'definitions', definitions: group };
  for (const group of grouped([...told])) yield { kind: 'told', told: group };
  for (const group of grouped([...findings])) yield { kind: 'findings', findings: group };
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
