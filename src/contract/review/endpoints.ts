/** Endpoints of review, comments and notices. */
import { z } from 'zod';
import { code, type Endpoint, paging } from '../queries.ts';
import { Day, Page, RecordRow, RefusalReply, StandsFor, UnitCode, UnitRef, Words } from '../shapes.ts';

const record = z.object({ county: UnitCode, id: z.uuid() });
const Value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const instant = z.string().describe('Instant, ISO with zone');

export const ReviewRow = z.object({
  record: RecordRow,
  version: z.number().describe('To be sent with accept or return'),
  mode: z.enum(['all', 'sample']).describe('all: it waits to be accepted; sample: it counts, and was drawn'),
  since: instant,
  due: Day,
  late: z.boolean(),
  sent: z
    .object({ actor: z.string(), name: z.string(), at: instant, stands_for: StandsFor })
    .describe('The last act on it: who sent it in'),
  can: z.array(z.object({ verb: z.string(), name: Words, reason: z.boolean() })),
});
export type ReviewRow = z.infer<typeof ReviewRow>;

const Mention = z.object({ ref: z.string().describe('A seat `<unit>:<seat>`, or an account'), name: z.string() });
const Comment = z.object({
  id: z.uuid(),
  author: z.string(),
  author_name: z.string(),
  at: instant,
  words: z.string().describe('Empty where it was taken back'),
  mentions: z.array(Mention),
  taken_back_at: instant.nullable(),
  mine: z.boolean(),
});

const noticeEvents = ['returned', 'to-review', 'mentioned', 'appointment', 'handover', 'due-soon'] as const;
const Notice = z.object({
  id: z.uuid(),
  event: z.enum(noticeEvents),
  record: z.object({ county: UnitCode, id: z.uuid() }).nullable(),
  unit: UnitRef,
  title: z.string(),
  facts: z.record(z.string(), z.unknown()),
  at: instant,
  fresh: z.boolean().describe('Came since this list was last opened; nobody else learns when that was'),
});
export type Notice = z.infer<typeof Notice>;

const Setting = z.object({
  mail: z.string().nullable().describe('Where to; only the person sees it'),
  by_mail: z.boolean(),
  by_push: z.boolean(),
  mail_works: z.boolean().describe('A mail server is set for this installation'),
  push_key: z.string().describe('Public key for PushManager.subscribe'),
  browsers: z.number().describe('How many browsers take push messages for this account'),
  quiet: Words.describe('When nothing goes out'),
});

export const reviewEndpoints = {
  listReviews: {
    summary: 'Records that wait for my second look, what is due first before the rest',
    query: paging.extend({ kind: z.string().optional() }),
    reply: Page(ReviewRow).extend({ waiting: z.number(), late: z.number() }),
  },
  performReviews: {
    summary: 'Accepts or returns many records; each is judged by itself',
    body: z.strictObject({
      acts: z
        .array(
          z.strictObject({
            county: UnitCode,
            record: z.uuid(),
            id: z.uuid().describe('Of the act, made by the client'),
            verb: z.enum(['accept', 'return']),
            version: z.number().int().min(1),
            reason: z.string().optional(),
          }),
        )
        .min(1)
        .max(100),
    }),
    reply: z.object({
      done: z.array(z.object({ record: RecordRow, version: z.number() })),
      refused: z.array(z.object({ record: z.uuid(), refusal: RefusalReply })),
    }),
  },
  getReview: {
    summary: 'How one record is looked at again: by whom, until when, what was to be mended, what changed since',
    params: record,
    reply: z.object({
      mode: z.enum(['none', 'all', 'sample']),
      share: z.number().nullable(),
      days: z.number().nullable(),
      reviewers: z.array(z.object({ unit: UnitRef, post: z.string(), name: Words })),
      due: Day.nullable().describe('Until when it should be looked at; null = it does not wait'),
      mine: z.boolean().describe('The caller is among those who may settle it'),
      returned: z
        .object({
          by_name: z.string(),
          stands_for: StandsFor,
          at: instant,
          reason: z.string(),
          mend: z.array(z.object({ field: z.string(), name: Words, text: z.string() })),
        })
        .nullable()
        .describe('The last return, while it is not accepted'),
      since: z.enum(['returned', 'accepted']).nullable().describe('What the changes are counted from'),
      changes: z.array(z.object({ field: z.string(), name: Words, before: Value, after: Value })),
      labels: z.record(z.string(), Words),
    }),
  },
  getDraw: {
    summary: 'The draw of a month in a home: seed, shares and what was drawn, so that anybody can draw again',
    params: code.extend({ month: z.string().regex(/^\d{4}-\d{2}$/) }),
    reply: z.object({
      month: z.string(),
      seed: z.string(),
      root_day: Day,
      root: z.string().describe('Sealed root of that day; seed = sha256(root \\n home \\n month)'),
      shares: z.record(z.string(), z.number()),
      pool: z.number(),
      drawn: z
        .array(z.uuid())
        .describe('Those whose sha256(seed \\n id), first 52 bits as a share, lies below the share'),
      same: z.boolean().describe('Drawing again gives the same'),
    }),
  },
  listComments: {
    summary: 'What was said on a record, oldest first',
    params: record,
    reply: z.object({ rows: z.array(Comment), can: z.boolean().describe('The caller may add one') }),
  },
  addComment: {
    summary: 'Says something on a record, under the own name; an edit is a new comment',
    params: record,
    body: z.strictObject({
      id: z.uuid().describe('Made by the client'),
      words: z.string(),
      mentions: z
        .array(z.string())
        .max(20)
        .default([])
        .describe('Seats or accounts among those who can see the record'),
    }),
    reply: z.object({ comment: Comment, repeated: z.boolean() }),
  },
  takeBackComment: {
    summary: 'Takes back an own comment; that there was one stays visible',
    params: record.extend({ comment: z.uuid() }),
    body: z.strictObject({ id: z.uuid() }),
    reply: z.object({ comment: Comment }),
  },
  listMentionable: {
    summary: 'Who can see a record and may be called in a comment',
    params: record,
    reply: z.object({
      rows: z.array(z.object({ ref: z.string(), unit: UnitRef, seat: Words, person: z.string().nullable() })),
    }),
  },
  listNotices: {
    summary: 'What I should know, newest first',
    query: paging.extend({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
    reply: z.object({ rows: z.array(Notice), next: z.string().nullable() }),
  },
  getBell: {
    summary: 'How much is new, and how much waits for my second look',
    reply: z.object({ fresh: z.number(), waiting: z.number(), late: z.number() }),
  },
  markNoticesSeen: {
    summary: 'Nothing up to now is new any more; for the own bell only',
    body: z.strictObject({}),
    reply: z.object({ fresh: z.number() }),
  },
  getNoticeSetting: {
    summary: 'Which channels I want',
    reply: Setting,
  },
  setNotices: {
    summary: 'Chooses channels',
    body: z.strictObject({
      mail: z.email().max(200).nullable(),
      by_mail: z.boolean(),
      by_push: z.boolean(),
    }),
    reply: Setting,
  },
  addPush: {
    summary: 'This browser takes push messages',
    body: z.strictObject({
      endpoint: z.url().max(1000),
      p256dh: z.string().regex(/^[\w-]{80,100}$/),
      auth: z.string().regex(/^[\w-]{20,30}$/),
    }),
    reply: z.object({ browsers: z.number() }),
  },
  dropPush: {
    summary: 'This browser takes none any more',
    body: z.strictObject({ endpoint: z.string().max(1000) }),
    reply: z.object({ browsers: z.number() }),
  },
} as const satisfies Record<string, Endpoint>;
