-- What waits for a second look, what was drawn for one, what people say to each other on a record, and the messages that
-- follow from acts.

create table review_task (
  county_code text not null,
  record_id uuid not null,
  unit_code text not null,
  kind text not null,
  mode text not null,
  reviewers text[] not null,
  since timestamptz not null,
  due date not null
);
alter table review_task add constraint review_task_pkey primary key (county_code, record_id);
alter table review_task add constraint review_task_mode_check check (mode in ('all', 'sample'));
create index review_task_reviewers_idx on review_task using gin (reviewers);
comment on table review_task is 'kind: county. A record that waits for a second look: written and taken away with the act that makes it wait or settles it, and by the draw of a month.';
comment on column review_task.reviewers is 'Any of these may settle it: <unit>:<body or seat>.';

create table review_draw (
  county_code text not null,
  month text not null,
  seed text not null,
  root_day date not null,
  shares jsonb not null,
  pool int not null,
  drawn uuid[] not null,
  drawn_at timestamptz not null
);
alter table review_draw add constraint review_draw_pkey primary key (county_code, month);
comment on table review_draw is 'kind: county. The records of a month that were drawn for a second look: append-only. The seed follows from the sealed root of root_day, so anybody can draw again.';

create table record_comment (
  county_code text not null,
  id uuid not null,
  record_id uuid not null,
  unit_code text not null,
  author text not null,
  author_name text not null,
  at timestamptz not null,
  words text not null,
  mentions jsonb not null,
  takes_back uuid
);
alter table record_comment add constraint record_comment_pkey primary key (county_code, id);
create index record_comment_record_idx on record_comment (county_code, record_id, at);
comment on table record_comment is 'kind: county. What a person said on a record, under a name: append-only. Taking back is a row of its own that names the other.';

select distribute('review_task', 'county_code');
select distribute('review_draw', 'county_code');
select distribute('record_comment', 'county_code');

alter table review_task enable row level security;
alter table review_draw enable row level security;
alter table record_comment enable row level security;
create policy review_task_scope on review_task using (in_scope(unit_code)) with check (in_scope(unit_code));
create policy review_draw_scope on review_draw using (in_scope(county_code)) with check (in_scope(county_code));
create policy record_comment_scope on record_comment using (in_scope(unit_code)) with check (in_scope(unit_code));

grant select, insert, delete on review_task to zerentian_app;
grant select on review_draw to zerentian_app;
grant select, insert on record_comment to zerentian_app;
grant select, insert, update, delete on review_task to zerentian_loader;
grant select, insert on review_draw, record_comment to zerentian_loader;

create table notice (
  id uuid not null,
  account uuid,
  post text,
  event text not null,
  county_code text not null,
  record_id uuid,
  unit_code text not null,
  facts jsonb not null,
  by_account text not null,
  at timestamptz not null,
  spread_at timestamptz
);
alter table notice add constraint notice_pkey primary key (id);
alter table notice add constraint notice_to_check check ((account is null) <> (post is null));
create index notice_account_idx on notice (account, at desc) where account is not null;
create index notice_post_idx on notice (post, at desc) where post is not null;
create index notice_fresh_idx on notice (at) where spread_at is null;
comment on table notice is 'kind: local. Something a person should know, written with the act it comes from: to an account, or to whoever holds a post (<unit>:<body or seat>). Also the outbox: spread_at is empty until mail and push were provided for.';

create table notice_delivery (
  notice uuid not null,
  account uuid not null,
  channel text not null,
  send_at timestamptz not null,
  state text not null,
  tries smallint not null,
  error text not null,
  settled_at timestamptz
);
alter table notice_delivery add constraint notice_delivery_pkey primary key (notice, account, channel);
alter table notice_delivery add constraint notice_delivery_channel_check check (channel in ('mail', 'push'));
alter table notice_delivery add constraint notice_delivery_state_check check (state in ('waiting', 'sent', 'given_up'));
create index notice_delivery_due_idx on notice_delivery (send_at) where state = 'waiting';
comment on table notice_delivery is 'kind: local. A notice on its way outside: at least once, tried again with growing delay, given up in the end. send_at is never in quiet hours.';

create table notice_setting (
  account uuid not null,
  mail text,
  by_mail boolean not null,
  by_push boolean not null,
  seen_at timestamptz not null
);
alter table notice_setting add constraint notice_setting_pkey primary key (account);
comment on table notice_setting is 'kind: local. Which channels a person wants; mail is sealed by a key outside the database. seen_at is for the own bell only and shown to nobody.';

create table push_subscription (
  account uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  made_at timestamptz not null
);
alter table push_subscription add constraint push_subscription_pkey primary key (account, endpoint);
comment on table push_subscription is 'kind: local. A browser that takes push messages for an account.';

create table push_key (
  one boolean not null,
  public text not null,
  private text not null
);
alter table push_key add constraint push_key_pkey primary key (one);
alter table push_key add constraint push_key_one_check check (one);
comment on table push_key is 'kind: local. The key (VAPID) by which push services know this installation; private is sealed by a key outside the database.';

grant select, insert on notice to zerentian_app;
grant select, insert, update on notice_setting to zerentian_app;
grant select, insert, delete on push_subscription to zerentian_app;
grant select, insert on push_key to zerentian_app;
grant select, insert, update on notice, notice_delivery to zerentian_loader;
grant select on notice_setting, push_key to zerentian_loader;
grant select, delete on push_subscription to zerentian_loader;
