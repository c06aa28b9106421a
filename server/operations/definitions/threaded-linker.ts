import { Worker } from 'node:worker_threads';
import type { Definition } from '../../../definitions/index.ts';
import { moduleUrl } from '../../module-url.ts';
import type { Findings } from '../../store/proofs.ts';
import { type LinkedPublication, type Linker, writingKey } from './linker.ts';
import type { PieceFrame, LinkerPiece, LinkerTask, SentDefinition } from './linker-thread.ts';
import type { DefinitionSummary } from './definition-summary.ts';

/** Links in a thread that is made for it and ends with it. What comes back is taken in piece by piece, requests being served between. */
export function threadedLinker(path: string): Linker {
  let worker: Worker | undefined;
  return {
    async read(held) {
      const documents = new Map(
        held.definitions.map(({ id, hash, document }) => [writingKey(hash, held.writings.get(id)), document]),
      );
      worker = new Worker(moduleUrl('./operations/definitions/linker-thread'), {
        workerData: { path, held: [...documents.keys()] } satisfies LinkerTask,
      });
      try {
        return await gather(worker, documents);
      } finally {
        await worker.terminate();
        worker = undefined;
      }
    },
    async close() {
      await worker?.terminate();
    },
  };
}

type Documents = ReadonlyMap<string, Definition['document']>;

function gather(worker: Worker, held: Documents): Promise<LinkedPublication> {
  return new Promise((resolve, reject) => {
    let frame: (Omit<LinkedPublication, 'library' | 'told' | 'findings'> & PieceFrame) | undefined;
    const definitions: Definition[] = [];
    const told = new Map<string, DefinitionSummary>();
    const findings = new Map<string, Findings>();
    const more = () => worker.postMessage('next');
    worker.on('message', (piece: LinkerPiece) => {
      switch (piece.kind) {
        case 'frame':
          frame = piece.frame;
          return more();
        case 'definitions':
          for (const one of piece.definitions) definitions.push(whole(one, frame?.writings.get(one.id), held));
          return more();
        case 'told':
          for (const [id, one] of piece.told) told.set(id, one);
          return more();
        case 'findings':
          for (const [closure, found] of piece.findings) findings.set(closure, found);
          return more();
        case 'done': {
          if (frame === undefined) return reject(new Error('The publication came without its frame'));
          const { problems, broken, ...rest } = frame;
          return resolve({ ...rest, told, findings, library: { definitions, problems, broken } });
        }
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that links ended early')));
    more();
  });
}

function whole(sent: SentDefinition, writing: string | undefined, held: Documents): Definition {
  const document = sent.document ?? held.get(writingKey(sent.hash, writing));
  if (document === undefined) throw new Error(`The document of ${sent.id} did not come`);
  return { ...sent, document };
}
