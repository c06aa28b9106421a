import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { partAt } from '../../editors/edit.ts';
import { titleIn, type Titles } from '../../texts/titles.ts';
import type { Reader } from '../../texts/reader.ts';

/** The definition a trace entry belongs to, with the titles of what it reads. */
export interface About {
  readonly definition: string;
  readonly document: JsonObject;
  readonly titles: Titles;
  readonly reader: Reader;
}

/** What a traced part is called and what it came to; undefined for what is shown elsewhere or only repeats another's value. */
export function lineTitle(
  pointer: string,
  value: Json,
  about: About,
): { readonly title: string; readonly value: string } | undefined {
  const { definition, document, titles, reader } = about;
  const { t } = reader;
  const [first = '', second, ...rest] = pointer.split('/').slice(1);
  const part = partAt(document, pointer);
  const named = (title: string, said = titles.value(definition, value)) => ({ title, value: said });
  if (second !== undefined && rest.length === 0 && isObject(part)) {
    switch (first) {
      case 'characteristics':
      case 'terms':
        return named(partName(part, second, titles, reader), figureText(value, reader, titles));
      case 'derived':
      case 'relations':
        return named(partName(part, second, titles, reader), inItsUnit(second, value, titles));
      case 'lines':
      case 'outputs': {
        const name = String(part['name'] ?? second);
        return named(partName(part, name, titles, reader), inItsUnit(`${definition}#${name}`, value, titles));
      }
      case 'rules':
        return value === true ? named(ruleTitle(Number(second), about), t('view.matches')) : undefined;
      default:
        return undefined;
    }
  }
  if (second !== undefined) return undefined;
  switch (first) {
    case 'terms':
      return named(t('view.termsSum'));
    case 'rows':
    case 'columns':
      return isObject(part) && typeof part['of'] === 'string'
        ? named(titles.fact(part['of']))
        : named(t(first === 'rows' ? 'view.rows' : 'view.columns'));
    case 'otherwise':
      return named(t('view.otherwise'));
    default:
      return undefined;
  }
}

/** The bin that answered a characteristic, in the reader's words. */
export function answeredBy(
  pointer: string,
  values: ReadonlyMap<string, Json>,
  { document, titles, reader }: About,
): string | undefined {
  const index = values.get(`${pointer}/bins`);
  const one = partAt(document, pointer);
  const bin = typeof index === 'number' ? partAt(document, `${pointer}/bins/${index}`) : undefined;
  if (!isObject(bin) || !isObject(one)) return undefined;
  const fact = typeof one['fact'] === 'string' ? one['fact'] : '';
  const title = titleIn(bin);
  if (title !== undefined) return reader.say(title);
  if (typeof bin['in'] === 'string') return titles.interval(fact, bin['in']);
  if (Array.isArray(bin['values'])) return titles.value(fact, bin['values']);
  if (bin['missing'] === true) return reader.t('view.unknown');
  return bin['otherwise'] === true ? reader.t('view.others') : undefined;
}

function partName(part: JsonObject, name: string, titles: Titles, { say }: Reader): string {
  const title = titleIn(part);
  if (title !== undefined) return say(title);
  return typeof part['fact'] === 'string' ? titles.fact(part['fact']) : name;
}

const inItsUnit = (fact: string, value: Json, titles: Titles) =>
  typeof value === 'number' ? titles.measured(fact, value) : titles.value(fact, value);

const figureText = (value: Json, { number }: Reader, titles: Titles) =>
  typeof value === 'number' ? number(value) : titles.value('', value);

/** A rule by its number and what it asks for: `Rule 1: Key account`. */
function ruleTitle(index: number, { document, titles, reader }: About): string {
  const { t, say, language } = reader;
  const rule = partAt(document, `/rules/${index}`);
  const inputs = document['inputs'];
  const name = `${t('view.rule')} ${index + 1}`;
  if (!isObject(rule) || !Array.isArray(rule['when']) || !Array.isArray(inputs)) return name;
  const colon = language === 'en' ? ': ' : '：';
  const own = titleIn(rule);
  if (own !== undefined) return `${name}${colon}${say(own)}`;
  const cells = rule['when'].flatMap((cell: Json, i) => {
    const input: Json | undefined = inputs[i];
    const fact = isObject(input) && typeof input['fact'] === 'string' ? input['fact'] : '';
    if (cell === '-' || isObject(cell)) return [];
    return [typeof cell === 'string' && /^[[(]/.test(cell) ? titles.interval(fact, cell) : titles.value(fact, cell)];
  });
  return cells.length === 0 ? name : `${name}${colon}${cells.join(language === 'en' ? ', ' : '、')}`;
}
