import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { methodOf } from './methods/index.ts';
import type { ClassKey, MethodKey } from './methods/method.ts';
import { segmentationProblem } from './problems.ts';
import type { Segmentation } from './segmentation.ts';

const ALL_KEYS: readonly MethodKey[] = [
  'decimals',
  'scores',
  'classes',
  'mode',
  'otherwise',
  'rows',
  'columns',
  'cells',
  'of',
];
const CLASS_KEYS: readonly ClassKey[] = ['in', 'when', 'share'];

/**
 * Whether the document has the keys of its method: only then is it what its type says. Everything else about a segmentation is
 * asked after this.
 */
export function checkKeys(document: Segmentation): readonly Problem[] {
  const definition = `segmentation/${document.name}`;
  const { method } = document;
  const { needs, may } = methodOf(document).keys;
  const has = (key: MethodKey) => Object.hasOwn(document, key);
  return [
    ...needs
      .filter((key) => !has(key))
      .map((expected) => segmentationProblem('method-key-missing', { definition, pointer: '' }, { method, expected })),
    ...ALL_KEYS.filter((key) => has(key) && !needs.includes(key) && !may.includes(key)).map((found) =>
      segmentationProblem('method-key-foreign', { definition, pointer: below('', found) }, { method, found }),
    ),
    ...checkClassKeys(document),
  ];
}

function checkClassKeys(document: Segmentation): readonly Problem[] {
  const { method } = document;
  const { keys, otherwise } = methodOf(document);
  const own = keys.ofClass;
  const left = otherwise?.(document);
  return (document.classes ?? []).flatMap((one, i) => {
    const at = { definition: `segmentation/${document.name}`, pointer: `/classes/${i}` };
    const lacks = own !== null && !Object.hasOwn(one, own) && !(own === 'when' && one.name === left);
    const foreign = CLASS_KEYS.filter((key) => key !== own && Object.hasOwn(one, key));
    return [
      ...(lacks ? [segmentationProblem('class-key-missing', at, { part: one.title ?? one.name, expected: own })] : []),
      ...foreign.map((found) =>
        segmentationProblem('method-key-foreign', { ...at, pointer: below(at.pointer, found) }, { method, found }),
      ),
    ];
  });
}
