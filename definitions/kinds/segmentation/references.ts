import type { Reference } from '../../model/document.ts';
import { conditionReferences } from '../references.ts';
import { checkKeys } from './keys.ts';
import { methodOf } from './methods/index.ts';
import type { Segmentation } from './segmentation.ts';

/** Every mention of another definition in a segmentation. A document may lack the keys of its method: that is told by the check. */
export function segmentationReferences(document: Segmentation): readonly Reference[] {
  return [
    { pointer: '/entity', target: document.entity },
    ...conditionReferences(document.appliesTo, '/appliesTo'),
    ...(checkKeys(document).length > 0 ? [] : methodOf(document).references(document)),
    ...(document.exceptions ?? []).flatMap(({ when }, i) => conditionReferences(when, `/exceptions/${i}/when`)),
  ];
}
