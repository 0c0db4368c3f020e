/** Law cases, as `zerentian regime check` runs them. */
export { type ReadCase, readCases, runCase } from '../../src/server/cases/law-case.ts';
