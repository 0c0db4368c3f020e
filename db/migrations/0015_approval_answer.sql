-- Whoever decides what another person asked says why.
alter table approval add column answer text not null default '';
comment on column approval.answer is 'What whoever decided said to it.';
