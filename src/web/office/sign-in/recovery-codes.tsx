import { useLanguage } from '../../kit/language.ts';

/** The codes that stand for a second factor: shown once, to be written down. */
export function RecoveryCodes({ codes, go }: { codes: readonly string[]; go: () => void }) {
  const { say } = useLanguage();
  return (
    <section className="recovery" aria-labelledby="recovery-title">
      <h2 id="recovery-title">{say('factor.codes')}</h2>
      <p>{say('factor.codesText')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="chips">
        <button type="button" className="button" onClick={() => void navigator.clipboard?.writeText(codes.join('\n'))}>
          {say('factor.copy')}
        </button>
        <button type="button" className="button first" onClick={go}>
          {say('factor.kept')}
        </button>
      </p>
    </section>
  );
}
