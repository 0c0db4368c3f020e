-- A draft that was signed by two comes into force on its day.
alter table regime_draft drop constraint regime_draft_state_check;
alter table regime_draft add constraint regime_draft_state_check
  check (state in ('draft', 'checked', 'signed', 'in_force', 'withdrawn'));
