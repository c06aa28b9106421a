import { defineProblems } from '../../../../definitions/index.ts';

/** Why something cannot be done with an approval, and what there is to say of one. */
export const approvalProblem = defineProblems({
  'approval-none': {
    severity: 'error',
    status: 409,
    'zh-CN': '请求 {number} 目前没有进行中的审批',
    en: 'No approval of {number} is open now',
  },
  'approval-decided': {
    severity: 'error',
    status: 409,
    'zh-CN': '请求 {number} 的审批已于 {at} 结束：{outcome}',
    en: 'The approval of {number} ended at {at}: {outcome}',
  },
  'approval-not-asked': {
    severity: 'error',
    status: 403,
    'zh-CN': '此审批没有请您签署',
    en: 'You are not asked to sign this approval',
  },
  'approval-own': {
    severity: 'error',
    status: 403,
    'zh-CN': '不能审批自己提出或经办的请求',
    en: 'Nobody approves a request of his own',
  },
  'approval-not-your-turn': {
    severity: 'error',
    status: 409,
    'zh-CN': '尚未轮到您：先由 {people} 签署',
    en: 'It is not your turn: {people} signs first',
  },
  'approval-signed-already': {
    severity: 'error',
    status: 409,
    'zh-CN': '此处已经签署',
    en: 'That is signed already',
  },
  'approval-others-since': {
    severity: 'error',
    status: 409,
    'zh-CN': '此后已有他人签署或加签，不能再撤回',
    en: 'Others have signed or added somebody since: it cannot be taken back any more',
  },
  'approval-may-not-add': {
    severity: 'error',
    status: 409,
    'zh-CN': '此审批不可加签',
    en: 'Nobody can be added to this approval',
  },
  'approval-holds-a-place': {
    severity: 'error',
    status: 409,
    'zh-CN': '{found} 已在签署人之中',
    en: '{found} is among those who sign already',
  },
  'approval-signer-unfit': {
    severity: 'error',
    status: 422,
    'zh-CN': '{found} 不能签署：应为在该机构处理请求、在岗、无须回避且不是提出人的人员',
    en: '{found} cannot sign: expected somebody active who handles requests there, is not recused and did not ask for it',
  },
  'approval-copy-unfit': {
    severity: 'error',
    status: 422,
    'zh-CN': '不能抄送给 {found}：应为在岗且可查看此请求的人员',
    en: 'No copy can go to {found}: expected somebody active who sees this request',
  },
  'approval-reject-to': {
    severity: 'error',
    status: 422,
    'zh-CN': '请写明驳回至 {expected} 中的哪一个；现为 {found}',
    en: 'Say to which of {expected} it is rejected; found {found}',
  },
  'approval-reject-nowhere': {
    severity: 'error',
    status: 422,
    'zh-CN': '此审批驳回时不选择状态；现为 {found}',
    en: 'A rejection of this approval names no state; found {found}',
  },
  'approval-not-yours': {
    severity: 'error',
    status: 403,
    'zh-CN': '只有提出人、经办人和班组长可以这样做',
    en: 'Only whoever asked for it, works on it or leads there can do that',
  },
  'approval-decides': {
    severity: 'error',
    status: 409,
    'zh-CN': '事件“{event}”由审批结果引发，不能直接发送',
    en: 'The event "{event}" comes of the approval and cannot be sent',
  },
  'approval-authority-unknown': {
    severity: 'error',
    status: 409,
    'zh-CN': '{table} 没有给出审批角色：{reason}',
    en: '{table} does not say who approves: {reason}',
  },
  'approval-nobody': {
    severity: 'warning',
    status: 200,
    'zh-CN': '目前没有可签署的{role}：该签署位空缺，等候补位',
    en: 'There is no {role} who can sign now: the place is kept open until there is one',
  },
  'approval-holder-changed': {
    severity: 'warning',
    status: 200,
    'zh-CN': '{from} 不能再签署：改由 {to} 签署',
    en: '{from} cannot sign any more: {to} is asked instead',
  },
  'approval-asked-anew': {
    severity: 'warning',
    status: 200,
    'zh-CN': '所审批的内容已变更：原有签署作废，重新按权限征求',
    en: 'What is approved has changed: signatures are void, and authority is asked again',
  },
});
