/** Whether a request was refused because nobody is signed in any more; the client says it, the frame asks for it. */
type Listener = () => void;
const listeners = new Set<Listener>();
let hasEnded = false;

export const ended = {
  get: (): boolean => hasEnded,
  set: (value: boolean): void => {
    if (hasEnded === value) return;
    hasEnded = value;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
