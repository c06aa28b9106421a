import { listed, lowerFirst, pick2, quoted, type Speech, spoken } from '../expression/to-words/speech.ts';
import type { JsonObject } from '../model/json.ts';
import { isRole, ROLE_TITLES } from '../model/role.ts';
import { kebabName, list, object, title } from './schema.ts';

/** Who works somewhere: those of a role in an organisation and all below it, with the skills that are asked. */
export interface Member {
  readonly role: string;
  readonly organisation: string;
  readonly skills?: readonly string[];
}

/** The schema of a list of members, at least one. */
export const MEMBERS: JsonObject = list(
  object(
    {
      role: kebabName('角色', 'Role'),
      organisation: kebabName('机构', 'Organisation'),
      skills: {
        ...title('技能', 'Skills'),
        ...list(kebabName('技能', 'Skill'), { maxItems: 100, uniqueItems: true }),
      },
    },
    ['role', 'organisation'],
  ),
  { minItems: 1, maxItems: 1000, ...title('成员', 'Members') },
);

/** A role as people name it: by its title, where it is one of the bank's. */
export const roleWords = (role: string, speech: Pick<Speech, 'language'>): string =>
  quoted(isRole(role) ? lowerFirst(speech, spoken(speech, ROLE_TITLES[role])) : role);

/** Members as people name them: `“hangzhou”的“坐席”（会“cards”）`. */
export function membersWords(members: readonly Member[], speech: Pick<Speech, 'language'>): string {
  const told = members.map(({ role, organisation, skills = [] }) => {
    const able = listed(speech, skills.map(quoted), 'and');
    const named = roleWords(role, speech);
    const who = pick2(speech, `${quoted(organisation)}的${named}`, `${named} of ${quoted(organisation)}`);
    return able === '' ? who : pick2(speech, `${who}（会${able}）`, `${who} who can do ${able}`);
  });
  return listed(speech, told, 'and');
}
