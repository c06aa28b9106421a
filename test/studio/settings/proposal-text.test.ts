import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { KEY_GROUPS, operationsText } from '../../../studio/settings/key-groups.ts';
import { proposalText } from '../../../studio/settings/proposal-text.ts';
import { placePaths } from '../../../studio/settings/place-paths.ts';
import { settingsChanges } from '../../../studio/settings/settings-changes.ts';
import { dayText, endOfDay, instantText } from '../../../studio/texts/day.ts';
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
    [{ kind: 'set-manager', person: 'ann', manager: 'lee' }, 'Let 安 report to lee', '安的上级改为 lee'],
    [{ kind: 'set-manager', person: 'ann', manager: null }, 'Let 安 report to nobody', '安不再有上级'],
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
        expiresAt: new Date(endOfDay('2026-12-31')).toISOString(),
      },
      'Give 安 the key “网银” over 总行 until 31 December 2026 at 23:59: Ask for decisions',
      '给安密钥“网银”，范围总行，至 2026年12月31日 23:59：请求判断',
    ],
  ])('%j', (proposal, en, zh) => {
    expect(proposalText(proposal, names, testReader('en'))).toBe(en);
    expect(proposalText(proposal, names, testReader('zh-CN'))).toBe(zh);
  });
});

describe('what a key may do', () => {
  it('finding 5: is told by what it is for, and what is left by its name', () => {
    const reader = testReader('en');
    expect(operationsText([...KEY_GROUPS.decide, 'getDefinition'], reader)).toBe(
      'Ask for decisions; the operation getDefinition',
    );
    expect(operationsText(['decide'], reader)).toBe('the operation decide');
  });
});

describe('until when a key holds', () => {
  it.each(['2026-12-31', '2027-02-28'])('finding 14: is the end of %s, and is shown as that day', (day) => {
    const stored = new Date(endOfDay(day)).toISOString();
    for (const language of ['en', 'zh-CN'] as const)
      expect(instantText(stored, { language })).toContain(dayText(day, { language }));
    expect(instantText(stored, { language: 'en' })).toMatch(/23:59$/);
  });
});

describe('settings that wait for a second person', () => {
  const called = { ...names, subject: (subject: string) => `“${subject}”` };
  const before = {
    tolerance: { percent: 10, leastCustomers: 10 },
    latenessHours: 4,
    expiryDays: 14,
    reviewDays: 7,
    snapshotFallPercent: 10,
    approvers: [
      { subject: 'segmentation/*', people: ['ann'] },
      { subject: '*', people: ['bob'] },
    ],
  };
  const after = {
    ...before,
    tolerance: { percent: 100, leastCustomers: 10 },
    approvers: [
      { subject: '*', people: ['bob'] },
      { subject: 'criteria/x', people: ['bob', 'ann'] },
    ],
  };
  it('finding 5: are told by each figure and each subject that changes, old and new', () => {
    expect(settingsChanges(before, after, called, testReader('en'))).toEqual([
      { title: 'Tolerance of each count, in percent', from: '10', to: '100' },
      { title: 'Approve “criteria/x”', from: 'any person with the role', to: 'bob, 安' },
      { title: 'Approve “segmentation/*”', from: '安', to: 'any person with the role' },
    ]);
    expect(settingsChanges(before, after, called, testReader('zh-CN'))).toEqual([
      { title: '各类人数的容差（百分比）', from: '10', to: '100' },
      { title: '审批 “criteria/x”', from: '有审批人角色者均可', to: 'bob、安' },
      { title: '审批 “segmentation/*”', from: '安', to: '有审批人角色者均可' },
    ]);
  });
  it('say all that they set where those before are not known, and nothing where they are the same', () => {
    expect(settingsChanges(null, before, called, testReader('en')).map(({ from }) => from)).toEqual(Array(8).fill('–'));
    expect(settingsChanges(before, before, called, testReader('en'))).toEqual([]);
  });
});

describe('a place', () => {
  const place = (id: string, title: string, above: string | null) => ({ id, title, above });
  it('finding 19: is told by what no other place is called, in the order of the tree', () => {
    const places = [
      place('a', '营业部', 'west'),
      place('b', '营业部', 'east'),
      place('c', '营业部', 'east'),
      place('bank', '总行', null),
      place('east', 'East', 'bank'),
      place('west', 'West', 'bank'),
    ];
    expect([...placePaths(places)]).toEqual([
      ['bank', '总行'],
      ['east', 'East'],
      ['b', 'East › 营业部 (b)'],
      ['c', 'East › 营业部 (c)'],
      ['west', 'West'],
      ['a', 'West › 营业部'],
    ]);
    expect([...placePaths([place('x', 'X', null), place('y', 'X', null)]).values()]).toEqual(['X (x)', 'X (y)']);
  });
});
