/**
 * The one way to say no: a code from a closed list, the facts of the case, and the clauses or rules it applies.
 * Anything else that is thrown is a bug. Wording and HTTP status of each code live in `#contract`.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly law: readonly string[];

  constructor(code: string, facts: Record<string, unknown> = {}, law: readonly string[] = []) {
    super(`${code} ${JSON.stringify(facts)}`);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
    this.law = law;
  }
}
