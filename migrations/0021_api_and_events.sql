-- Keys of programs, what other programs are told of the record, and the calendar of a person's due steps.

-- A person who is a program: it has positions and permissions as anybody, and no password.
create table service_account (
  person_id uuid primary key references person (id),
  purpose text not null check (length(purpose) between 1 and 500),
  made_by uuid references person (id),
  made_at timestamptz not null
);

create table api_key (
  id uuid primary key default uuidv7(),
  -- Whoever the key acts as: its owner, or a service account.
  person_id uuid not null references person (id),
  name text not null check (length(name) between 1 and 100),
  -- The first letters of the token, by which people recognise it.
  prefix text not null check (length(prefix) = 12),
  token_hash sha256_hex not null unique,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- Networks from which it may be used; empty for any.
  networks text[] not null,
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_used_from text,
  revoked_at timestamptz,
  revoked_by uuid references person (id)
);
create index api_key_person on api_key (person_id, id);

create table webhook (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) <= 2000),
  events text[] not null check (cardinality(events) > 0),
  -- `DTI-MNP-01/2`, and units of which one takes part; empty for all.
  procedures text[] not null,
  units uuid[] not null,
  -- Whether personal text goes along.
  personal boolean not null,
  -- Sealed by the secret of the installation.
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamptz,
  made_by uuid not null references person (id),
  made_at timestamptz not null,
  revision integer not null default 1,
  paused_at timestamptz,
  paused_because text check (paused_because in ('person', 'gone')),
  -- Rounds in a row in which its receiver did not answer, and until when it is left alone.
  failures integer not null default 0,
  rests_until timestamptz not null default '-infinity',
  check ((paused_at is null) = (paused_because is null)),
  check ((previous_secret is null) = (previous_until is null))
);

-- What is to be told: which act to which receiver. The message is made when it is sent, so that what was erased meanwhile is not told.
create table webhook_delivery (
  id bigint generated always as identity primary key,
  -- The same at every attempt, so that the receiver knows a repetition.
  message uuid not null default uuidv7(),
  webhook_id uuid not null references webhook (id) on delete cascade,
  event text not null,
  -- The act; null for a ping.
  case_id bigint references case_file (id),
  opened_month date,
  seq integer,
  made_at timestamptz not null,
  give_up_at timestamptz not null,
  next_at timestamptz not null,
  attempts integer not null default 0,
  ended_at timestamptz,
  outcome text check (outcome in ('delivered', 'given-up')),
  last_at timestamptz,
  last_status integer,
  last_error text,
  last_request text check (length(last_request) <= 4000),
  last_answer text check (length(last_answer) <= 4000),
  check ((ended_at is null) = (outcome is null)),
  check ((case_id is null) = (seq is null) and (case_id is null) = (opened_month is null))
);
create index webhook_delivery_next on webhook_delivery (next_at, id) where ended_at is null;
create index webhook_delivery_case on webhook_delivery (webhook_id, case_id, id) where ended_at is null;
create index webhook_delivery_log on webhook_delivery (webhook_id, id desc);
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;

-- Whoever subscribes is told from then on: what follows for them begins behind what there is.
insert into record_follower (name, xid, case_id, seq, moved_at)
values ('webhooks', pg_snapshot_xmin(pg_current_snapshot()), 0, 0, now());

create table calendar_feed (
  person_id uuid primary key references person (id),
  token_hash sha256_hex not null unique,
  made_at timestamptz not null,
  last_used_at timestamptz,
  -- What was answered last, so that a calendar asks again only for what changed.
  content_hash text,
  content_at timestamptz
);

grant select, insert on service_account to :app_role;
grant select, insert, update on api_key to :app_role;
grant select, insert, update, delete on webhook, webhook_delivery, calendar_feed to :app_role;
