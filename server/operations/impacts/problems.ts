import { defineProblems } from '../../../definitions/index.ts';

/** What can be wrong with asking what a change does. */
export const impactProblem = defineProblems({
  'impact-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有 {found} 这个影响评估',
    en: 'There is no impact {found}',
  },
  'impact-of-nothing': {
    severity: 'error',
    status: 400,
    'zh-CN': '没有任何改动可评估；请给出新的或修改的定义（documents），或要停用的定义（retired）',
    en: 'No change was given; name definitions that are new or changed (documents), or that are to go (retired)',
  },
  'impact-over': {
    severity: 'error',
    status: 409,
    'zh-CN': '此影响评估已结束，不能再取消',
    en: 'This impact is over; there is nothing to cancel any more',
  },
  'impact-not-yet': {
    severity: 'error',
    status: 409,
    'zh-CN': '{ref} 的影响尚未算出；算出后再查看变动者',
    en: 'The impact on {ref} is not known yet; its movers can be read once it is',
  },
  'impact-without-answers': {
    severity: 'error',
    status: 410,
    'zh-CN': '{ref} 的逐户结果已不在此服务器上；请重新评估影响',
    en: 'The answers of single customers for {ref} are not on this server any more; ask for the impact again',
  },
  'impact-without-organisation': {
    severity: 'error',
    status: 403,
    'zh-CN': '{entity} 没有声明机构字段（organisation），只有管辖全行的人员可以查看其影响',
    en: '{entity} declares no field of its organisation, so that its impact is for those in charge of the whole bank',
  },
  'impacts-waiting': {
    severity: 'error',
    status: 503,
    'zh-CN': '已有 {count} 个影响评估在等待；请稍后再试',
    en: '{count} impacts are waiting already; try again later',
  },
  'impact-cancelled': {
    severity: 'error',
    status: 409,
    'zh-CN': '影响评估在算出之前被取消；请重新提交',
    en: 'The impact was cancelled before it was known; hand the change in again',
  },
  'impact-lost': {
    severity: 'error',
    status: 500,
    'zh-CN': '计算此影响的服务已停止；请重新评估',
    en: 'The server that computed it has stopped; ask for it again',
  },
  'impact-fault': {
    severity: 'error',
    status: 500,
    'zh-CN': '计算影响时程序出错；记录编号 {reference}',
    en: 'A fault of the program met while the impact was computed; reference {reference}',
  },
  'impact-draft-unread': {
    severity: 'error',
    status: 422,
    'zh-CN': '提交的定义有错误，无法评估影响：{reason}',
    en: 'What was handed in has errors, so that nothing can be said of its impact: {reason}',
  },
});
