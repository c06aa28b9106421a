import { type Library, nearestName, type Problem, type Text } from '../../../definitions/index.ts';
import { serverProblem } from '../../problems.ts';

/** Why a library has no decision for a reference that it cannot answer. */
export function whyNoDecision(
  { library }: { readonly library: Library },
  ref: string,
): readonly [Problem, ...Problem[]] {
  const at = { definition: ref.slice(0, 200), pointer: '' };
  const definition = library.definitions.get(ref);
  if (definition === undefined) {
    return [serverProblem('decision-not-found', at, { ref: ref.slice(0, 200), hint: hintFor(library, ref) })];
  }
  if (!library.broken.has(ref)) return [serverProblem('decides-nothing', at, { ref, kind: definition.kind })];
  const own = library.problems.filter((problem) => problem.definition === ref && problem.severity === 'error');
  return [serverProblem('definition-has-errors', at, { ref }), ...own];
}

/** `; did you mean …?` for a reference that no definition has. */
export function hintFor(library: Pick<Library, 'definitions'>, ref: string): Text {
  if (ref.length > 200) return '';
  const ids = [...library.definitions.keys()];
  // A name without its kind, too: `customer-class` for `segmentation/customer-class`.
  const name = ref.includes('/') ? undefined : nearestName(ref, ids.map(nameOf));
  const named = ids.filter((id) => nameOf(id) === name);
  const near = named.length > 0 ? named.join(', ') : nearestName(ref, ids);
  return near === undefined ? '' : { 'zh-CN': `；是否指 ${near}？`, en: `; did you mean ${near}?` };
}

const nameOf = (id: string) => id.slice(id.indexOf('/') + 1);
