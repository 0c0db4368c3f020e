/**
 * `node scripts/crash-test.ts [rounds] [seed]`: kills the server or PostgreSQL under load, again and again, and looks
 * whether anything acknowledged was lost. Every twenty rounds it begins with an empty data folder.
 */
import { crashRounds } from '../test/support/crash.ts';

const rounds = Number(process.argv[2] ?? 100);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}`);
const started = performance.now();
const sum = { rounds: 0, acts: 0, days: 0, kills: new Map<string, number>(), answers: new Map<string, number>() };
const faults: string[] = [];
const add = (to: Map<string, number>, from: ReadonlyMap<string, number>): void => {
  for (const [name, count] of from) to.set(name, (to.get(name) ?? 0) + count);
};
while (sum.rounds < rounds) {
  const part = await crashRounds(Math.min(20, rounds - sum.rounds), seed + sum.rounds, (line) => console.log(line));
  sum.rounds += part.rounds;
  sum.acts += part.acts;
  sum.days += part.sealedDays;
  add(sum.kills, part.kills);
  add(sum.answers, part.answers);
  faults.push(...part.faults);
  for (const fault of part.faults) console.log(fault);
}
const list = (map: Map<string, number>): string => [...map].map(([name, count]) => `${name} ${count}`).join(', ');
console.log(
  `${sum.rounds} rounds in ${Math.round((performance.now() - started) / 1000)} s; killed: ${list(sum.kills)}`,
);
console.log(`${sum.acts} acts acknowledged, ${sum.days} days sealed; answers: ${list(sum.answers)}`);
console.log(faults.length === 0 ? 'nothing lost, nothing wrong' : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
