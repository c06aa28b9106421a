import type { Segmentation } from '../../definitions/index.ts';
import { binOf } from './bins.ts';
import { byComposite } from './by-composite.ts';
import { byMatrix } from './by-matrix.ts';
import { byShare } from './by-share.ts';
import { allClasses, type Classified, nothing, type Of, ordered } from './classes.ts';
import type { RefereeSubject } from './subject.ts';

/** The class a segmentation's method gives a subject. */
export function classified(document: Segmentation, subject: RefereeSubject): Promise<Classified> {
  switch (document.method) {
    case 'composite':
      return byComposite(document, subject);
    case 'criteria':
      return byCriteria(document, subject);
    case 'matrix':
      return byMatrix(document, subject);
    case 'share':
      return byShare(document, subject);
  }
}

async function byCriteria(document: Of<'criteria'>, subject: RefereeSubject): Promise<Classified> {
  const { otherwise } = document;
  const classes = ordered(allClasses(document));
  const left = typeof otherwise === 'string' ? otherwise : otherwise?.name;
  const tested = document.classes.filter(({ when }) => when !== undefined);
  const bins = [
    ...tested.map(({ when }) => ({ when: when ?? {} })),
    ...(left === undefined ? [] : [{ otherwise: true as const }]),
  ];
  const { index, flaws } = await binOf(document, bins, null, subject);
  const name = index === undefined ? undefined : (tested[index]?.name ?? left);
  // The last flaw is the bins' own; before it stand those of what the conditions read.
  const told = index === undefined ? [...flaws.slice(0, -1), { code: 'no-class-holds', refuses: true }] : flaws;
  return {
    ...nothing,
    classes,
    rank: name === undefined ? null : classes.findIndex((one) => one.name === name),
    flaws: told,
  };
}
