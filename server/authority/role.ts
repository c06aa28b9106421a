import type { Message } from '../../definitions/index.ts';

/** What a person may be to the bank. `integrator` is of API keys alone. */
export const ROLES = [
  'system-administrator',
  'security-administrator',
  'auditor',
  'author',
  'approver',
  'agent',
  'team-lead',
  'customer-manager',
  'president',
  'importer',
  'integrator',
] as const;
export type Role = (typeof ROLES)[number];

/** The roles that people hold. */
export const OF_PEOPLE: readonly Role[] = ROLES.filter((role) => role !== 'integrator');

/** The offices that are kept apart: whoever holds one of them holds nothing else, so that none can do another's work. */
export const SEPARATED: ReadonlySet<Role> = new Set(['system-administrator', 'security-administrator', 'auditor']);

export const isRole = (text: unknown): text is Role => ROLES.some((role) => role === text);

export const ROLE_TITLES: Readonly<Record<Role, Message>> = {
  'system-administrator': { 'zh-CN': '系统管理员', en: 'System administrator' },
  'security-administrator': { 'zh-CN': '安全管理员', en: 'Security administrator' },
  auditor: { 'zh-CN': '审计员', en: 'Auditor' },
  author: { 'zh-CN': '编制人', en: 'Author' },
  approver: { 'zh-CN': '审批人', en: 'Approver' },
  agent: { 'zh-CN': '坐席', en: 'Agent' },
  'team-lead': { 'zh-CN': '班组长', en: 'Team lead' },
  'customer-manager': { 'zh-CN': '客户经理', en: 'Customer manager' },
  president: { 'zh-CN': '行长', en: 'President' },
  importer: { 'zh-CN': '数据导入人', en: 'Importer' },
  integrator: { 'zh-CN': '集成方', en: 'Integrator' },
};
