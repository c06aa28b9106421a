import type { Expression } from '../../model/expression.ts';
import { plural } from './english.ts';
import { lowerFirst, pick2, type Speech, spoken } from './speech.ts';

type Criteria = Expression & { kind: 'named' };

/** Whether the title of a criteria says who meets it, and not only that they do: `个人客户`, `Personal customers`. */
export function isSetOf(e: Criteria, speech: Speech): boolean {
  const [id = ''] = e.ref.split('#');
  const { entity = '' } = (speech.environment.document(id) ?? {}) as { readonly entity?: string };
  const title = spoken(speech, speech.environment.document(entity)?.title);
  return title !== '' && setTitle(e, pick2(speech, title, plural(title)), speech) !== undefined;
}

/** The title of a criteria as a set of `subject` (`客户`, `customers`); undefined where it is none. A note in brackets may stand behind. */
export function setTitle(e: Criteria, subject: string, speech: Speech): string | undefined {
  const title = spoken(speech, e.title);
  const set = title.replace(/ ?[（(][^（）()]*[）)]$/, '');
  return set.toLowerCase().endsWith(subject.toLowerCase()) && !/[,:;，：；、]/.test(title)
    ? lowerFirst(speech, title)
    : undefined;
}
