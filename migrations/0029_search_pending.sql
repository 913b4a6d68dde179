-- Texts come to the index some at a time. Put one by one into the inverted index, each of their words is looked up anew; gathered and then
-- put in together, each word is looked up once. The program puts them in at the end of each turn, so that no search goes through a
-- long list of gathered ones.
alter index search_entry_found set (fastupdate = on, gin_pending_list_limit = 1024);

-- Only the owner of an index may order it.
create function search_put_in() returns void language sql security definer set search_path = public, pg_temp as
  $$ select gin_clean_pending_list('search_entry_found') $$;
revoke all on function search_put_in() from public;
grant execute on function search_put_in() to :app_role;
