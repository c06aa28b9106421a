import { type Cuts, isObject, type Json, type Library, nearestName, type Problem } from '../../definitions/index.ts';
import { didYouMean } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { jsonFile } from './options.ts';
import { Refusal } from './terminal.ts';

/**
 * Reads frozen cuts as `batch --freeze` writes them: `{ "<segmentation>": [lower bounds from the second lowest class up] }`. Throws a
 * Refusal where they are something else, name a segmentation the library does not divide by share, or do not fit its classes.
 */
export function cutsFile(path: string, library: Library): Cuts {
  const found = jsonFile(path);
  if (!isObject(found)) throw new Refusal([malformed(path, '', found)]);
  const problems = Object.entries(found).flatMap(([id, bounds]) => problemsOf(library, path, id, bounds));
  if (problems.length > 0) throw new Refusal(problems);
  return found as Cuts;
}

function problemsOf(library: Library, path: string, id: string, bounds: Json): readonly Problem[] {
  const divided = shareSegmentations(library);
  const classes = divided.get(id);
  if (classes === undefined) {
    return [
      serverProblem(
        'cuts-unknown',
        { pointer: pointerTo(id) },
        { path, id, hint: didYouMean(nearestName(id, divided.keys())) },
      ),
    ];
  }
  if (!Array.isArray(bounds) || !bounds.every(isFigure)) return [malformed(path, pointerTo(id), bounds)];
  const figures = bounds.map(Number);
  if (figures.length !== classes - 1 || figures.some((figure, i) => figure < (figures[i - 1] ?? figure)))
    return [serverProblem('cuts-unfit', { pointer: pointerTo(id) }, { path, id, wanted: classes - 1, classes })];
  return [];
}

/** Segmentations by share with how many classes each has. */
function shareSegmentations(library: Library): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { id, kind, document } of library.definitions.values()) {
    if (kind !== 'segmentation' || !('method' in document) || document.method !== 'share') continue;
    if ('classes' in document && Array.isArray(document.classes)) found.set(id, document.classes.length);
  }
  return found;
}

/** A JSON pointer (RFC 6901) to a key. */
const pointerTo = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const isFigure = (bound: unknown): boolean =>
  typeof bound === 'number' || (typeof bound === 'string' && /^-?\d+(\.\d+)?$/.test(bound));

const malformed = (path: string, pointer: string, found: Json): Problem =>
  serverProblem('cuts-malformed', { pointer }, { path }, { found });
