import { type Condition, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import { isText } from '../../texts/is-text.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import type { Titles } from '../titles.ts';
import { DefinitionLink } from './definition-link.tsx';
import { intervalText } from './interval-text.ts';

/** A condition as a nested list: all of, any of, not, and leaves by the titles of what they read. */
export function ConditionView({ condition, titles }: { readonly condition: Condition; readonly titles: Titles }) {
  return (
    <div className="condition">
      <Node node={condition} titles={titles} />
    </div>
  );
}

function Node({ node, titles }: { readonly node: Json; readonly titles: Titles }) {
  const reader = useReader();
  if (!isObject(node)) return <code>{JSON.stringify(node)}</code>;
  for (const key of ['all', 'any'] as const) {
    const members = node[key];
    if (!Array.isArray(members)) continue;
    if (members.length === 1) return <Node node={members[0] ?? null} titles={titles} />;
    return (
      <div className="junction">
        <span className="junction-name">{reader.t(`view.${key}`)}</span>
        <ul>
          {members.map((member: Json, i) => (
            <li key={i}>
              <Node node={member} titles={titles} />
            </li>
          ))}
        </ul>
      </div>
    );
  }
  if (isObject(node['not'])) {
    return (
      <div className="junction">
        <span className="junction-name">{reader.t('view.not')}</span>
        <ul>
          <li>
            <Node node={node['not']} titles={titles} />
          </li>
        </ul>
      </div>
    );
  }
  const criteria = node['condition'];
  if (typeof criteria === 'string') return <DefinitionLink id={criteria} titles={titles} />;
  return <Leaf node={node} titles={titles} />;
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

function valueText(fact: string, operator: string, value: Json, titles: Titles, reader: Reader): string {
  if (typeof value === 'number') return titles.measured(fact, value);
  if (typeof value === 'string' && operator.endsWith('between')) return intervalText(value, reader);
  return titles.value(fact, value);
}

const SAYS_ALL: ReadonlySet<string> = new Set(['isMissing', 'isPresent']);

/** An operator in words; decorators before it stand as they are written, but for `not:`. */
function operatorText(operator: string, { t }: Reader): string {
  const [name = '', ...decorators] = operator.split(':').toReversed();
  const key = `op.${name}`;
  const said = isText(key) ? t(key) : name;
  return [...decorators.map((one) => (one === 'not' ? t('view.not') : one)).toReversed(), said].join(' ');
}
