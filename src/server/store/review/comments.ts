/** What people say to each other on a record: under a name, only ever added; taking back leaves a trace. */
import { sql } from 'kysely';
import type { Store } from '../open-store.ts';

/** Somebody who was called: a seat (`<unit>:<seat>`) or an account, with the name as it was then. */
export interface Mention {
  readonly ref: string;
  readonly name: string;
}

export interface Comment {
  readonly id: string;
  readonly author: string;
  readonly authorName: string;
  readonly at: string;
  /** Empty where it was taken back. */
  readonly words: string;
  readonly mentions: readonly Mention[];
  /** When its author took it back. */
  readonly takenBackAt: string | null;
}

interface Row {
  id: string;
  author: string;
  author_name: string;
  at: Date;
  words: string;
  mentions: Mention[];
  back_at: Date | null;
}

const commentOf = (row: Row): Comment => ({
  id: row.id,
  author: row.author,
  authorName: row.author_name,
  at: new Date(row.at).toISOString(),
  words: row.back_at ? '' : row.words,
  mentions: row.back_at ? [] : row.mentions,
  takenBackAt: row.back_at ? new Date(row.back_at).toISOString() : null,
});

const said = (county: string, record: string) => sql`
  select c.id, c.author, c.author_name, c.at, c.words, c.mentions, b.at back_at from record_comment c
    left join record_comment b on b.county_code = c.county_code and b.record_id = c.record_id and b.takes_back = c.id
   where c.county_code = ${county} and c.record_id = ${record} and c.takes_back is null`;

/** Comments of a record, oldest first. */
export async function listComments(store: Store, county: string, record: string): Promise<Comment[]> {
  return (await store.rows<Row>(sql`${said(county, record)} order by c.at, c.id`)).map(commentOf);
}

/** One comment of a record. */
export async function findComment(
  store: Store,
  county: string,
  record: string,
  id: string,
): Promise<Comment | undefined> {
  const [row] = await store.rows<Row>(sql`${said(county, record)} and c.id = ${id}`);
  return row && commentOf(row);
}

export interface NewComment {
  readonly county: string;
  readonly id: string;
  readonly record: string;
  readonly unit: string;
  readonly author: string;
  readonly authorName: string;
  readonly at: string;
  readonly words: string;
  readonly mentions: readonly Mention[];
  readonly takesBack?: string;
}

/** Adds a comment; false when the same one was received before. */
export async function addComment(store: Store, made: NewComment): Promise<boolean> {
  const rows = await store.rows(sql`
    insert into record_comment (county_code, id, record_id, unit_code, author, author_name, at, words, mentions, takes_back)
    values (${made.county}, ${made.id}, ${made.record}, ${made.unit}, ${made.author}, ${made.authorName}, ${made.at},
      ${made.words}, ${JSON.stringify(made.mentions)}, ${made.takesBack ?? null})
    on conflict on constraint record_comment_pkey do nothing returning id`);
  return rows.length > 0;
}
