/** The accounts of the sample: entered without a password, and only where the server serves this machine alone. */
import type { Reply } from '#contract';
import { call } from '../../kit/client.ts';
import { useLanguage } from '../../kit/language.ts';
import { Fault, useSending } from '../../kit/sending.tsx';

type Sample = Reply<'getSignIn'>['samples'][number];

export function Samples({ rows, enter }: { rows: readonly Sample[]; enter: () => Promise<void> }) {
  const { say } = useLanguage();
  const sending = useSending();
  const go = (account: string) =>
    void sending.send(async () => {
      await call('enterSample', { body: { account } });
      await enter();
    });
  return (
    <section className="samples" aria-labelledby="samples-title">
      <h2 id="samples-title">{say('sample.title')}</h2>
      <p className="quiet small">
        {say('sample.lead')}
        {rows.some(({ admin }) => admin !== null) && say('sample.noFactor')}
      </p>
      <Fault sending={sending} id="sample-fault" />
      <ul>
        {rows.map((row) => (
          <li key={row.account}>
            <SampleName row={row} />
            <button
              type="button"
              className="button"
              aria-label={say('sample.enterAs', { name: row.name })}
              disabled={sending.busy}
              onClick={() => go(row.account)}
            >
              {say('sample.enter')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SampleName({ row }: { row: Sample }) {
  const { say, word } = useLanguage();
  const [seat] = row.seats;
  return (
    <span>
      <strong>{row.name}</strong>
      <span className="quiet small">
        {row.admin ? say(`admin.${row.admin}`) : seat && `${seat.unit_name} ${word(seat.name)}`}
      </span>
    </span>
  );
}
