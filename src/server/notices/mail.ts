/** Mail by the server that the installation names. */
import { createTransport } from 'nodemailer';
import type { MailSetting } from './setting.ts';
import type { Wording } from './wording.ts';

export type Mailer = (to: string, words: Wording) => Promise<void>;

const patience = 15_000;

/** Sends texts; throws where the server cannot be reached or does not take them. */
export function mailerOf({ host, port, secure, needsTls, user, password, from }: MailSetting): Mailer {
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: needsTls,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (to, { subject, lines, url }) => {
    const foot =
      '邮件不含姓名和内容；不想再收，可在“通知设置”中关闭。 No names or contents go by mail; turn it off in the notice settings.';
    await transport.sendMail({ from, to, subject, text: [...lines, '', url, '', foot].join('\n') });
  };
}
