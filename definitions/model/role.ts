import type { Message } from './text.ts';

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

/** Who may approve a service request: the people who serve customers. */
export const APPROVING: readonly Role[] = ['agent', 'team-lead', 'customer-manager', 'president'];

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
