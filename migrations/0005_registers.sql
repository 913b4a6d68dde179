-- The books that the manuals order. Append-only; corrections are annotations.
create table register (
  id integer generated always as identity primary key,
  name text not null,
  folded_name text not null unique,
  last_folio integer not null default 0
);

create table register_entry (
  register_id integer not null references register (id),
  folio integer not null check (folio > 0),
  case_id bigint not null references case_file (id),
  act_seq integer not null,
  row_number text not null,
  written_at timestamptz not null,
  written_by uuid references person (id),
  form text,
  fields jsonb not null,
  primary key (register_id, folio),
  unique (case_id, act_seq)
);

create trigger register_entry_append_only before update or delete on register_entry for each row execute function refuse_change();
create trigger register_entry_no_truncate before truncate on register_entry for each statement execute function refuse_change();

grant select, insert, update on register to :app_role;
grant select, insert on register_entry to :app_role;
