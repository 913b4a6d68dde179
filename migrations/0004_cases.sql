-- The record. A case is its acts; case_file, task, timer and case_reader are projections of them, rebuilt at will.

-- Domains and not checks of the tables: PostgreSQL reads a table's checks anew at every statement, a fifth of the cost of a step.
create domain sha256_hex as text check (value ~ '^[0-9a-f]{64}$');
create domain salt_hex as text check (value ~ '^[0-9a-f]{32}$');
create domain act_seq as integer check (value > 0);
create domain first_of_month as date check (extract(day from value) = 1);
create domain case_status as text check (value in ('open', 'closed', 'annulled'));
create domain priority as smallint check (value between 1 and 4);
create domain task_kind as text check (value in ('step', 'reply', 'signature', 'wait', 'child'));
create domain request_key as text check (length(value) between 8 and 200);

create table case_number (
  year integer primary key check (year between 1990 and 2200),
  last bigint not null
);

create table case_file (
  id bigint generated always as identity primary key,
  number text not null unique,
  -- Immutable: it is the partition of the case's acts.
  opened_month first_of_month not null,
  manual_version_id integer not null references manual_version (id),
  procedure text not null,
  title text not null,
  channel text not null,
  status case_status not null,
  priority priority not null default 3,
  requester_person uuid references person (id),
  requester_name text,
  parent_case bigint references case_file (id),
  parent_task integer,
  opened_at timestamptz not null,
  closed_at timestamptz,
  seq act_seq not null,
  head_hash sha256_hex not null,
  state jsonb not null,
  -- For the acts: a case cannot move to another month, nor go away, while it has any.
  unique (id, opened_month)
);
-- Read and written at every step: compressing it would cost more than its bytes.
alter table case_file alter column state set storage external;
create index case_file_requester on case_file (requester_person, id desc);
create index case_file_parent on case_file (parent_case) where parent_case is not null;
create index case_file_recent on case_file (id desc) where status = 'open';

-- Append-only, in partitions by the month in which the case was opened, so that a case stays in one.
create table act (
  opened_month date not null,
  case_id bigint not null,
  seq act_seq not null,
  at timestamptz not null,
  actor_person uuid,
  kind text not null,
  -- RFC 8785 canonical text; the hash is SHA-256 over it, and it names the hash before.
  text text not null,
  hash sha256_hex not null,
  -- Followers read only below pg_snapshot_xmin, so that a late commit is not skipped.
  xid xid8 not null default pg_current_xact_id(),
  primary key (opened_month, case_id, seq),
  foreign key (case_id, opened_month) references case_file (id, opened_month)
) partition by range (opened_month);

-- Personal text of an act, outside the hash: the act holds only its salted digest.
create table act_private (
  case_id bigint not null references case_file (id),
  seq integer not null,
  salt salt_hex not null,
  content jsonb,
  erased_at timestamptz,
  erased_reason text,
  primary key (case_id, seq),
  check ((content is null) = (erased_at is not null))
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The record is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger act_append_only before update or delete on act for each row execute function refuse_change();
create trigger act_no_truncate before truncate on act for each statement execute function refuse_change();

-- Makes the partition of a month. The application's role may not create tables, so it calls this.
create function make_act_partition(month date) returns void language plpgsql security definer set search_path from current as $$
declare
  first date := date_trunc('month', month)::date;
  name text := 'act_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass(name) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('make_act_partition'));
  execute format('create table %I partition of act for values from (%L) to (%L)', name, first, (first + interval '1 month')::date);
  execute format('create trigger act_no_truncate before truncate on %I for each statement execute function refuse_change()', name);
  execute format('grant select, insert on %I to :app_role', name);
exception
  -- Somebody else made it while this waited for the lock. Looking again would not tell: the answer is kept from before the wait.
  when duplicate_table then null;
end $$;

create table task (
  case_id bigint not null references case_file (id),
  id integer not null,
  kind task_kind not null,
  row_number text not null,
  role text,
  position_id uuid references position (id),
  unit_id uuid references unit (id),
  group_id text,
  assignee uuid references person (id),
  priority priority not null,
  arrived_at timestamptz not null,
  -- 'infinity' where nothing is due, so that one index orders them all.
  due_at timestamptz not null,
  primary key (case_id, id)
);
create index task_of_position on task (position_id, priority, due_at, case_id, id) where assignee is null;
create index task_of_assignee on task (assignee, priority, due_at, case_id, id) where assignee is not null;
create index task_of_unit on task (unit_id, priority, due_at, case_id, id);
create index task_of_group on task (group_id, priority, due_at, case_id, id) where group_id is not null;
create index task_without_position on task (case_id) where position_id is null and kind in ('step', 'reply', 'signature');

create table timer (
  case_id bigint not null,
  task_id integer not null,
  at timestamptz not null,
  -- A case whose timer cannot be handled is put off instead of blocking the others.
  failures integer not null default 0,
  retry_at timestamptz not null default '-infinity',
  primary key (case_id, task_id),
  foreign key (case_id, task_id) references task (case_id, id) on delete cascade
);
create index timer_at on timer (at);

-- Who may read a case: units whose positions took part, and persons (requester, whoever was handed a task).
create table case_reader (
  case_id bigint not null references case_file (id),
  reader uuid not null,
  primary key (case_id, reader)
);
create index case_reader_reader on case_reader (reader, case_id desc);

-- The same POST twice gives the same answer once.
create table idempotency_key (
  person uuid not null,
  key request_key not null,
  request_sha256 text not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (person, key)
);
create index idempotency_key_age on idempotency_key (created_at);

create table stored_file (
  id uuid primary key default uuidv7(),
  sha256 sha256_hex not null,
  size bigint not null check (size >= 0),
  name text not null,
  -- From our own sniffing of the bytes, never from the sender.
  content_type text not null,
  uploaded_by uuid references person (id),
  uploaded_at timestamptz not null,
  -- Null until an act attaches it.
  case_id bigint references case_file (id)
);
create index stored_file_case on stored_file (case_id) where case_id is not null;

-- Ed25519 keys that sign exports; the private key is kept in a file outside the database.
create table installation_key (
  fingerprint text primary key,
  public_key text not null,
  made_at timestamptz not null
);

-- The revisions of the calendars for which every open deadline has been computed; another state of them asks for it again.
create table dues_computed (
  only_row boolean primary key default true check (only_row),
  calendars text not null
);

-- The program may add to the record and read it, nothing else.
grant select, insert on act to :app_role;
-- Lawful erasure empties `content`; the digest in the act stays.
grant select, insert, update on act_private to :app_role;
grant select, insert, update on case_number, case_file to :app_role;
grant select, insert, update, delete on task, timer, case_reader, idempotency_key, stored_file to :app_role;
grant select, insert on installation_key to :app_role;
grant select, insert, update on dues_computed to :app_role;
revoke execute on function make_act_partition(date) from public;
grant execute on function make_act_partition(date) to :app_role;
