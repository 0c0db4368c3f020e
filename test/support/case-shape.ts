/** The shape of law cases, as `zerentian regime check` reads them. */
export { LawCase } from '../../src/server/cases/case-shape.ts';
