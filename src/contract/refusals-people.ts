/** Refusals of accounts, sign-in and of what an account may do. */
import type { RefusalWords } from './refusals.ts';

export const peopleRefusals = {
  not_signed_in: {
    status: 401,
    message: { zh: '尚未登录，或登录已失效。', en: 'Nobody is signed in, or the session has ended.' },
    remedy: { zh: '请登录后重试；已填写的内容不会丢失。', en: 'Sign in and try again; nothing typed is lost.' },
  },
  not_allowed: {
    status: 403,
    message: { zh: '{name}无权办理此事：{reason_zh}。', en: '{name} may not do this: {reason_en}.' },
    remedy: {
      zh: '请由有权的职务办理；职务与授权由安全管理员登记。',
      en: 'Have it done by a seat that may; seats and grants are kept by the security administrator.',
    },
  },
  origin_foreign: {
    status: 403,
    message: {
      zh: '此请求由其他网页发出，未予办理。',
      en: 'This request was sent by another page of the web and was not carried out.',
    },
    remedy: { zh: '请在本系统的页面中操作。', en: 'Do it in the pages of this program.' },
  },
  proxy_only: {
    status: 403,
    message: { zh: '{address} 不是已指明的反向代理。', en: '{address} is not the proxy that was named.' },
    remedy: { zh: '请经由对外名称访问。', en: 'Open it by its public name.' },
  },
  https_needed: {
    status: 403,
    message: { zh: '须经 HTTPS 访问。', en: 'It is open by HTTPS only.' },
    remedy: {
      zh: '请用 https:// 打开；代理须转达 X-Forwarded-Proto。',
      en: 'Open it by https://; the proxy has to pass X-Forwarded-Proto on.',
    },
  },
  too_often: {
    status: 429,
    message: { zh: '请求过于频繁。', en: 'Too many requests.' },
    remedy: { zh: '请过 {retry_after} 秒再试。', en: 'Try again in {retry_after} seconds.' },
  },
  sign_in_wrong: {
    status: 422,
    message: { zh: '用户名或密码不对。', en: 'User name or password is not right.' },
    remedy: {
      zh: '请核对后重试；忘记密码请找安全管理员。',
      en: 'Check both and try again; the security administrator can help who forgot.',
    },
  },
  sign_in_locked: {
    status: 429,
    message: {
      zh: '连续多次未能登录，须等 {retry_after} 秒。',
      en: 'Too many attempts failed; wait {retry_after} seconds.',
    },
    remedy: {
      zh: '到时再试；忘记密码请找安全管理员。',
      en: 'Try again then; the security administrator can help who forgot.',
    },
  },
  code_wrong: {
    status: 422,
    message: { zh: '验证码不对，或已用过。', en: 'The code is not right, or was used before.' },
    remedy: {
      zh: '请输入验证器当前显示的六位数字，或一个未用过的恢复码。',
      en: 'Enter the six digits that the authenticator shows now, or a recovery code not yet used.',
    },
  },
  password_weak: {
    status: 422,
    message: { zh: '新密码不合要求：{wants_zh}。', en: 'The new password must have: {wants_en}.' },
    remedy: { zh: '请换一个密码。', en: 'Choose another one.' },
  },
  password_again: {
    status: 422,
    message: { zh: '新密码与最近 {last} 个之一相同。', en: 'The new password is one of the last {last}.' },
    remedy: { zh: '请换一个没有用过的密码。', en: 'Choose one that was not used before.' },
  },
  password_none: {
    status: 409,
    message: {
      zh: '这个账号没有密码（示例或统一认证）。',
      en: 'This account has no password (sample or single sign-on).',
    },
    remedy: { zh: '请由安全管理员发一次性链接设置密码。', en: 'A link of the security administrator sets one.' },
  },
  factor_none: {
    status: 409,
    message: { zh: '没有待确认的动态口令。', en: 'There is no second factor to be confirmed.' },
    remedy: { zh: '请先开始绑定。', en: 'Begin one first.' },
  },
  factor_there: {
    status: 409,
    message: { zh: '已经绑定了动态口令。', en: 'There is a second factor already.' },
    remedy: { zh: '换手机请先停用，再重新绑定。', en: 'To change the device, give it up and begin anew.' },
  },
  factor_required: {
    status: 422,
    message: { zh: '本系统要求您使用动态口令，不能停用。', en: 'You have to have a second factor here.' },
    remedy: {
      zh: '换手机请找安全管理员重置；管理员请在服务器上运行 zerentian account reset。',
      en: 'To change the device, ask the security administrator for a reset; for an administrator, zerentian account reset on the machine.',
    },
  },
  sample_closed: {
    status: 403,
    message: {
      zh: '不能以示例身份进入：示例未装入，或本系统对外开放。',
      en: 'Nobody can enter as a sample: it is not in, or this server is open to others.',
    },
    remedy: { zh: '请用账号登录。', en: 'Sign in with an account.' },
  },
  link_ended: {
    status: 404,
    message: { zh: '这个链接已用过、已过期或不存在。', en: 'This link was used, has expired or never was.' },
    remedy: {
      zh: '请向安全管理员再要一个；首次设置的链接见启动时的终端。',
      en: 'Ask the security administrator for another; that of the first set-up is told when the server starts.',
    },
  },
  account_unknown: {
    status: 404,
    message: { zh: '没有账号“{value}”。', en: 'There is no account "{value}".' },
    remedy: { zh: '请从账号列表中选。', en: 'Choose from the list of accounts.' },
  },
  account_sample: {
    status: 409,
    message: { zh: '“{name}”是示例账号，不设密码。', en: '"{name}" is an account of the sample and has no password.' },
    remedy: { zh: '请为真实人员另建账号。', en: 'Make an account for a real person instead.' },
  },
  account_admin: {
    status: 409,
    message: {
      zh: '“{name}”是管理员：三员分立，不能由一人在页面上重设其口令或动态口令。',
      en: '"{name}" is an administrator: no one person resets the password or second factor of one here.',
    },
    remedy: {
      zh: '请在服务器上运行 zerentian account reset {user_name}（一并取消动态口令：加 --second-factor）。',
      en: 'Run zerentian account reset {user_name} on the machine (with --second-factor to end that as well).',
    },
  },
  account_own: {
    status: 409,
    message: { zh: '不能对自己的账号这样做。', en: 'Nobody does this to their own account.' },
    remedy: { zh: '请由另一位安全管理员办理。', en: 'Have another security administrator do it.' },
  },
  user_name_taken: {
    status: 409,
    message: { zh: '用户名“{name}”已有人用。', en: 'The user name "{name}" is taken.' },
    remedy: { zh: '请换一个用户名。', en: 'Choose another.' },
  },
  person_has_account: {
    status: 409,
    message: { zh: '{name}已有账号。', en: '{name} has an account already.' },
    remedy: { zh: '一人一个账号；请在列表中找到它。', en: 'One person, one account: find it in the list.' },
  },
  admin_already: {
    status: 409,
    message: {
      zh: '此人已是一名管理员；三员分立，一人不得兼任。',
      en: 'This person is an administrator already; nobody holds two of the three seats.',
    },
    remedy: { zh: '请换人，或先免去现有管理员身份。', en: 'Choose another person, or end the present seat first.' },
  },
  admin_held: {
    status: 409,
    message: { zh: '这名管理员已设置。', en: 'This administrator is set up already.' },
    remedy: { zh: '请设置其余的管理员。', en: 'Set up the others.' },
  },
  admin_last: {
    status: 409,
    message: {
      zh: '这是最后一名此类管理员，免去后无人履职。',
      en: 'This is the last one in that seat; nobody would be left to do its work.',
    },
    remedy: { zh: '请先由两人共同授予另一人。', en: 'Give it to another person first, by two persons.' },
  },
  admin_none: {
    status: 409,
    message: { zh: '{name}不是管理员。', en: '{name} is no administrator.' },
    remedy: { zh: '请从管理员中选。', en: 'Choose one of the administrators.' },
  },
  approval_unknown: {
    status: 404,
    message: { zh: '没有这项双人审批。', en: 'There is nothing like this to decide.' },
    remedy: { zh: '请从列表中选。', en: 'Choose from the list.' },
  },
  approval_own: {
    status: 403,
    message: { zh: '自己提出的事项须由另一人审批。', en: 'What one asked another has to decide.' },
    remedy: { zh: '请另一名有权的人审批。', en: 'Let another person who may do so decide.' },
  },
  approval_closed: {
    status: 409,
    message: { zh: '这一事项已审批、已办结或已过期。', en: 'This was decided, done, or has expired.' },
    remedy: { zh: '需要时请重新提出。', en: 'Ask again if it is still needed.' },
  },
  approval_needed: {
    status: 403,
    message: {
      zh: '导出个人信息须由另一人批准，批准只能用一次，过时失效。',
      en: 'Exporting personal data takes the approval of another person; it counts once and lapses.',
    },
    remedy: { zh: '请先提出申请。', en: 'Ask for it first.' },
  },
  answer_wanted: {
    status: 422,
    message: { zh: '不批准要写明理由。', en: 'A refusal needs its reason.' },
    remedy: { zh: '请写明理由，让提出的人知道怎么办。', en: 'Write it, so that whoever asked knows what to do.' },
  },
  export_too_many: {
    status: 422,
    message: {
      zh: '这里有超过 {most} 人，不能一次导出。',
      en: 'There are more than {most} persons here, too many for one file.',
    },
    remedy: { zh: '请按下级单位分别申请。', en: 'Ask for the units below one by one.' },
  },
  outside_off: {
    status: 404,
    message: { zh: '未配置统一身份认证。', en: 'No single sign-on is set.' },
    remedy: { zh: '请用账号密码登录。', en: 'Sign in by user name and password.' },
  },
  outside_failed: {
    status: 422,
    message: { zh: '统一身份认证没有完成：{reason}。', en: 'The single sign-on did not succeed: {reason}.' },
    remedy: { zh: '请从登录页重新开始。', en: 'Begin again at the sign-in page.' },
  },
  outside_away: {
    status: 503,
    message: { zh: '统一身份认证暂时连接不上。', en: 'The single sign-on is away for the moment.' },
    remedy: { zh: '请稍候再试，或用账号密码登录。', en: 'Try again later, or sign in by user name and password.' },
  },
  outside_unknown: {
    status: 403,
    message: { zh: '“{name}”在本系统没有账号。', en: '"{name}" has no account here.' },
    remedy: {
      zh: '请安全管理员建立同名账号。',
      en: 'Ask the security administrator for an account of that user name.',
    },
  },
  secret_unreadable: {
    status: 500,
    message: {
      zh: '加密保存的内容打不开：密钥与加密时不同（{purpose}）。',
      en: 'What was kept encrypted cannot be read: the key is not the one of then ({purpose}).',
    },
    remedy: {
      zh: '请恢复数据文件夹中的 secret.key 或 ZERENTIAN_KEY；或重置该账号。',
      en: 'Bring back secret.key of the data folder or ZERENTIAN_KEY, or reset the account.',
    },
  },
  config_key: {
    status: 500,
    message: {
      zh: '密钥应为 base64 写的 32 字节，现为 {bytes} 字节。',
      en: 'The key must be 32 bytes in base64, not {bytes}.',
    },
    remedy: { zh: '请改正 ZERENTIAN_KEY 或 secret.key。', en: 'Mend ZERENTIAN_KEY or secret.key.' },
  },
  config_listen: {
    status: 500,
    message: {
      zh: '不能在 {address} 上对外服务：{why_zh}。',
      en: 'Nothing is served on {address}: {why_en}.',
    },
    remedy: {
      zh: '请设置 ZERENTIAN_TLS_CERT、ZERENTIAN_TLS_KEY（或 ZERENTIAN_PROXY）和 ZERENTIAN_NAME；或不设 ZERENTIAN_LISTEN，只服务本机。',
      en: 'Set ZERENTIAN_TLS_CERT and ZERENTIAN_TLS_KEY (or ZERENTIAN_PROXY) and ZERENTIAN_NAME, or leave ZERENTIAN_LISTEN out to serve this machine only.',
    },
  },
  address_unusable: {
    status: 500,
    message: {
      zh: '无法在 {address} 端口 {port} 上监听：{why_zh}。',
      en: 'Nothing can listen on {address} port {port}: {why_en}.',
    },
    remedy: {
      zh: '请停掉占用它的程序（也可能责任田已在运行，直接打开该地址），或换用别的端口（PORT=9000）或地址（ZERENTIAN_LISTEN）。',
      en: 'Stop what holds it (Zerentian may be running already: then open that address), or name another port (PORT=9000) or address (ZERENTIAN_LISTEN).',
    },
  },
  config_setting: {
    status: 500,
    message: { zh: '设置 {name} 有误：{wants_zh}。', en: 'The setting {name} is not right: {wants_en}.' },
    remedy: { zh: '请改正该环境变量。', en: 'Mend that environment variable.' },
  },
} as const satisfies Record<string, RefusalWords>;
