/** The command line on the machine: whoever may run it may read the data folder as well, so nothing is closed to it. */
import { type Actor, reach } from '#org';

export const operator: Actor = {
  account: 'operator',
  person: null,
  name: '本机操作员 operator',
  seats: [],
  admin: null,
  isSample: false,
};

/** How handlers are asked in its name. */
export const onMachine = {
  by: operator,
  from: { address: 'local', agent: 'zerentian', session: undefined },
  reach: reach.everything(),
} as const;
