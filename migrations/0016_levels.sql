-- How pressing a case is, who attends it and by when: the tables that the directorate keeps, and what is projected of each case.

create domain case_level as smallint check (value between 1 and 3);

-- Both instants are null where there is none, and once the case is over.
alter table case_file
  add column level case_level not null default 1,
  add column target_at timestamptz,
  add column warn_at timestamptz;
create index case_file_target on case_file (target_at, id) where target_at is not null;
create index case_file_warning on case_file (warn_at) where warn_at is not null;

-- Each revision of the table of priorities and what follows from them; never changed, so that a case can name the one it went by.
create table priority_table (
  id integer generated always as identity primary key,
  from_on date not null,
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  reason text not null check (length(reason) between 1 and 2000),
  made_at timestamptz not null,
  -- Null where the demonstration brought it.
  made_by uuid references person (id)
);

create table supplier (
  id uuid primary key default uuidv7(),
  name label not null,
  contact text check (length(contact) <= 300),
  closed_on date
);
create unique index supplier_name on supplier (lower(name)) where closed_on is null;

create table person_skill (
  person_id uuid not null references person (id),
  -- As the manuals say it: a matter, an area, a kind of request.
  skill text not null check (length(skill) between 2 and 120),
  -- 1 knows it, 2 does it alone, 3 teaches it.
  level smallint not null check (level between 1 and 3),
  noted_at timestamptz not null,
  noted_by uuid not null references person (id),
  primary key (person_id, skill)
);

-- A projection of the record: escalations of both kinds, and when each was answered.
create table escalation (
  case_id bigint not null references case_file (id),
  seq integer not null,
  kind text not null check (kind in ('functional', 'hierarchical')),
  task_id integer,
  position_id uuid references position (id),
  to_level case_level,
  asks text,
  asked_at timestamptz not null,
  asked_by uuid references person (id),
  answered_at timestamptz,
  answered_by uuid references person (id),
  outcome text,
  -- Working time from asking to answering.
  working_ms bigint,
  primary key (case_id, seq)
);
create index escalation_waiting on escalation (position_id, asked_at) where kind = 'hierarchical' and answered_at is null;
create index escalation_of_position on escalation (position_id, asked_at desc);
create index escalation_of_task on escalation (case_id, task_id) where kind = 'functional' and answered_at is null;

-- A projection of the record: who was warned of what.
create table case_warning (
  person_id uuid not null references person (id),
  case_id bigint not null references case_file (id),
  seq integer not null,
  target text not null check (target in ('attention', 'solution')),
  percent smallint not null,
  due_at timestamptz not null,
  given_at timestamptz not null,
  -- The person's own mark; not a part of the record.
  seen_at timestamptz,
  primary key (person_id, case_id, seq)
);
create index case_warning_new on case_warning (person_id, given_at desc, case_id, seq) where seen_at is null;

create trigger priority_table_bumps_directory after insert on priority_table
  for each statement execute function bump_directory_revision();
create trigger supplier_bumps_directory after insert or update or delete or truncate on supplier
  for each statement execute function bump_directory_revision();

grant select, insert on priority_table to :app_role;
grant select, insert, update on supplier to :app_role;
grant select, insert, update, delete on person_skill, escalation, case_warning to :app_role;
