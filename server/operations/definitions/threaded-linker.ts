import { Worker } from 'node:worker_threads';
import type { Definition, Proof } from '../../../definitions/index.ts';
import { moduleUrl } from '../../module-url.ts';
import type { StoreAddress } from '../../store/address.ts';
import type { Findings } from '../../store/proofs.ts';
import type { DefinitionSummary } from './definition-summary.ts';
import { heldOf, type LinkedStep, type Linker, stepped } from './linker.ts';
import type { PieceFrame, LinkerPiece, LinkerTask } from './linker-thread.ts';

/** Links in a thread that is made for it and ends with it. What comes back is taken in piece by piece, requests being served between. */
export function threadedLinker(address: StoreAddress): Linker {
  let worker: Worker | undefined;
  return {
    async read(held) {
      worker = new Worker(moduleUrl('./operations/definitions/linker-thread'), {
        workerData: { address, held: heldOf(held) } satisfies LinkerTask,
      });
      try {
        return stepped(held, await gather(worker));
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

function gather(worker: Worker): Promise<LinkedStep> {
  return new Promise((resolve, reject) => {
    let frame: PieceFrame | undefined;
    const definitions: Definition[] = [];
    const told = new Map<string, DefinitionSummary>();
    const findings = new Map<string, Findings>();
    const libraryProofs = new Map<string, readonly Proof[]>();
    const more = () => worker.postMessage('next');
    worker.on('message', (piece: LinkerPiece) => {
      switch (piece.kind) {
        case 'frame':
          frame = piece.frame;
          return more();
        case 'definitions':
          for (const { json, ...one } of piece.definitions)
            definitions.push({ ...one, document: JSON.parse(json) as Definition['document'] });
          return more();
        case 'told':
          for (const [id, one] of piece.told) told.set(id, one);
          return more();
        case 'findings':
          for (const [closure, found] of piece.findings) findings.set(closure, found);
          return more();
        case 'libraryProofs':
          for (const [id, proofs] of piece.libraryProofs) libraryProofs.set(id, proofs);
          return more();
        case 'done':
          if (frame === undefined) return reject(new Error('The publication came without its frame'));
          return resolve({ ...frame, definitions, told, findings, libraryProofs });
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that links ended early')));
    more();
  });
}
