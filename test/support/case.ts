/** Law cases, as `zerentian regime check` runs them. */

export { orgOf, recordOf } from '../../src/server/cases/case-world.ts';
export { type ReadCase, readCases, runCase } from '../../src/server/cases/law-case.ts';
