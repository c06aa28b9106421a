/** What an operation is called in the audit. */
export interface OperationTitle {
  readonly 'zh-CN': string;
  readonly en: string;
}

const titled = (en: string, zh: string): OperationTitle => ({ 'zh-CN': zh, en });

/** Every operation that writes, by the name under which it stands in the audit: as its reader is told of it. */
export const OPERATION_TITLES: Readonly<Record<string, OperationTitle>> = {
  'sign-in': titled('Signed in', '登录'),
  'sign-out': titled('Signed out', '退出'),
  'end-session': titled('Ended a session', '结束一个会话'),
  'end-all-sessions': titled('Ended all sessions of a person', '结束某人的全部会话'),
  'use-link': titled('Used an entry link', '使用进入链接'),
  'ask-beyond-rights': titled('Asked for what his rights do not reach', '请求超出权限的操作'),
  'rename-person': titled('Renamed a person', '为人员改名'),
  'begin-authority-change': titled('Began a change of rights', '发起授权变更'),
  'confirm-authority-change': titled('Confirmed a change of rights', '确认授权变更'),
  'refuse-authority-change': titled('Refused a change of rights', '否决授权变更'),
  'withdraw-authority-change': titled('Withdrew a change of rights', '撤回授权变更'),
  'end-key': titled('Ended an API key', '停用接口密钥'),
  'begin-bank': titled('Began the bank with two administrators', '以两位管理员启用系统'),
  'recover-administrators': titled('Made new links for the administrators', '为管理员重发进入链接'),
  'add-sample-people': titled('Added the sample people', '加入样例人员'),
  'remove-sample-people': titled('Removed the sample people', '移除样例人员'),

  'begin-release': titled('Began a change', '新建变更'),
  'edit-release': titled('Edited a change', '修改变更'),
  'submit-release': titled('Handed a change in', '提交变更'),
  'withdraw-release': titled('Withdrew a change', '撤回变更'),
  'return-release': titled('Returned a change', '退回变更'),
  'refuse-release': titled('Refused a change', '否决变更'),
  'approve-release': titled('Approved a change', '批准变更'),
  'refuse-code': titled('Gave a code that was not right', '输入的验证码不正确'),
  'take-back-approval': titled('Took an approval back', '收回批准'),
  'remark-on-release': titled('Remarked on a change', '对变更提出意见'),
  'expire-releases': titled('Let changes expire that waited too long', '使等待过久的变更失效'),
  'recheck-release': titled('Checked a change again before it goes live', '生效前复核变更'),
  'renew-recheck': titled('Went on checking a change before it goes live', '继续生效前的复核'),
  'go-live': titled('Let a change go live', '使变更生效'),
  'roll-back': titled('Rolled a change back', '回退变更'),
  'review-roll-back': titled('Explained a roll back', '说明回退原因'),
  'settle-notice': titled('Settled a notice', '处理通知'),
  publish: titled('Published definitions from files', '由文件发布定义'),

  'begin-impact': titled('Asked who would move', '请求计算影响'),
  'ask-impact': titled('Asked for the impact of a change', '为变更计算影响'),
  'keep-impact': titled('Kept the impact of a change', '保存变更的影响'),
  'end-impact': titled('Ended an impact', '影响计算结束'),
  'cancel-impact': titled('Cancelled an impact', '取消影响计算'),

  'begin-upload': titled('Began to send a file', '开始上传文件'),
  'add-piece': titled('Sent a piece of a file', '上传文件的一段'),
  'drop-upload': titled('Took a sent file away', '移除已上传的文件'),
  'preview-upload': titled('Looked into a sent file', '预览已上传的文件'),
  'begin-import': titled('Began an import', '开始导入'),
  import: titled('Imported data', '导入数据'),
  'end-import': titled('Ended an import', '导入结束'),
  'confirm-import': titled('Confirmed an import', '确认导入'),
  'refuse-import': titled('Refused an import', '否决导入'),
  'withdraw-import': titled('Withdrew an import', '撤回导入'),
  'read-refused-rows': titled('Read the refused rows of an import', '查看导入中被拒绝的行'),
  populate: titled('Made and classified sample customers', '生成并分类样例客户'),

  'register-request': titled('Registered a service request', '登记服务请求'),
  'import-request': titled('Brought a service request over from elsewhere', '从其他系统导入服务请求'),
  'send-request-event': titled('Moved a service request on', '推进服务请求'),
  'handle-request': titled('Handled a service request', '处理服务请求'),
  'act-on-approval': titled('Acted on an approval', '处理审批'),
  'enter-absence': titled('Entered an absence', '登记缺勤'),
  'end-absence': titled('Ended an absence', '结束缺勤'),
  'claim-request-timers': titled('Took due timers of service requests', '取出到期的请求定时器'),
  'fire-request-timers': titled('Let timers of a service request fire', '触发服务请求的定时器'),

  archive: titled('Archived decisions', '归档决策记录'),
  restore: titled('Restored a backup', '恢复备份'),
  claim: titled('Took messages to send them out', '取出待发消息'),
  settle: titled('Sent a message out', '发出消息'),
  'fan-out': titled('Handed an event to its webhooks', '将事件分发给网络回调'),
  'start-survey': titled('Asked a customer how he was served', '邀请客户评价服务'),
  'remind-of-survey': titled('Reminded a customer of a survey', '提醒客户评价服务'),
  'answer-survey': titled('Answered a survey', '回答满意度调查'),
  'compose-message': titled('Told people of a service request', '通知有关人员'),
  'mark-notice-read': titled('Read a notice', '阅读通知'),
  'take-receipt': titled('Took the receipt of a text message', '接收短信回执'),
  'deliver-again': titled('Had a message delivered again', '重新投递消息'),
};

/** How an operation is told; one that older programs knew stands as it was written. */
export const operationTitle = (name: string): OperationTitle => OPERATION_TITLES[name] ?? titled(name, name);
