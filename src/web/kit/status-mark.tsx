import { useLanguage } from './language.ts';

export const statuses = ['overdue', 'due_soon', 'open', 'met', 'excused'] as const;
export type Status = (typeof statuses)[number];

const signs: Record<Status, React.ReactNode> = {
  met: <path d="M2.5 8.5 6.5 12.5 13.5 4" fill="none" stroke="currentColor" strokeWidth="2.4" />,
  excused: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M5 8h6" stroke="currentColor" strokeWidth="2" />
    </>
  ),
  open: <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  due_soon: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
    </>
  ),
  overdue: (
    <>
      <path d="M8 1 15.5 14.5H.5z" fill="currentColor" />
      <path d="M8 5.5v4.2M8 11.2v1.6" stroke="#fff" strokeWidth="1.6" />
    </>
  ),
};

export function StatusSign({ status }: { status: Status }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {signs[status]}
    </svg>
  );
}

/** A status as sign, word and colour together: colour is never the only signal. */
export function StatusMark({ status }: { status: Status }) {
  const { say } = useLanguage();
  return (
    <span className={`status ${status}`}>
      <StatusSign status={status} />
      {say(`status.${status}`)}
    </span>
  );
}
