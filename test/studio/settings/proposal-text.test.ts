import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { KEY_GROUPS, operationsText } from '../../../studio/settings/key-groups.ts';
import { proposalText } from '../../../studio/settings/proposal-text.ts';
import { testReader } from '../reader.ts';

const names = {
  person: (id: string) => ({ ann: '安' })[id] ?? id,
  place: (id: string) => ({ east: '城东支行', bank: '总行' })[id] ?? id,
};

describe('a change of rights in a sentence', () => {
  it.each<[JsonObject, string, string]>([
    [
      {
        kind: 'add-person',
        name: '李',
        account: 'li',
        node: 'east',
        grants: [{ role: 'author', scope: 'bank' }],
      },
      'Let 李 (li) in at 城东支行: Author over 总行',
      '让李（li）加入城东支行：总行编制人',
    ],
    [
      { kind: 'add-person', name: '李', account: 'li', node: 'east', grants: [] },
      'Let 李 (li) in at 城东支行: no role',
      '让李（li）加入城东支行：无角色',
    ],
    [{ kind: 'set-active', person: 'ann', isActive: false }, 'Lock the account of 安', '停用安的账号'],
    [{ kind: 'set-active', person: 'ann', isActive: true }, 'Open the account of 安 again', '重新启用安的账号'],
    [
      { kind: 'grant', to: { kind: 'person', id: 'ann' }, role: 'approver', scope: 'bank' },
      'Give 安 the role Approver over 总行',
      '授予安总行的审批人角色',
    ],
    [
      { kind: 'revoke', to: { kind: 'node', id: 'east' }, role: 'agent', scope: 'east' },
      'Take the role Agent over 城东支行 from 城东支行',
      '收回城东支行城东支行的坐席角色',
    ],
    [
      { kind: 'add-node', node: 'south', title: '城南支行', above: 'bank' },
      'Add the place 城南支行 below 总行',
      '在总行之下增设城南支行',
    ],
    [
      { kind: 'move-node', node: 'east', above: 'bank' },
      'Move the place 城东支行 below 总行',
      '把城东支行移到总行之下',
    ],
    [{ kind: 'move-person', person: 'ann', node: 'east' }, 'Move 安 to 城东支行', '把安调到城东支行'],
    [{ kind: 'reset', person: 'ann' }, 'Let 安 set password and authenticator anew', '让安重设密码与认证器'],
    [{ kind: 'set-settings', replaces: 'usual', settings: {} }, 'Set the rules of approval anew', '重设审批规则'],
    [{ kind: 'unlock', person: 'ann' }, 'Unlock 安 after failed tries', '解除安多次失败后的锁定'],
    [
      {
        kind: 'add-key',
        owner: 'ann',
        name: '网银',
        scope: 'bank',
        operations: [...KEY_GROUPS.decide],
        expiresAt: '2027-01-31T16:00:00.000Z',
      },
      'Give 安 the key “网银” over 总行 until 31 January 2027: Ask for decisions',
      '给安密钥“网银”，范围总行，至 2027年1月31日：请求判断',
    ],
  ])('%j', (proposal, en, zh) => {
    expect(proposalText(proposal, names, testReader('en'))).toBe(en);
    expect(proposalText(proposal, names, testReader('zh-CN'))).toBe(zh);
  });
});

describe('what a key may do', () => {
  it('is told by what it is for, and what is left is counted', () => {
    const reader = testReader('en');
    expect(operationsText([...KEY_GROUPS.decide, 'getDefinition'], reader)).toBe(
      'Ask for decisions; 1 other operation',
    );
    expect(operationsText(['decide'], reader)).toBe('1 other operation');
  });
});
