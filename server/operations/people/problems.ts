import { defineProblems } from '../../../definitions/index.ts';

/** What can be wrong with who does something, and with changes of who may. */
export const peopleProblem = defineProblems({
  'not-signed-in-as': {
    severity: 'error',
    status: 401,
    'zh-CN': '账号、密码或验证码不正确',
    en: 'The account, the password or the code is not right',
  },
  'code-spent': {
    severity: 'error',
    status: 401,
    'zh-CN': '此验证码已被使用；请等待下一个',
    en: 'This code was already used; wait for the next one',
  },
  'account-slowed-down': {
    severity: 'error',
    status: 429,
    'zh-CN': '失败次数过多；请在 {at} 之后再试，或请两位管理员解锁',
    en: 'Too many attempts failed; try again after {at}, or let two administrators unlock the account',
  },
  'right-missing': {
    severity: 'error',
    status: 403,
    'zh-CN': '您在此处没有所需的权限：{expected}',
    en: 'You do not hold here what this takes: {expected}',
  },
  'person-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有 {found}，或不在您的范围内',
    en: 'There is no {found}, or it is not within your scope',
  },
  'there-already': {
    severity: 'error',
    status: 409,
    'zh-CN': '{found} 已经存在',
    en: '{found} is there already',
  },
  'key-expired': {
    severity: 'error',
    status: 409,
    'zh-CN': '密钥的到期时刻 {found} 已过（现在是 {now}）；请给出将来的时刻',
    en: 'The key would have expired at {found}, and it is {now}; give an instant to come',
  },
  'key-operations-unknown': {
    severity: 'error',
    status: 400,
    'zh-CN': '没有可由密钥进行的操作 {found}；可用：{expected}',
    en: 'There is no operation {found} that a key may be for; there are {expected}',
  },
  'circle-of-managers': {
    severity: 'error',
    status: 409,
    'zh-CN': '{found} 不能成为自己的下属',
    en: '{found} cannot report to himself, neither directly nor through others',
  },
  'circle-of-nodes': {
    severity: 'error',
    status: 409,
    'zh-CN': '机构 {found} 不能移到自己之下',
    en: 'The place {found} cannot be moved below itself',
  },
  'offices-mixed': {
    severity: 'error',
    status: 409,
    'zh-CN': '{person} 将同时担任 {office} 与 {beside}；这些职务必须分开',
    en: '{person} would be {office} and {beside} at once; these offices are kept apart',
  },
  'last-administrator': {
    severity: 'error',
    status: 409,
    'zh-CN': '全行将没有可登录的{office}；请先任命另一位，待其启用账号后再试',
    en: 'Nobody who can sign in would be {office} of the bank any more; appoint another first, who has used the link',
  },
  'second-person-needed': {
    severity: 'error',
    status: 403,
    'zh-CN': '须由另一位管理员确认，既非发起人，也非受益人',
    en: 'Another administrator must confirm this: neither who began it, nor who gains by it',
  },
  'approves-nothing': {
    severity: 'error',
    status: 409,
    'zh-CN': '{found} 没有全行的审批权限，不能被指定为审批人',
    en: '{found} may approve nothing over the whole bank, and so is no approver of a subject',
  },
  'settings-moved': {
    severity: 'error',
    status: 409,
    'zh-CN': '现行设定已是 {live}，而此变更基于 {base}；请对照后重新提出',
    en: 'The settings in force are {live}, and this was written on {base}; look at them and begin anew',
  },
  'change-decided': {
    severity: 'error',
    status: 409,
    'zh-CN': '此变更已由 {by} 于 {at} 处理',
    en: 'This change was already decided by {by} at {at}',
  },
  'link-gone': {
    severity: 'error',
    status: 410,
    'zh-CN': '此链接已被使用、已过期或已撤回；请向管理员要新的链接',
    en: 'This link was used, has expired or was withdrawn; ask an administrator for a new one',
  },
  'second-secret-wrong': {
    severity: 'error',
    status: 401,
    'zh-CN': '第二口令不正确；请向确认此事的人询问',
    en: 'The second secret is not right; ask the person who confirmed this',
  },
  'password-weak': {
    severity: 'error',
    status: 422,
    'zh-CN': '密码须有 {least} 至 {most} 个字符，且不是常见的密码或您的账号',
    en: 'A password takes {least} to {most} characters, and is neither a common one nor your account',
  },
  'code-wrong': {
    severity: 'error',
    status: 422,
    'zh-CN': '验证码与此认证器不符；请检查手机的时间',
    en: 'The code is not that of this authenticator; look at the time of your telephone',
  },
  'keys-decide-nothing': {
    severity: 'error',
    status: 403,
    'zh-CN': '密钥不能代替人作此决定',
    en: 'This is for a person to decide: a key never does',
  },
});
