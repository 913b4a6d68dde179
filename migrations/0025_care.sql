-- Care of data: what is erased because somebody has a right to it, what is erased because its time is over, and what holds both.

alter table case_file
  -- Retained by law: nothing of it is erased. A projection of the record.
  add column held boolean not null default false,
  -- What was lawfully erased: 1 text, 2 files, 4 who asked. A projection of the record.
  add column erased_parts smallint not null default 0 check (erased_parts between 0 and 7);
create index case_file_ended on case_file (manual_version_id, procedure, erased_parts, closed_at, id) where closed_at is not null;
create index case_file_held on case_file (id desc) where held;

-- The salt goes with the text: without it, nobody tries out short texts against the digest that stays in the act.
alter table act_private alter salt drop not null;

-- Where somebody outside stands in an act, by name and address.
create index act_private_contact_name on act_private (lower(content #>> '{contact,name}')) where content ? 'contact';
create index act_private_contact_mail on act_private (lower(content #>> '{contact,email}')) where content ? 'contact';

-- Of which case a paper is: its content holds what was filled in, and goes with it.
alter table printed_document add column case_id bigint references case_file (id);
create index printed_document_case on printed_document (case_id) where case_id is not null;
grant delete on printed_document to :app_role;

-- A person's request, or one case, to be erased; asked by one administrator and confirmed by another.
create table erasure (
  id uuid primary key default uuidv7(),
  subject_kind text not null check (subject_kind in ('person', 'contact', 'case')),
  -- Id of the person or contact, number of the case.
  subject_id text not null check (length(subject_id) <= 60),
  reason text not null check (length(reason) between 1 and 1000),
  legal_basis text not null check (length(legal_basis) between 1 and 300),
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  status text not null default 'asked' check (status in ('asked', 'confirmed', 'refused', 'withdrawn', 'done')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  -- Why it was refused or withdrawn.
  decision text check (length(decision) between 1 and 1000),
  done_at timestamptz,
  -- Whether the entry in the directory of contacts was erased too.
  contact_erased boolean not null default false,
  check ((decided_by is null) = (decided_at is null) and (status = 'asked') = (decided_by is null)),
  -- Who asks never confirms.
  check (status not in ('confirmed', 'done') or decided_by <> asked_by)
);
create unique index erasure_open on erasure (subject_kind, subject_id) where status in ('asked', 'confirmed');
create index erasure_confirmed on erasure (decided_at) where status = 'confirmed';

-- The cases of a request as they stood when it was confirmed, and what became of each.
create table erasure_case (
  erasure_id uuid not null references erasure (id),
  case_id bigint not null references case_file (id),
  -- Acts of a case of others in which the person stands; null for the whole case.
  seqs integer[],
  outcome text check (outcome in ('erased', 'open', 'held')),
  acts integer,
  files integer,
  primary key (erasure_id, case_id)
);
create index erasure_case_waiting on erasure_case (erasure_id, case_id) where outcome is null;

-- How long cases of a kind are kept after they end. None: for ever.
create table retention_rule (
  id uuid primary key default uuidv7(),
  manual_code text not null check (length(manual_code) <= 60),
  procedure text not null check (length(procedure) <= 60),
  years smallint not null check (years between 1 and 100),
  erases text[] not null check (cardinality(erases) > 0 and erases <@ array['text', 'files', 'contact']),
  legal_basis text not null check (length(legal_basis) between 1 and 300),
  proposed_by uuid not null references person (id),
  proposed_at timestamptz not null,
  status text not null default 'proposed' check (status in ('proposed', 'in-force', 'refused', 'ended')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  ended_by uuid references person (id),
  ended_at timestamptz,
  erased_cases integer not null default 0,
  last_run_at timestamptz,
  check ((decided_by is null) = (decided_at is null) and (status = 'proposed') = (decided_by is null)),
  check (status not in ('in-force', 'ended') or decided_by <> proposed_by),
  -- The name of who asked stands in the text.
  check (not 'contact' = any(erases) or 'text' = any(erases))
);
create unique index retention_rule_in_force on retention_rule (manual_code, procedure) where status = 'in-force';
create unique index retention_rule_proposed on retention_rule (manual_code, procedure) where status = 'proposed';

-- By which the deliveries about a case are found, and the batches that touched one.
create index webhook_delivery_of_case on webhook_delivery (case_id) where case_id is not null;
create index bulk_item_case on bulk_item (case_number);

-- Whether a content is still of somebody.
create index stored_file_sha256 on stored_file (sha256);

-- Contents of the file store that no row names any more, until they are gone from it.
create table content_to_remove (
  sha256 sha256_hex primary key,
  since timestamptz not null
);

grant select, insert, update on erasure, erasure_case, retention_rule to :app_role;
grant select, insert, delete on content_to_remove to :app_role;
