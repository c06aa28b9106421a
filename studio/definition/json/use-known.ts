import { useMemo } from 'react';
import { FOLDED_OPERATORS, isObject, type Json, type JsonObject, nameFor } from '../../../definitions/index.ts';
import { useChoosable } from '../../api/own-drafts.ts';
import { useKindSchema } from '../../api/queries.ts';
import { OPERATORS } from '../../texts/operators.ts';
import { useReader } from '../../texts/reader.ts';
import { type Shelf, titleIn } from '../../texts/titles.ts';
import type { Known } from './completion.ts';
import { factsOf, referencesTo, relationsOf } from './mentions.ts';

/** What may be written: by the kind's schema, the definitions in force or begun, and the entity's fields. */
export function useKnown(published: JsonObject, shelf: Shelf): Known {
  const { language, say, t } = useReader();
  const { kind, entity } = published;
  const { data: schema } = useKindSchema(String(kind));
  const definitions = useChoosable();
  return useMemo(() => {
    const listed = definitions.map((one) => ({ id: one.id, kind: one.kind, title: say(one.title) }));
    return {
      schema: isObject(schema as Json) ? (schema as JsonObject) : undefined,
      references: referencesTo(listed),
      facts: factsOf(shelf.get(String(entity)), (part, name) => say(titleIn(part) ?? name)),
      operators: [
        ...OPERATORS.map((text) => ({ text, title: t(`op.${text}`) })),
        ...FOLDED_OPERATORS.map((name) => ({
          text: `folded:${name}`,
          title: `${t('view.folded')} ${t(`op.${name}`)}`,
        })),
      ],
      relations: relationsOf(shelf.get(String(entity)), (part, name) => say(titleIn(part) ?? name)),
      titleOf: ({ title }) => (typeof title === 'string' ? nameFor(title, language) : ''),
    };
  }, [schema, definitions, shelf, entity, language, say, t]);
}
