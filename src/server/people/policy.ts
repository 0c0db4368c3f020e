/** What an installation asks of passwords and sessions. Every number is a setting (`ZERENTIAN_…`, see config.ts). */
export interface Policy {
  readonly password: {
    /** Fewest characters. */
    readonly length: number;
    /** Of capital letters, small letters, digits and other signs, how many kinds at least. */
    readonly classes: number;
    /** How many earlier passwords may not come again. */
    readonly history: number;
    /** Days until a password must be changed; 0 = never. */
    readonly days: number;
  };
  readonly session: {
    /** Minutes without a request after which a session ends. */
    readonly idle: number;
    /** Hours after which it ends whatever happens. */
    readonly hours: number;
    /** Sessions of one account at a time; the oldest ends when one more begins. */
    readonly most: number;
  };
  /** Who must have a second factor. */
  readonly secondFactor: 'optional' | 'administrators' | 'all';
  /** Hours during which a one-time link, or what was asked of a second person, stays open. */
  readonly link: { readonly hours: number };
}

export const standardPolicy: Policy = {
  password: { length: 12, classes: 3, history: 5, days: 90 },
  session: { idle: 30, hours: 12, most: 5 },
  secondFactor: 'administrators',
  link: { hours: 72 },
};

/** Whether an account has to sign in with a second factor. Samples are no accounts of anybody and are asked for nothing. */
export const needsFactor = ({ secondFactor }: Policy, admin: string | null): boolean =>
  secondFactor === 'all' || (secondFactor === 'administrators' && admin !== null);

/** Attempts that are free, and the longest wait: after the free ones the wait doubles with every failure. */
export const lockout = { account: { free: 5 }, address: { free: 30 }, longest: 900, forgotten: 86_400 } as const;
