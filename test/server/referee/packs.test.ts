import { expect, it } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { isSameResult } from '../../../server/referee/agree/compare.ts';
import { availableEngines, engineFor } from '../../../server/engines.ts';
import { packSources } from '../../support/packs.ts';

const others = availableEngines().filter((engine) => engine !== 'function');

it.each(['bank-crm', 'bank-marketing'] as const)(
  'every case of %s is answered by all engines as by the function',
  { timeout: 240_000 },
  async (pack) => {
    const library = link(packSources(pack));
    const differing: string[] = [];
    let compared = 0;
    for (const [ref, { document }] of library.definitions) {
      const requests = (document.cases ?? []).map(({ given }) => given);
      if (library.environment.decision(ref) === undefined || requests.length === 0) continue;
      const base = await (await engineFor('function', library, ref)).decide(requests, 'zh-CN');
      for (const engine of others) {
        if (engine === 'sql' && document.kind === 'matching') continue;
        const made = await engineFor(engine, library, ref);
        const results = await made.decide(requests, 'zh-CN');
        await made.close();
        results.forEach((result, i) => {
          compared += 1;
          const expected = base[i];
          if (expected === undefined || !isSameResult(expected, result, engine))
            differing.push(`${ref} ${engine} ${document.cases?.[i]?.name}`);
        });
      }
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(300);
  },
);
