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
    message: {
      zh: '{name}无权办理此事：{reason_zh}。',
      en: '{name} may not do this: {reason_en}.',
    },
    remedy: {
      zh: '请由有权的职务办理；职务与授权由安全管理员登记。',
      en: 'Have it done by a seat that may; seats and grants are kept by the security administrator.',
    },
  },
} as const satisfies Record<string, RefusalWords>;
