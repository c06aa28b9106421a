import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { boundsOf } from './figures.ts';
import { compareClause, memberClause, withinClause } from './comparisons.ts';
import { isOrAre } from './english.ts';
import { joinedEn, joinedZh, type SpokenJunction, oneSubject, partsOf, toldIn } from './junctions.ts';
import { type ClauseOptions, orUnknown } from './known.ts';
import { isSetOf } from './sets.ts';
import { itemsClause } from './row-clauses.ts';
import { pick2, quoted, type Speech, spoken } from './speech.ts';
import { textClause } from './text-clauses.ts';
import { withinLast } from './within-last.ts';

/** Where a clause stands: how deep, in a junction of which kind, and what is asked of it. */
interface ClausePlace extends ClauseOptions {
  readonly depth: number;
  readonly outer: 'and' | 'or' | null;
}
const INSIDE: ClausePlace = { depth: 1, outer: null, wanted: true, holdsUnknown: false, told: [] };

/**
 * A condition as one clause: `风险等级为“高”`, `risk grade is “high”`. What belongs together is told by words and commas: outer parts
 * stand apart by commas, inner ones do not; only what is deeper still stands in brackets.
 */
export function conditionClause(e: Expression, speech: Speech, told: readonly string[] = []): string {
  return clause(e, speech, { ...INSIDE, depth: 0, told });
}

/** The same inside a phrase: without commas of its own. */
export function innerClause(e: Expression, speech: Speech): string {
  return clause(e, speech, INSIDE);
}

function clause(e: Expression, speech: Speech, place: ClausePlace): string {
  switch (e.kind) {
    case 'holds':
      return clause(e.of, speech, { ...place, holdsUnknown: !place.wanted });
    case 'not':
      return clause(e.of, speech, { ...place, wanted: !place.wanted });
    case 'named':
      return namedClause(e, place, speech);
    case 'and':
    case 'or':
      return junction(e, speech, place);
    case 'compare':
      return compareClause(e, place.wanted, speech) + orUnknown([e.left, e.right], place, speech);
    case 'within':
      if (isAnyValue(e)) return anyValueClause(e.of, place, speech);
      return withinClause(e, place.wanted, speech) + orUnknown([e.of], place, speech);
    case 'oneOf':
      return memberClause(e.of, e.values, place.wanted, speech) + orUnknown([e.of], place, speech);
    case 'isMissing':
      return knownClause(e.of, !place.wanted, speech);
    case 'constant':
      return always((e.value === true) === place.wanted, speech);
    case 'text':
      return textClause(e, place, speech) ?? otherClause(e, place, speech);
    case 'aggregate':
      return itemsClause(e, place, speech, innerClause) ?? otherClause(e, place, speech);
    case 'field':
      return memberClause(e, [place.wanted], true, speech) + orUnknown([e], place, speech);
    default:
      return otherClause(e, place, speech);
  }
}

const always = (isSo: boolean, speech: Speech) =>
  isSo
    ? pick2(speech, '任何情况都成立', 'it holds in any case')
    : pick2(speech, '任何情况都不成立', 'it holds in no case');

const isAnyValue = (e: Expression & { kind: 'within' }) => {
  const { low, high } = boundsOf(e.range, e.of.type);
  return low === null && high === null;
};

/** What is asked of a value whatever it is: that it is known; its negation holds where it is unknown, or never. */
function anyValueClause(of: Expression, { wanted, holdsUnknown }: ClausePlace, speech: Speech): string {
  if (!of.missable) return always(wanted, speech);
  return wanted || holdsUnknown ? knownClause(of, wanted, speech) : always(false, speech);
}

function otherClause(e: Expression, place: ClausePlace, speech: Speech): string {
  const said = speech.noun(e);
  return (
    (place.wanted ? said : pick2(speech, zh`并非${said}`, `it is not so that ${said}`)) + orUnknown([e], place, speech)
  );
}

function knownClause(of: Expression, isKnown: boolean, speech: Speech): string {
  const name = speech.noun(of);
  return isKnown
    ? pick2(speech, zh`${name}已知`, `${name} ${isOrAre(name)} known`)
    : pick2(speech, zh`${name}未知`, `${name} ${isOrAre(name)} unknown`);
}

function namedClause(e: Expression & { kind: 'named' }, place: ClausePlace, speech: Speech): string {
  const { wanted } = place;
  if (e.isCondition !== true) return memberClause(e, [wanted], true, speech) + orUnknown([e], place, speech);
  const title = quoted(spoken(speech, e.title));
  if (e.owner !== undefined) {
    const owner = speech.noun(e.owner);
    return pick2(
      speech,
      zh`${owner}${wanted ? '' : '不'}符合${title}`,
      `the ${owner} ${wanted ? 'meets' : 'does not meet'} ${title}`,
    );
  }
  if (speech.language === 'zh-CN' && isSetOf(e, speech)) return zh`${wanted ? '' : '不'}属于${title}`;
  return wanted
    ? pick2(speech, zh`符合${title}`, `the criteria ${title} are met`)
    : pick2(speech, zh`不符合${title}`, `the criteria ${title} are not met`);
}

function junction(e: SpokenJunction, speech: Speech, place: ClausePlace): string {
  const recent = withinLast(e, place, speech);
  if (recent !== undefined) return recent;
  const isAnd = (e.kind === 'and') === place.wanted;
  const parts = partsOf(e, place, isAnd ? 'and' : 'or');
  const member = isAnd ? undefined : oneSubject(parts, speech);
  if (member !== undefined) return member;
  const [only, ...more] = parts;
  if (only === undefined) return always(isAnd, speech);
  if (more.length === 0) return clause(only.of, speech, { ...place, ...only });
  const told = [...place.told, ...toldIn(parts, isAnd, speech)];
  const { depth, outer } = place;
  const items = parts.map((part) =>
    clause(part.of, speech, { ...part, told, depth: depth + 1, outer: isAnd ? 'and' : 'or' }),
  );
  return pick2(speech, joinedZh(items, isAnd, depth), joinedEn(items, isAnd, depth, outer));
}
