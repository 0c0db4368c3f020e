import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';

/** What a new password has to be like, in a sentence. */
export function PasswordRules({ policy }: { policy: Reply<'getMe'>['policy'] }) {
  const { say } = useLanguage();
  return (
    <>
      {say('password.rules', { length: policy.length, classes: policy.classes })}
      {policy.history > 0 && say('password.history', { n: policy.history })}
    </>
  );
}
