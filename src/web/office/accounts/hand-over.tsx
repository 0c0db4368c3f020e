import type { Reply } from '#contract';
import { useLanguage } from '../../kit/language.ts';
import { moment } from '../../kit/texts/moment.ts';

/** A one-time link, shown once, to be handed to the person. */
export function HandOver({ name, link, close }: { name: string; link: Reply<'createAccount'>; close: () => void }) {
  const { say, language } = useLanguage();
  return (
    <div className="account-form" role="status">
      <h2>{say('accounts.linkFor', { name })}</h2>
      <p>{say('accounts.linkText', { ends: moment(link.ends, language) })}</p>
      <p>
        <input
          className="control one-link"
          readOnly
          value={link.link}
          aria-label={say('accounts.link')}
          onFocus={(event) => event.target.select()}
        />
      </p>
      <p className="chips">
        <button type="button" className="button first" onClick={() => void navigator.clipboard?.writeText(link.link)}>
          {say('accounts.copy')}
        </button>
        <button type="button" className="button" onClick={close}>
          {say('accounts.handedOver')}
        </button>
      </p>
    </div>
  );
}
