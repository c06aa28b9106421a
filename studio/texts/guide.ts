import { bilingual } from './bilingual.ts';

/** What is said to whoever begins: the first steps of a bank. */
export const guideTexts = bilingual(
  {
    'guide.title': 'First steps: {{n}} of {{all}} done',
    'guide.approver': 'Make an approver',
    'guide.approver.how': 'Invite a person with the role Approver: who writes a change never approves it.',
    'guide.data': 'Bring data',
    'guide.data.how': 'With customers of the bank every change says who moves.',
    'guide.changed': 'Change a bound',
    'guide.changed.how': 'Open the classes, drag a cut, or type another figure.',
    'guide.published': 'Publish it',
    'guide.published.how': 'Hand the change in; the approver reads it, approves it, and it is in force.',
    'guide.done': 'done',
    'guide.dismiss': 'Do not show this again',
  },
  {
    'guide.title': '开始使用：已完成 {{n}}/{{all}} 步',
    'guide.approver': '设立审批人',
    'guide.approver.how': '邀请一位“审批人”：编制变更的人不得自行审批。',
    'guide.data': '导入数据',
    'guide.data.how': '有了本行客户，每项变更都会说明谁会变动。',
    'guide.changed': '修改一个分界',
    'guide.changed.how': '打开客户分类，拖动分界，或输入另一个数字。',
    'guide.published': '发布',
    'guide.published.how': '提交变更；审批人阅读并批准后即生效。',
    'guide.done': '已完成',
    'guide.dismiss': '不再显示',
  },
);
