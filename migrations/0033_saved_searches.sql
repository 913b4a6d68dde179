-- Searches that a person keeps under a name. What they find is asked anew each time, in the name of whoever asks.
create table saved_search (
  id uuid primary key default uuidv7(),
  owner_id uuid not null references person (id),
  name label not null check (length(name) <= 60),
  -- As it was typed, filters included; and of what kind, as the address says it.
  query text not null check (length(query) between 1 and 400),
  kind text not null check (kind in ('casos', 'mensajes', 'articulos', 'manuales', 'personas')),
  saved_at timestamptz not null
);
create unique index saved_search_name on saved_search (owner_id, lower(name));
grant select, insert, delete on saved_search to :app_role;
