import { Link } from 'react-router';
import type { Titles } from '../../texts/titles.ts';

/** A mention of another definition: its title, leading to it. */
export function DefinitionLink({ id, titles }: { readonly id: string; readonly titles: Titles }) {
  return <Link to={`/definitions/${id.replace(/#.*$/, '')}`}>{titles.definition(id.replace(/#.*$/, ''))}</Link>;
}

/** A fact by its title; a result of another definition leads there. */
export function FactName({ fact, titles }: { readonly fact: string; readonly titles: Titles }) {
  if (!fact.includes('/')) return <>{titles.fact(fact)}</>;
  return <Link to={`/definitions/${fact.replace(/#.*$/, '')}`}>{titles.fact(fact)}</Link>;
}
