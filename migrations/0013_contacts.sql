-- Whom the desk serves outside the institution: persons by whom it is called, and the entities for which they ask.

create extension if not exists pg_trgm;

-- What is compared, not read: without accents, in lower case. Byte order, so that a page goes on where the last one ended.
create domain folded as text collate "C";

create table entity (
  id uuid primary key default uuidv7(),
  -- The code that the entity tells by telephone: of a municipality, of a unit that executes a budget.
  code code,
  name label not null,
  name_key folded not null,
  kind label,
  notes text check (length(notes) between 1 and 2000),
  revision integer not null default 1
);
create unique index entity_code on entity (lower(code)) where code is not null;
create unique index entity_name on entity (name_key) where code is null;
create index entity_order on entity (name_key, id);

create table contact (
  id uuid primary key default uuidv7(),
  name label not null,
  name_key folded not null,
  entity_id uuid references entity (id),
  -- The part of the entity where the person works, as the person says it.
  unit_text label,
  notes text check (length(notes) between 1 and 2000),
  -- The contact that this one turned out to be; it is then shown nowhere, and its cases are that one's.
  merged_into uuid references contact (id),
  -- Name, entity, unit, addresses and numbers, folded: every word of a search is looked for in it.
  search_text folded not null,
  created_at timestamptz not null,
  created_by uuid references person (id),
  changed_at timestamptz not null,
  changed_by uuid references person (id),
  revision integer not null default 1,
  check (merged_into <> id)
);
create index contact_order on contact (name_key, id) where merged_into is null;
create index contact_entity on contact (entity_id, name_key, id);
create index contact_merged on contact (merged_into) where merged_into is not null;
-- Without a pending list, a search never pays for what others have just written.
create index contact_search on contact using gin (search_text gin_trgm_ops) with (fastupdate = off) where merged_into is null;

create table contact_phone (
  contact_id uuid not null references contact (id) on delete cascade,
  place smallint not null check (place >= 1),
  -- As it was said, one number.
  number label not null,
  -- Country code and number, digits alone; of an extension of ours, the extension.
  digits text not null check (digits ~ '^[0-9]{1,15}$'),
  extension text check (extension ~ '^[0-9]{1,8}$'),
  primary key (contact_id, place)
);
create index contact_phone_digits on contact_phone (digits);

create table contact_mail (
  contact_id uuid not null references contact (id) on delete cascade,
  place smallint not null check (place >= 1),
  address text not null check (address ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+$' and length(address) <= 254),
  primary key (contact_id, place)
);
create index contact_mail_address on contact_mail (lower(address));

-- What a contact was after each change. `content` is null where it was lawfully erased.
create table contact_change (
  contact_id uuid not null references contact (id),
  revision integer not null,
  at timestamptz not null,
  by uuid references person (id),
  kind text not null check (kind in ('created', 'changed', 'imported', 'merged', 'merged-away')),
  content jsonb,
  primary key (contact_id, revision)
);

-- Who asked, where it is somebody of the contacts.
alter table case_file add column contact_id uuid references contact (id);
create index case_file_contact on case_file (contact_id, status, id desc) where contact_id is not null;

grant select, insert, update on entity, contact to :app_role;
grant select, insert, update, delete on contact_phone, contact_mail to :app_role;
grant select, insert, update (content) on contact_change to :app_role;

-- A file of contacts that was brought and is looked at before it is let in; gone after a day.
create table contact_import (
  id uuid primary key default uuidv7(),
  by uuid not null references person (id),
  at timestamptz not null,
  file_name label not null,
  content text not null check (length(content) <= 4194304),
  done_at timestamptz
);
create index contact_import_at on contact_import (at);
grant select, insert, update, delete on contact_import to :app_role;
