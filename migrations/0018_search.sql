-- By what cases and their messages are found. Everything here is made from the record and can be made anew.

create extension if not exists pg_trgm;

-- Short numbers for those who read cases, so that the index of a million cases stays small.
create table search_reader (
  id integer primary key generated always as identity,
  reader uuid not null unique
);

-- One entry for the opening of a case and one for each act with text. Its id is its place in time: newer ones have larger ids.
create sequence search_entry_seq;
create table search_entry (
  id bigint primary key,
  case_id bigint not null references case_file (id),
  seq integer not null,
  at timestamptz not null,
  -- Written for the office alone: never found by who asked.
  internal boolean not null,
  -- Who may find it (numbers of search_reader), what kind it is and in which stretches of time it lies (search_marks).
  marks integer[] not null,
  -- Words of the title (A), of what was written (B) and of forms (C), and facets of the case.
  document tsvector not null,
  unique (case_id, seq)
);
-- Read for the stretch that is asked for only: the bits of the words, of the readers and of the stretch go along together. No pending
-- list, which every search would have to walk through.
create index search_entry_found on search_entry using gin (document, marks) with (fastupdate = off);
create index search_entry_at on search_entry (at);

-- What marks an entry beside its readers: whether it is the opening of a case or a message of it, and its stretches: of about a
-- thousand entries, of eight thousand and of 65 thousand. Below zero, so that they are no readers.
create function search_marks(entry bigint, seq integer) returns integer[] language sql immutable parallel safe as $$
  select array[
    case when seq = 1 then -2000000001 else -2000000002 end,
    -1 - (entry >> 10)::integer,
    -1 - (1 << 26) - (entry >> 13)::integer,
    -1 - (2 << 26) - (entry >> 16)::integer
  ]
$$;

-- The words that occur, as they are written but folded: what a slip of the keyboard may have meant, how a word may go on.
create table search_word (
  word text collate "C" primary key check (word ~ '^[a-zñ]{4,30}$'),
  stem text not null,
  uses integer not null default 1,
  -- The case that brought the word. Whoever erases that case's text erases its words; the next text that has them brings them again.
  first_case bigint not null
) with (fillfactor = 80);
create index search_word_near on search_word using gin (word gin_trgm_ops) with (fastupdate = off);
create index search_word_stem on search_word (stem);
create index search_word_case on search_word (first_case);

-- The readers of an entry: those of its case, but for who asked where it was written for the office alone.
create function search_readers(of_case bigint, internal boolean) returns integer[] language sql stable parallel safe as $$
  select coalesce(array_agg(k.id order by k.id), '{}')
  from case_reader r
  join search_reader k on k.reader = r.reader
  join case_file c on c.id = r.case_id
  where r.case_id = of_case and not (internal and r.reader is not distinct from c.requester_person)
$$;

grant select, insert, update, delete on search_reader, search_entry, search_word to :app_role;
grant usage on sequence search_entry_seq to :app_role;
-- Making it anew begins with nothing.
grant truncate on search_entry, search_word to :app_role;
