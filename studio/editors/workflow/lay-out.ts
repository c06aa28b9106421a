import ELK from 'elkjs/lib/elk-api.js';
import elkScript from 'elkjs/lib/elk-worker.min.js?url';
import { elkGraph, layoutOf, type Sizes } from './elk-graph.ts';
import type { MachineGraph } from './graph.ts';
import type { Layout } from './layout.ts';

/**
 * Lays a machine out from left to right, in a worker of its own: a large one takes a second, in which the page goes on. Rejects where the
 * worker cannot be had or ELK fails.
 */
export async function laidOut(graph: MachineGraph, sizes: Sizes): Promise<Layout> {
  const worker = new Worker(elkScript, { type: 'module', name: 'layout' });
  try {
    const elk = new ELK({ workerFactory: () => worker });
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => reject(new Error('the layout stopped')));
    });
    return layoutOf(await Promise.race([elk.layout(elkGraph(graph, sizes)), failed]));
  } finally {
    worker.terminate();
  }
}
