import type { Reference } from '../../model/document.ts';
import { conditionReferences, factReferences } from '../references.ts';
import { checkKeys } from './keys.ts';
import type { Segmentation } from './segmentation.ts';

/** Every mention of another definition in a segmentation. A document may lack the keys of its method: that is told by the check. */
export function segmentationReferences(document: Segmentation): readonly Reference[] {
  return [
    { pointer: '/entity', target: document.entity },
    ...conditionReferences(document.appliesTo, '/appliesTo'),
    ...methodReferences(document),
    ...(document.exceptions ?? []).flatMap(({ when }, i) => conditionReferences(when, `/exceptions/${i}/when`)),
  ];
}

function methodReferences(document: Segmentation): readonly Reference[] {
  if (checkKeys(document).length > 0) return [];
  switch (document.method) {
    case 'composite':
      return document.scores.flatMap(({ of }, i) => factReferences(of, `/scores/${i}/of`));
    case 'criteria':
      return document.classes.flatMap(({ when }, i) => conditionReferences(when, `/classes/${i}/when`));
    case 'matrix':
      return [...factReferences(document.rows.of, '/rows/of'), ...factReferences(document.columns.of, '/columns/of')];
    case 'share':
      return factReferences(document.of, '/of');
  }
}
