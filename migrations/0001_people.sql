-- Who works where: units, positions, persons, who stands in for whom, how they sign in, and what administrators did.
-- Columns that end in _on are dates of the institution's own time zone, both ends included; columns that end in _at are instants.

create extension if not exists btree_gist;

-- Text that people read: no control characters, no blanks around it, never empty.
create domain label as text check (value ~ '^[^[:cntrl:]]{1,200}$' and value = btrim(value));
-- A code that people type and manuals cite.
create domain code as text check (value ~ '^[[:alnum:]][[:alnum:]._/-]{0,39}$');

create table unit (
  id uuid primary key default uuidv7(),
  code code not null,
  name label not null,
  parent_id uuid references unit (id),
  head_position_id uuid,
  -- Municipality or office whose local holidays it keeps.
  office code,
  closed_on date,
  revision integer not null default 1,
  check (parent_id <> id)
);
create unique index unit_code on unit (lower(code));
create unique index unit_name on unit (lower(name)) where closed_on is null;
create index unit_parent on unit (parent_id);

create table position (
  id uuid primary key default uuidv7(),
  unit_id uuid not null references unit (id),
  code code not null,
  title label not null,
  places integer not null default 1 check (places between 1 and 1000),
  closed_on date,
  revision integer not null default 1
);
create unique index position_code on position (lower(code));
create unique index position_title on position (unit_id, lower(title)) where closed_on is null;

alter table unit add constraint unit_head_position_id_fkey foreign key (head_position_id) references position (id);
create index unit_head on unit (head_position_id);

create table person (
  id uuid primary key default uuidv7(),
  username text not null check (username ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
  name label not null,
  email text check (email ~ '^[^[:space:][:cntrl:]@]+@[^[:space:][:cntrl:]@]+$' and length(email) <= 254),
  phone label,
  extension label,
  unit_id uuid references unit (id),
  administrator_since timestamptz,
  -- Null where the installation itself made the administrator.
  administrator_by uuid references person (id),
  left_on date,
  revision integer not null default 1,
  check (administrator_since is not null or administrator_by is null)
);
create unique index person_username on person (username);
create unique index person_email on person (lower(email));
create index person_unit on person (unit_id);

create table tenure (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  position_id uuid not null references position (id),
  from_on date not null,
  until_on date,
  check (until_on >= from_on),
  constraint tenure_no_overlap exclude using gist (person_id with =, position_id with =, daterange(from_on, until_on, '[]') with &&)
);
create index tenure_position on tenure (position_id);

create table absence (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  from_on date not null,
  until_on date,
  reason label,
  check (until_on >= from_on),
  constraint absence_no_overlap exclude using gist (person_id with =, daterange(from_on, until_on, '[]') with &&)
);

create table deputy (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  for_person_id uuid references person (id),
  for_position_id uuid references position (id),
  from_on date not null,
  until_on date,
  reason label,
  check (until_on >= from_on),
  check (num_nonnulls(for_person_id, for_position_id) = 1),
  check (for_person_id <> person_id)
);
create index deputy_person on deputy (person_id);
create index deputy_for_person on deputy (for_person_id);
create index deputy_for_position on deputy (for_position_id);

create table person_group (
  id uuid primary key default uuidv7(),
  code code not null,
  name label not null,
  revision integer not null default 1
);
create unique index person_group_code on person_group (lower(code));

create table person_group_member (
  group_id uuid not null references person_group (id),
  person_id uuid not null references person (id),
  primary key (group_id, person_id)
);
create index person_group_member_person on person_group_member (person_id);

-- A list that a manual goes through, one case for each member: the call centres, the servers of a plan.
create table directory_list (
  id uuid primary key default uuidv7(),
  code code not null,
  name label not null,
  revision integer not null default 1
);
create unique index directory_list_code on directory_list (lower(code));

create table directory_list_member (
  list_id uuid not null references directory_list (id),
  place integer not null check (place >= 1),
  name label not null,
  unit_id uuid references unit (id),
  primary key (list_id, place),
  unique (list_id, name)
);

create table credential (
  person_id uuid primary key references person (id),
  -- PHC string of argon2id.
  password_hash text not null check (password_hash like '$argon2id$%'),
  must_change boolean not null,
  changed_at timestamptz not null,
  -- When a one-time password stops working; null for a password that its owner chose.
  expires_at timestamptz
);

create table session (
  -- SHA-256 of the token in the cookie.
  token_hash text primary key,
  person_id uuid not null references person (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  csrf_secret text not null,
  check (expires_at > created_at)
);
create index session_person on session (person_id);
create index session_expiry on session (expires_at);

create table sign_in_attempt (
  id bigint primary key generated always as identity,
  at timestamptz not null,
  -- SHA-256 of the name typed: people type passwords into that field.
  username_hash text not null,
  address text not null,
  succeeded boolean not null default false
);
create index sign_in_attempt_username on sign_in_attempt (username_hash, at);
create index sign_in_attempt_address on sign_in_attempt (address, at);
create index sign_in_attempt_at on sign_in_attempt (at);

-- What administrators did. Append-only; never holds a password.
create table admin_act (
  seq bigint primary key generated always as identity,
  at timestamptz not null,
  -- Null where the command line or the first load did it.
  actor_id uuid references person (id),
  action text not null check (action ~ '^[a-z-]+[.][a-z-]+$'),
  subject_kind text not null,
  subject_id text not null,
  data jsonb not null check (jsonb_typeof(data) = 'object')
);
create index admin_act_subject on admin_act (subject_kind, subject_id, seq);

create function refuse_admin_act_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger admin_act_append_only before update or delete or truncate on admin_act
  for each statement execute function refuse_admin_act_change();

-- The directory is read from memory and checked by one cheap query of this row. The number comes from a sequence, so that a
-- transaction that rolled back never leaves its number to another content.
create sequence directory_revision_seq;
create table directory_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into directory_revision (revision) values (nextval('directory_revision_seq'));

create function bump_directory_revision() returns trigger language plpgsql as $$
begin
  update directory_revision set revision = nextval('directory_revision_seq');
  return null;
end
$$;

do $$
declare
  watched text;
begin
  foreach watched in array array['unit', 'position', 'person', 'tenure', 'absence', 'deputy',
    'person_group', 'person_group_member', 'directory_list', 'directory_list_member']
  loop
    execute format('create trigger %I after insert or update or delete or truncate on %I
      for each statement execute function bump_directory_revision()', watched || '_bumps_directory', watched);
  end loop;
end
$$;

grant select, insert, update, delete on unit, position, person, tenure, absence, deputy, person_group, person_group_member,
  directory_list, directory_list_member, credential, session, sign_in_attempt to :app_role;
grant select, update on directory_revision to :app_role;
grant usage on sequence directory_revision_seq to :app_role;
grant select, insert on admin_act to :app_role;
