import {
  below,
  type Cuts,
  isObject,
  type Json,
  type Library,
  nearestHint,
  type Problem,
  scaleNumber,
  scaleText,
  shareHighs,
} from '../../definitions/index.ts';
import { serverProblem } from '../problems.ts';
import { jsonFile } from './options.ts';
import { Refusal } from '../terminal.ts';

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
  const shares = divided.get(id);
  if (shares === undefined) {
    return [
      serverProblem('cuts-unknown', { pointer: pointerTo(id) }, { path, id, hint: nearestHint(id, divided.keys(), 0) }),
    ];
  }
  const { classes, decimals } = shares;
  if (!Array.isArray(bounds) || !bounds.every(isFigure)) return [malformed(path, pointerTo(id), bounds)];
  const figures = bounds.flatMap((bound) => {
    const read = typeof bound === 'number' ? scaleNumber(bound, decimals) : scaleText(String(bound), decimals);
    return read === undefined ? [] : [read];
  });
  if (figures.length === classes - 1 && figures.every((figure, i) => figure >= (figures[i - 1] ?? figure))) return [];
  const slots = { path, id, wanted: classes - 1, classes, decimals };
  return [serverProblem('cuts-unfit', { pointer: pointerTo(id) }, slots)];
}

/** Segmentations by share: how many classes each has, and the decimals of the figure it divides by. */
function shareSegmentations(
  library: Library,
): ReadonlyMap<string, { readonly classes: number; readonly decimals: number }> {
  const found = new Map<string, { readonly classes: number; readonly decimals: number }>();
  for (const { id, document } of library.definitions.values()) {
    const classes = shareHighs(document)?.length;
    const type = library.environment.decision(id)?.outputs['score']?.type;
    if (classes !== undefined) found.set(id, { classes, decimals: type?.kind === 'number' ? type.decimals : 0 });
  }
  return found;
}

/** A JSON pointer (RFC 6901) to a key. */
const pointerTo = (key: string): string => below('', key);

const isFigure = (bound: unknown): boolean =>
  typeof bound === 'number' || (typeof bound === 'string' && /^-?\d+(\.\d+)?$/.test(bound));

const malformed = (path: string, pointer: string, found: Json): Problem =>
  serverProblem('cuts-malformed', { pointer }, { path }, { found });
