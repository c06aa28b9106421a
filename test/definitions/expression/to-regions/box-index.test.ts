import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, intersect } from '../../../../definitions/expression/to-regions/boxes.ts';
import { indexBoxes } from '../../../../definitions/expression/to-regions/box-index.ts';

const COLUMNS = 4;
const ALL: Box = Array.from({ length: COLUMNS }, () => 0b1111n);
/** Most columns are left as they are. */
const cells = fc.oneof({ weight: 2, arbitrary: fc.constant(0b1111n) }, fc.bigInt({ min: 1n, max: 0b1111n }));
const box = fc.array(cells, { minLength: COLUMNS, maxLength: COLUMNS });

describe('boxes found by the columns they restrict', () => {
  it('are all that share something with a box, and perhaps more', () => {
    fc.assert(
      fc.property(fc.array(fc.array(box, { maxLength: 2 }), { maxLength: 12 }), box, (owners, asked) => {
        const near = indexBoxes(owners, ALL).near(asked);
        const sharing = owners.flatMap((boxes, owner) =>
          boxes.filter((one) => intersect(one, asked) !== undefined).map((one) => ({ owner, box: one })),
        );
        expect(near).toEqual(expect.arrayContaining(sharing));
        expect(near.length).toBeLessThanOrEqual(owners.flat().length);
      }),
    );
  });

  it('leave a part of a box that is not empty, and lies in it', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 12 }), box, (boxes, asked) => {
        const part = indexBoxes([boxes], ALL).narrowed(asked);
        expect(part).toEqual(intersect(part, asked));
      }),
    );
  });
});
