/**
 * The seed of what a test throws by chance, printed. It is the same in every run, so that whether a change may land
 * hangs on the change and not on luck; `SEED=N` gives another, and `SEED=any` one that nobody chose.
 */
export function seedFor(what: string): number {
  const asked = process.env.SEED ?? '20260101';
  const seed = asked === 'any' ? Math.floor(Math.random() * 2 ** 31) : Number(asked);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`SEED must be a whole number or any, not ${asked}`);
  console.log(`${what}: seed ${seed} (SEED=${seed} throws the same again, SEED=any others)`);
  return seed;
}
