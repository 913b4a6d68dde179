-- What a person keeps about the trays: views, cases followed, batches with what became of each row; and who is looking at a case.

create table saved_view (
  id uuid primary key default uuidv7(),
  owner_id uuid not null references person (id),
  name label not null check (length(name) <= 60),
  tray text not null check (tray in ('mias', 'cargo', 'unidad', 'vencidas', 'sin-puesto', 'seguidas')),
  -- Filter, order, columns and height of rows, as the address of the tray says them in the API.
  query text not null check (length(query) <= 2000),
  -- With whom it is shared; both null is private.
  unit_id uuid references unit (id),
  position_id uuid references position (id),
  revision integer not null default 1,
  changed_at timestamptz not null,
  check (num_nonnulls(unit_id, position_id) <= 1)
);
create unique index saved_view_name on saved_view (owner_id, lower(name));
create index saved_view_unit on saved_view (unit_id) where unit_id is not null;
create index saved_view_position on saved_view (position_id) where position_id is not null;

-- What each person makes of a view: a tab of its own, the page that opens first.
create table view_choice (
  person_id uuid not null references person (id),
  view_id uuid not null references saved_view (id) on delete cascade,
  pinned boolean not null default false,
  opens_first boolean not null default false,
  primary key (person_id, view_id)
);
create unique index view_choice_first on view_choice (person_id) where opens_first;
create index view_choice_view on view_choice (view_id);

create table case_follower (
  person_id uuid not null references person (id),
  case_id bigint not null references case_file (id),
  since timestamptz not null,
  primary key (person_id, case_id)
);
create index case_follower_case on case_follower (case_id);

create table bulk_run (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  key request_key not null,
  action text not null check (action in ('claim', 'release', 'hand-over', 'note', 'complete', 'undo')),
  -- Of what was asked, so that the same key with other content is refused.
  request_sha256 sha256_hex not null,
  input jsonb not null,
  begun_at timestamptz not null,
  unique (person_id, key)
);
create index bulk_run_age on bulk_run (begun_at);

create table bulk_item (
  run_id uuid not null references bulk_run (id) on delete cascade,
  place integer not null check (place between 1 and 200),
  case_number text not null,
  task_id integer not null,
  -- Null until it has been tried.
  outcome text check (outcome in ('done', 'already', 'refused')),
  -- The sentence of a refusal, in both languages.
  refusal jsonb,
  -- The case's last act after it: what an undoing takes back.
  seq integer,
  primary key (run_id, place)
);

-- Who has a case open right now. Nothing is kept: a row is worth thirty seconds, and a restart empties it.
create unlogged table case_presence (
  case_id bigint not null,
  person_id uuid not null,
  tab text not null check (tab ~ '^[0-9a-z]{4,32}$'),
  writing boolean not null,
  seen_at timestamptz not null,
  primary key (case_id, person_id, tab)
);
create index case_presence_age on case_presence (seen_at);

-- The orders of the trays that hold thousands; those of one person or group are sorted.
create index task_of_position_by_due on task (position_id, due_at, case_id, id) where assignee is null;
create index task_of_position_by_arrival on task (position_id, arrived_at, case_id, id) where assignee is null;
create index task_of_position_by_number on task (position_id, case_id, id) where assignee is null;
create index task_of_unit_by_due on task (unit_id, due_at, case_id, id);
create index task_of_unit_by_arrival on task (unit_id, arrived_at, case_id, id);
create index task_of_unit_by_number on task (unit_id, case_id, id);
create index task_unplaced on task (priority, due_at, case_id, id)
  where position_id is null and group_id is null and assignee is null and kind in ('step', 'reply', 'signature');

grant select, insert, update, delete on saved_view, view_choice, case_follower, bulk_run, bulk_item, case_presence to :app_role;
