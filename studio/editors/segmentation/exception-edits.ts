import type { Json, Language, Segmentation } from '../../../definitions/index.ts';
import { insertAt, removeAt, setAt, titled } from '../edit.ts';
import { freshName } from './class-edits.ts';

/** Limits a segmentation to those who meet a condition, which is empty at first, or to nobody in particular. */
export function setLimited(document: Segmentation, isLimited: boolean): Segmentation {
  if (!isLimited) return removeAt(document, '/appliesTo');
  return document.appliesTo === undefined ? setAt(document, '/appliesTo', { all: [] }) : document;
}

/** One more exception behind the others, of an empty condition and under a code that none has. */
export function addException(document: Segmentation, given: string): Segmentation {
  const { exceptions = [] } = document;
  const reason = freshName(
    'exception',
    exceptions.map((one) => one.reason),
  );
  const added = exceptions.length === 0 ? setAt(document, '/exceptions', []) : document;
  return insertAt(added, '/exceptions', exceptions.length, { when: { all: [] }, class: given, reason });
}

/** Takes an exception out; a list of which none are left goes whole. */
export function removeException(document: Segmentation, at: number): Segmentation {
  return removeAt(document, (document.exceptions ?? []).length < 2 ? '/exceptions' : `/exceptions/${at}`);
}

/** Tries an exception earlier (-1) or later (1): the first that holds decides. */
export function moveException(document: Segmentation, at: number, by: -1 | 1): Segmentation {
  const { exceptions = [] } = document;
  const [moved, other] = [exceptions[at], exceptions[at + by]];
  if (moved === undefined || other === undefined) return document;
  const next = exceptions.map((one, i) => (i === at ? other : i === at + by ? moved : one));
  // Exceptions are JSON.
  return setAt(document, '/exceptions', next as unknown as Json);
}

/** The class that an exception gives, or the code of its reason; it has both, so that an empty one changes nothing. */
export const setException = (document: Segmentation, at: number, key: 'class' | 'reason', value: string) =>
  value === '' ? document : setAt(document, `/exceptions/${at}/${key}`, value);

/** The reason's sentence in one language; an empty one is taken out, and with the last of them the title. */
export function setExceptionTitle(document: Segmentation, at: number, language: Language, said: string): Segmentation {
  const title = titled(document.exceptions?.[at]?.title, language, said);
  const pointer = `/exceptions/${at}/title`;
  return title === undefined ? removeAt(document, pointer) : setAt(document, pointer, title);
}

/** The classes that an exception may give, each once. */
export function classNames(document: Segmentation): readonly string[] {
  const otherwise = 'otherwise' in document ? document.otherwise : undefined;
  return [
    ...new Set([
      ...(document.classes ?? []).map(({ name }) => name),
      ...(document.method === 'matrix'
        ? Object.values(document.cells).flatMap((cells) => Object.values(cells).map((cell) => cell.class))
        : []),
      ...(typeof otherwise === 'object' ? [otherwise.name] : []),
    ]),
  ];
}
