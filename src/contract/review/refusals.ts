/** Refusals of review, comments and notices. */
import type { RefusalWords } from '../refusals.ts';

export const reviewRefusals = {
  not_reviewer: {
    status: 403,
    message: {
      zh: '这条记录由 {reviewers} 复核，您的职务不在其中。',
      en: 'This record is looked at again by {reviewers}; no seat of yours is among them.',
    },
    remedy: {
      zh: '请由所列机构的人员办理；由谁复核写在制度包的默认口径里。',
      en: 'Have it done by one of those; who looks again is an assumption of the pack.',
    },
  },
  review_own: {
    status: 403,
    message: { zh: '自己写的记录不能自己复核。', en: 'Nobody looks again at what he wrote himself.' },
    remedy: { zh: '请由同一机构的另一人办理。', en: 'Have somebody else of the same office do it.' },
  },
  version_required: {
    status: 400,
    message: {
      zh: '没有写明看到的是第几版（version），不能办理“{verb}”。',
      en: 'Which version was looked at is not said (version), so "{verb}" cannot be done.',
    },
    remedy: {
      zh: '请先读出记录，再带上其中的 version 发送；别人改过时会提示差别，不会互相覆盖。',
      en: 'Read the record and send its version along; if somebody changed it, the difference is shown and nothing is lost.',
    },
  },
  comment_unknown: {
    status: 404,
    message: { zh: '这条记录下没有这条留言。', en: 'There is no such comment on this record.' },
    remedy: { zh: '请刷新页面。', en: 'Load the page again.' },
  },
  comment_not_own: {
    status: 403,
    message: { zh: '只能撤回自己的留言。', en: 'Only an own comment can be taken back.' },
    remedy: { zh: '请与留言人联系，或另写一条说明。', en: 'Speak to its author, or add a comment of your own.' },
  },
  mention_out_of_reach: {
    status: 422,
    message: {
      zh: '“{value}”看不到这条记录，不能提及。',
      en: '"{value}" cannot see this record and cannot be called.',
    },
    remedy: {
      zh: '请从可提及的人员中选择：/api/records/<县>/<编号>/mentionable。',
      en: 'Choose among those listed at /api/records/<county>/<id>/mentionable.',
    },
  },
  draw_unknown: {
    status: 404,
    message: { zh: '{unit} 的 {month} 还没有抽取复核记录。', en: 'Nothing was drawn at {unit} for {month} yet.' },
    remedy: {
      zh: '每月最后一天封存之后抽取；请稍后再看。',
      en: 'A month is drawn once its last day is sealed; look again later.',
    },
  },
  push_host: {
    status: 422,
    message: { zh: '不向 {host} 推送。', en: 'Nothing is pushed to {host}.' },
    remedy: {
      zh: '允许的推送服务由管理员用 ZERENTIAN_PUSH_HOSTS 设置。',
      en: 'The push services that are allowed are set by the operator in ZERENTIAN_PUSH_HOSTS.',
    },
  },
  mail_not_set: {
    status: 409,
    message: { zh: '本系统没有设置邮件服务器。', en: 'This installation has no mail server.' },
    remedy: { zh: '请管理员设置 ZERENTIAN_SMTP。', en: 'Have the operator set ZERENTIAN_SMTP.' },
  },
  config_mail: {
    status: 500,
    message: { zh: '{zh}', en: '{en}' },
    remedy: {
      zh: '请改正环境变量 ZERENTIAN_SMTP、ZERENTIAN_MAIL_FROM、ZERENTIAN_ADDRESS。',
      en: 'Mend the environment variables ZERENTIAN_SMTP, ZERENTIAN_MAIL_FROM, ZERENTIAN_ADDRESS.',
    },
  },
} as const satisfies Record<string, RefusalWords>;
