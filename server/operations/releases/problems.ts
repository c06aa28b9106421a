import { defineProblems } from '../../../definitions/index.ts';

/** What can be wrong with a release, and with what somebody wants to do with it. */
export const releaseProblem = defineProblems({
  'release-not-so': {
    severity: 'error',
    status: 409,
    'zh-CN': '此变更申请当前为“{state}”，不能这样做',
    en: 'This release is {state}: that cannot be done with it now',
  },
  'release-decided': {
    severity: 'error',
    status: 409,
    'zh-CN': '已由 {by} 于 {at} 处理：现为“{state}”',
    en: 'Already decided by {by} at {at}: it is {state}',
  },
  'release-waiting': {
    severity: 'error',
    status: 409,
    'zh-CN': '已在等待审批：变更申请 {found}',
    en: 'Already waiting: release {found}',
  },
  'release-empty': {
    severity: 'error',
    status: 422,
    'zh-CN': '此变更申请没有任何改动：与现行定义含义相同',
    en: 'This release says nothing: it means the same as what is in force',
  },
  'release-names-twice': {
    severity: 'error',
    status: 400,
    'zh-CN': '{found} 在此变更申请中出现多次',
    en: '{found} stands more than once in this release',
  },
  'member-not-named': {
    severity: 'error',
    status: 400,
    'zh-CN': '定义须写明 kind 与 name',
    en: 'A definition says its kind and its name',
  },
  'retired-not-there': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不在现行定义中，无法停用',
    en: '{found} is not in force, so it cannot be retired',
  },
  'retired-still-used': {
    severity: 'error',
    status: 409,
    'zh-CN': '{found} 仍被使用：{by}；请一并修改或停用',
    en: '{found} is still used by {by}; change or retire them in the same release',
  },
  'base-moved': {
    severity: 'error',
    status: 409,
    'zh-CN': '{ref} 的现行版本已变为 {live}，而此申请基于 {base}；请对照新版本修改后重新提交',
    en: '{ref}: {live} is live, and this was written on {base}; look at the difference and write it anew',
  },
  'text-moved': {
    severity: 'error',
    status: 409,
    'zh-CN': '您所见的内容已不是现在要审批的：{changes}',
    en: 'You saw another text than the one that waits: {changes}',
  },
  'editor-never-approves': {
    severity: 'error',
    status: 403,
    'zh-CN': '您（或您的密钥）编辑过此变更申请，不能由您审批',
    en: 'You, or a key of yours, edited this release: another person approves it',
  },
  'not-your-subject': {
    severity: 'error',
    status: 403,
    'zh-CN': '按现行设定，{refs} 由下列人员审批：{people}',
    en: 'By the settings in force {refs} is approved by one of {people}',
  },
  'approvers-edited': {
    severity: 'error',
    status: 409,
    'zh-CN': '{refs} 的审批人（{people}）都编辑过此变更申请，无人可以审批',
    en: 'Everybody who approves {refs} ({people}) edited this release: nobody may approve it',
  },
  'settings-changed': {
    severity: 'error',
    status: 409,
    'zh-CN': '设定已变更（{version}）；请重新提交，新旧设定中较严者适用',
    en: 'The settings changed ({version}): hand it in again; of the old and the new the stricter holds',
  },
  'cases-change': {
    severity: 'error',
    status: 409,
    'zh-CN': '此改动会改变 {count} 个用例的结果；请核对，并以 acceptsCases 一并接受',
    en: 'This changes what {count} cases come to; look at them, and accept them together by acceptsCases',
  },
  'instant-needs-zone': {
    severity: 'error',
    status: 400,
    'zh-CN': '{found} 不是带时区的时刻；应为 2026-12-31T00:00:00+08:00 的形式',
    en: '{found} is no instant with its zone; expected 2026-12-31T00:00:00+08:00',
  },
  'instant-past': {
    severity: 'error',
    status: 400,
    'zh-CN': '生效时刻 {found} 已经过去；如需立即生效，请不填',
    en: 'The instant {found} is past; leave it out to go live at once',
  },
  'release-not-due': {
    severity: 'error',
    status: 409,
    'zh-CN': '生效时刻 {at} 未到',
    en: 'It goes live at {at}, which is not yet',
  },
  'release-expired': {
    severity: 'error',
    status: 409,
    'zh-CN': '此申请已于 {at} 过期；请重新提交',
    en: 'This release expired at {at}; hand it in again',
  },
  'roll-back-stays': {
    severity: 'error',
    status: 409,
    'zh-CN': '回退只能恢复到原先生效的内容，不能修改',
    en: 'A roll back leads to what was live before, and to nothing else: it is not edited',
  },
  'nothing-to-roll-back': {
    severity: 'error',
    status: 409,
    'zh-CN': '此变更申请没有生效，或其内容已被更新的版本取代：{found}',
    en: 'This release is not what is live: {found}',
  },
  'code-not-right': {
    severity: 'error',
    status: 401,
    'zh-CN': '验证码不正确或已被使用；请输入新的验证码',
    en: 'The code is not right, or was used already; give a new one',
  },
  'no-approval-of-yours': {
    severity: 'error',
    status: 409,
    'zh-CN': '此变更申请没有您尚有效的审批',
    en: 'No approval of yours stands here',
  },
  'nothing-to-review': {
    severity: 'error',
    status: 409,
    'zh-CN': '此变更申请没有待补的回退说明',
    en: 'No review of a roll back is owed here',
  },
});
