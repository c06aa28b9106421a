import { isRole, type Message, ROLE_TITLES, ROLES, type Role } from '../../definitions/index.ts';

export { isRole, ROLE_TITLES, ROLES, type Role } from '../../definitions/index.ts';

/** The roles that people hold. */
export const OF_PEOPLE: readonly Role[] = ROLES.filter((role) => role !== 'integrator');

/** The offices that are kept apart: whoever holds one of them holds nothing else, so that none can do another's work. */
export const SEPARATED: ReadonlySet<Role> = new Set(['system-administrator', 'security-administrator', 'auditor']);

/** The titles of roles as a list, in both languages; a word that is no role as it stands. */
export const titlesOf = (roles: readonly string[]): Message => ({
  'zh-CN': roles.map((role) => (isRole(role) ? ROLE_TITLES[role]['zh-CN'] : role)).join('、'),
  en: roles.map((role) => (isRole(role) ? ROLE_TITLES[role].en : role)).join(', '),
});
