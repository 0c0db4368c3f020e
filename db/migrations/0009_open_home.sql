-- Opens the writing of one act in one planned statement: the scope, the role, plans for good, and the lock of the chain
-- that orders the acts of a home. No row: the home has no chain yet.
create function open_home(home text) returns table (seq bigint, hash text) language plpgsql as $$
begin
  perform set_ctx(home);
  -- An act asks for a handful of rows by their keys: one plan serves all, and making it anew costs more than using it.
  set local plan_cache_mode = force_generic_plan;
  return query select c.seq, c.hash from act_chain c where c.county_code = home for update;
end
$$;
