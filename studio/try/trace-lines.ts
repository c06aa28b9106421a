import { isObject, type Json, type JsonObject, type TraceEntry } from '../../definitions/index.ts';
import { intervalText } from '../editors/parts/interval-text.ts';
import { type Shelf, titleIn, type Titles } from '../editors/titles.ts';
import type { Reader } from '../texts/reader.ts';

export interface TraceGroup {
  readonly definition: string;
  readonly lines: readonly { readonly pointer: string; readonly label: string; readonly value: string }[];
}

/**
 * A trace as lines a reader follows: grouped by definition, the asked one first; a part by its title, a bin or rule that was hit
 * beside the part it belongs to. What only repeats a part's own value is left out.
 */
export function traceLines(
  trace: readonly TraceEntry[],
  id: string,
  shelf: Shelf,
  titles: Titles,
  reader: Reader,
): readonly TraceGroup[] {
  const groups = new Map<string, TraceEntry[]>([[id, []]]);
  for (const entry of trace) groups.set(entry.definition, [...(groups.get(entry.definition) ?? []), entry]);
  return [...groups].flatMap(([definition, entries]) => {
    const document = shelf.get(definition);
    if (document === undefined) return [];
    const hits = new Map(entries.flatMap((entry) => hitOf(entry)));
    const lines = entries.flatMap((entry) => {
      const label = labelOf(document, entry.pointer, titles, reader);
      if (label === undefined) return [];
      const hit = hits.get(entry.pointer);
      const bin = hit === undefined ? undefined : binText(at(document, hit), reader);
      const value = titles.value(definition, entry.value);
      return [{ pointer: entry.pointer, label: bin === undefined ? label : `${label}: ${bin}`, value }];
    });
    return lines.length === 0 ? [] : [{ definition, lines }];
  });
}

/** `/characteristics/0/bins/3` true: the part `/characteristics/0` was answered by that bin. */
function hitOf({ pointer, value }: TraceEntry): [string, string][] {
  const found = /^(.*)\/bins\/\d+$/.exec(pointer);
  return found === null || value !== true ? [] : [[found[1] ?? '', pointer]];
}

/** What a pointer's part is called; undefined for parts that only repeat another's value. */
function labelOf(document: JsonObject, pointer: string, titles: Titles, { t, say }: Reader): string | undefined {
  const steps = pointer.split('/').slice(1);
  const [first = '', second, ...rest] = steps;
  if (rest.length > 0 && first !== 'when') return first === 'rules' && rest.length === 0 ? t('view.rule') : undefined;
  const part = at(document, pointer);
  switch (first) {
    case 'characteristics':
    case 'lines':
    case 'derived':
    case 'relations': {
      if (second === undefined || !isObject(part)) return undefined;
      const fact = part['fact'];
      const title = titleIn(part);
      if (title !== undefined) return say(title);
      return typeof fact === 'string' ? titles.fact(fact) : String(part['name'] ?? second);
    }
    case 'scores':
      return t('view.scores');
    case 'classes':
    case 'cells':
      return second === undefined ? t('view.class') : undefined;
    case 'rules':
      return second === undefined ? undefined : `${t('view.rule')} ${Number(second) + 1}`;
    case 'terms':
      return isObject(part) && typeof part['fact'] === 'string' ? titles.fact(part['fact']) : undefined;
    case 'rows':
    case 'columns':
      return second === undefined ? t(`view.${first}`) : undefined;
    case 'when':
      return leafText(part, titles) ?? (steps.length === 1 ? t('view.condition') : undefined);
    case 'appliesTo':
      return t('view.appliesTo');
    case 'eligible':
      return second === undefined ? t('view.eligible') : undefined;
    default:
      return undefined;
  }
}

function leafText(part: Json | undefined, titles: Titles): string | undefined {
  if (!isObject(part) || typeof part['fact'] !== 'string') return undefined;
  const { fact, value } = part;
  return value === undefined ? titles.fact(fact) : `${titles.fact(fact)} (${titles.value(fact, value)})`;
}

function binText(bin: Json | undefined, reader: Reader): string | undefined {
  if (!isObject(bin)) return undefined;
  if (typeof bin['in'] === 'string') return intervalText(bin['in'], reader);
  if (Array.isArray(bin['values'])) return bin['values'].map(String).join(', ');
  if (bin['missing'] === true) return reader.t('view.unknown');
  return bin['otherwise'] === true ? reader.t('view.others') : undefined;
}

function at(document: JsonObject, pointer: string): Json | undefined {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<Json | undefined>((part, step) => {
    if (Array.isArray(part)) return part[Number(step)] as Json | undefined;
    return isObject(part) ? part[step] : undefined;
  }, document);
}
