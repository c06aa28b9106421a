import { below } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { otherwiseName } from './by-criteria.ts';
import { segmentationProblem } from './problems.ts';
import type { Segmentation } from './segmentation.ts';

type Method = Segmentation['method'];
type Key = 'decimals' | 'scores' | 'classes' | 'mode' | 'otherwise' | 'rows' | 'columns' | 'cells' | 'of';

/** Which keys a method has: those it needs, and those it may have. */
const KEYS: Readonly<Record<Method, { readonly needs: readonly Key[]; readonly may: readonly Key[] }>> = {
  composite: { needs: ['decimals', 'scores', 'classes'], may: [] },
  criteria: { needs: ['classes'], may: ['mode', 'otherwise'] },
  matrix: { needs: ['rows', 'columns', 'cells'], may: ['classes'] },
  share: { needs: ['of', 'classes'], may: [] },
};
const ALL_KEYS: readonly Key[] = [
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
const CLASS_KEYS = ['in', 'when', 'share'] as const;
const CLASS_KEY: Readonly<Record<Method, (typeof CLASS_KEYS)[number] | null>> = {
  composite: 'in',
  criteria: 'when',
  matrix: null,
  share: 'share',
};

/**
 * Whether the document has the keys of its method: only then is it what its type says. Everything else about a segmentation is
 * asked after this.
 */
export function checkKeys(document: Segmentation): readonly Problem[] {
  const definition = `segmentation/${document.name}`;
  const { method } = document;
  const { needs, may } = KEYS[method];
  const has = (key: Key) => Object.hasOwn(document, key);
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
  const own = CLASS_KEY[method];
  const left = document.method === 'criteria' ? otherwiseName(document) : undefined;
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
