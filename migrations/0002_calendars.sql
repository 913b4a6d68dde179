-- The calendars by which time is counted, as the pure calendar reads them, and the institution itself.

create table calendar (
  code text primary key check (code ~ '^[[:alnum:]][[:alnum:] ._-]{0,39}$'),
  data jsonb not null check (data ->> 'code' = code),
  revision integer not null default 1,
  changed_at timestamptz not null,
  -- Null where the command line or the first load did it.
  changed_by uuid references person (id)
);

create table institution (
  only_row boolean primary key default true check (only_row),
  name label not null,
  code code not null,
  calendar text not null references calendar (code),
  -- True for the invented ministry: its people may be entered without a password on an embedded database.
  demo boolean not null default false,
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  revision integer not null default 1
);

create trigger calendar_bumps_directory after insert or update or delete or truncate on calendar
  for each statement execute function bump_directory_revision();
create trigger institution_bumps_directory after insert or update or delete or truncate on institution
  for each statement execute function bump_directory_revision();

grant select, insert, update on calendar, institution to :app_role;
