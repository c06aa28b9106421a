import {
  type Condition,
  isObject,
  type Json,
  type JsonObject,
  parsePeriod,
  type Period,
  unitName,
} from '../../../definitions/index.ts';
import { isText } from '../../texts/is-text.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Mark } from '../../ui/mark.tsx';
import { DefinitionLink } from './definition-link.tsx';
import '../../texts/operators.ts';
import '../../texts/views.ts';

/** What the part of a condition at a JSON pointer came to on one record; undefined where it was not needed. */
export type Answers = (pointer: string) => boolean | undefined;

/** A condition as a nested list: all of, any of, not, and leaves by the titles of what they read; with `answers` also what each came to. */
export function ConditionView({
  condition,
  titles,
  answers,
  at = '',
}: {
  readonly condition: Condition | Json;
  readonly titles: Titles;
  readonly answers?: Answers;
  /** The pointer of the condition itself, for `answers`. */
  readonly at?: string;
}) {
  return (
    <div className="condition">
      <Node node={condition} titles={titles} answers={answers} at={at} />
    </div>
  );
}

interface NodeProps {
  readonly node: Json;
  readonly titles: Titles;
  readonly answers: Answers | undefined;
  readonly at: string;
}

function Node({ node, titles, answers, at }: NodeProps) {
  const reader = useReader();
  const rest = { titles, answers };
  const answer = <Answered answer={answers?.(at)} isAsked={answers !== undefined} />;
  if (!isObject(node)) return <code>{JSON.stringify(node)}</code>;
  for (const key of ['all', 'any'] as const) {
    const members = node[key];
    if (!Array.isArray(members)) continue;
    if (members.length === 1) return <Node node={members[0] ?? null} {...rest} at={`${at}/${key}/0`} />;
    return (
      <div className="junction">
        <span className="junction-name">
          {answer}
          {reader.t(key === 'all' ? 'view.all' : 'view.any')}
        </span>
        <ul>
          {members.map((member: Json, i) => (
            <li key={i}>
              <Node node={member} {...rest} at={`${at}/${key}/${i}`} />
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (isObject(node['not'])) {
    return (
      <div className="junction">
        <span className="junction-name">
          {answer}
          {reader.t('view.not')}
        </span>
        <ul>
          <li>
            <Node node={node['not']} {...rest} at={`${at}/not`} />
          </li>
        </ul>
      </div>
    );
  }
  const criteria = node['condition'];
  return (
    <>
      {answer}
      {typeof criteria === 'string' ? (
        <>
          {ownerText(node, titles, reader)}
          <DefinitionLink id={criteria} titles={titles} />
        </>
      ) : (
        <Leaf node={node} titles={titles} />
      )}
    </>
  );
}

/** Yes or no as a mark and, for who does not see it, a word. Of what was not needed neither. */
function Answered({ answer, isAsked }: { readonly answer: boolean | undefined; readonly isAsked: boolean }) {
  const { t } = useReader();
  if (!isAsked) return null;
  if (answer === undefined) return <Mark standing="waiting" label={t('view.notNeeded')} />;
  return <Mark standing={answer ? 'good' : 'bad'} label={t(answer ? 'form.yes' : 'form.no')} />;
}

function Leaf({ node, titles }: { readonly node: JsonObject; readonly titles: Titles }) {
  const reader = useReader();
  const fact = String(node['fact'] ?? '');
  const operator = String(node['operator'] ?? '');
  const value = node['value'];
  const path = typeof node['path'] === 'string' ? ` ${node['path'].replace(/^\$\.?/, '')}` : '';
  return (
    <span className="leaf">
      <b>
        {ownerText(node, titles, reader)}
        {titles.fact(fact)}
        {path}
      </b>{' '}
      {operatorText(operator, reader)}
      {SAYS_ALL.has(operator) || value === undefined ? null : (
        <>
          {' '}
          <b className="value">{valueText(fact, operator, value, titles, reader)}</b>
        </>
      )}
    </span>
  );
}

/** Whose decision it is, where it is that of a related record. */
function ownerText({ of }: JsonObject, titles: Titles, { t }: Reader): string {
  return typeof of === 'string' ? t('view.related', { row: titles.fact(of) }) : '';
}

function valueText(fact: string, operator: string, value: Json, titles: Titles, reader: Reader): string {
  const period = typeof value === 'string' && operator.endsWith('withinLast') ? parsePeriod(value) : undefined;
  if (period !== undefined) return periodText(period, reader);
  if (typeof value === 'number') return titles.measured(fact, value);
  if (typeof value === 'string' && operator.endsWith('between')) return titles.interval(fact, value);
  return titles.value(fact, value);
}

/** `P12M` as people say it: `12 个月内`, `12 months`. */
function periodText({ unit, count }: Period, reader: Reader): string {
  const name = unitName(reader, unit === 'months' ? 'month' : 'day');
  if (reader.language === 'en') return `${String(count)} ${Number(count) === 1 ? name.replace(/s$/, '') : name}`;
  return `${String(count)} ${name}内`;
}

const SAYS_ALL: ReadonlySet<string> = new Set(['isMissing', 'isPresent']);

/** An operator in words; decorators before it stand as they are written, but for `not:` and `folded:`. */
function operatorText(operator: string, { t }: Reader): string {
  const [name = '', ...decorators] = operator.split(':').toReversed();
  const key = `op.${name}`;
  const said = isText(key) ? t(key) : name;
  const folded = decorators.includes('folded') ? [t('view.folded')] : [];
  const others = decorators.filter((one) => one !== 'folded').map((one) => (one === 'not' ? t('view.not') : one));
  return [...folded, ...others.toReversed(), said].join(' ');
}
