import type { Type } from '../../model/type.ts';
import { zh } from './chinese.ts';
import { lowerFirst, pick2, quoted, type Speech } from './speech.ts';

/** Whether a type is yes or no: a flag, or a text that knows these two alone. */
export function isYesNo(type: Type): boolean {
  if (type.kind === 'boolean') return true;
  return type.kind === 'string' && type.enum?.length === 2 && type.enum.includes('yes') && type.enum.includes('no');
}

/**
 * A flag by its title, and whose it is where it is not the record's own. A title that is itself a statement (`在本行代发工资`, `Has deposits`) is said as one, and denied as one; any
 * other (`同一住址`, `Same address`) is said to be yes or no, which no title can make wrong.
 */
export function flagClause(title: string, owner: string | undefined, wanted: boolean, speech: Speech): string {
  const chinese = statementZh(title, wanted);
  const english = statementEn(lowerFirst(speech, title), wanted);
  if (owner === undefined) {
    return pick2(
      speech,
      chinese ?? zh`${title}为“${wanted ? '是' : '否'}”`,
      english ?? `${quoted(title)} is “${wanted ? 'yes' : 'no'}”`,
    );
  }
  return pick2(
    speech,
    chinese === undefined ? zh`${owner}的${title}为“${wanted ? '是' : '否'}”` : zh`该${owner}${chinese}`,
    english !== undefined && afterWho(english) !== undefined
      ? `the ${owner} ${english}`
      : `${quoted(title)} is “${wanted ? 'yes' : 'no'}” for the ${owner}`,
  );
}

/** Beginnings of Chinese titles that are statements, and how each is denied. */
const STATEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^((?:名下|本行|在本行)?)有/, '$1没有'],
  [/^(客户|本人)?已/, '$1未'],
  [/^在/, '不在'],
  [/^(同意|愿意|接受|属于|可以|能够|能|会|是)(?!否)/, '不$1'],
  [/^(持有|使用|参加|办理|开通|签约|购买)(?!.*(?:数|额|率|次数|日期|时间)$)/, '未$1'],
];

function statementZh(title: string, wanted: boolean): string | undefined {
  const asked = title.replace(/^是否/, '');
  const known = STATEMENTS.find(([pattern]) => pattern.test(asked));
  if (known !== undefined) return wanted ? asked : asked.replace(known[0], known[1]);
  if (asked === title) return undefined;
  return wanted ? asked : `不${asked}`;
}

/** Verbs in the third person that English titles begin with, and the form that follows `does not`. */
const VERBS: Readonly<Record<string, string>> = {
  has: 'have',
  agrees: 'agree',
  accepts: 'accept',
  holds: 'hold',
  uses: 'use',
  owns: 'own',
  wants: 'want',
  receives: 'receive',
  lives: 'live',
  works: 'work',
};

/** Beginnings of English titles that say a state: `On sale`, `Already held by the customer`, `Declared by the customer`. */
const STATES = /^(?:(?:on|at|in|under|already) |\w+(?:ed|ld|en) by )/i;

function statementEn(title: string, wanted: boolean): string | undefined {
  const [first = ''] = title.split(' ');
  const rest = title.slice(first.length);
  if (Object.hasOwn(VERBS, first)) return wanted ? title : `does not ${VERBS[first] ?? ''}${rest}`;
  if (STATES.test(title)) return wanted ? `is ${title}` : `is not ${title}`;
  if (first === 'is' || first === 'are') return wanted ? title : `${first} not${rest}`;
  if (/^there (?:is|are) /.test(title)) {
    return wanted ? title : title.replace(/^there (is|are) (?:a |an )?/, 'there $1 no ');
  }
  return / (?:is|are|was|has) /.test(title)
    ? wanted
      ? title
      : title.replace(/ (is|are|was|has) /, ' $1 not ')
    : undefined;
}

/** A statement without a subject as it follows `who`: `has deposits` → `have deposits`; undefined for any other clause. */
export function afterWho(clause: string): string | undefined {
  const [first = ''] = clause.split(' ');
  const rest = clause.slice(first.length);
  if (Object.hasOwn(VERBS, first)) return `${VERBS[first] ?? ''}${rest}`;
  if (first === 'does') return `do${rest}`;
  return first === 'is' || first === 'are' ? `are${rest}` : undefined;
}

/** A statement without a subject as a clause of its own: `agrees to marketing` → `the customer agrees to marketing`. */
export function ofWhom(clause: string, speech: Speech): string {
  if (speech.language !== 'en' || afterWho(clause) === undefined) return clause;
  return `${speech.one === undefined ? 'it' : `the ${speech.one}`} ${clause}`;
}
