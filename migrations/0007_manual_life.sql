-- What a version of a manual carries from the case that made it.
alter table manual_version
  -- Why it was published with warnings.
  add column warnings_reason text check (warnings_reason <> ''),
  -- Its line in the register of modifications: sentences, one a line.
  add column changes text not null default '',
  -- What approved it, and who signed: [{act, post, name, date, norm}].
  add column approvals jsonb not null default '[]' check (jsonb_typeof(approvals) = 'array'),
  add column case_id bigint references case_file (id),
  -- The official document with its signatures.
  add column document_file uuid references stored_file (id);

-- The official document as a case put it to signature. Append-only: another text is another document.
create table manual_issue (
  id bigint primary key generated always as identity,
  case_id bigint not null references case_file (id),
  draft_id uuid not null references manual_draft (id),
  draft_revision integer not null,
  -- Of the draft's text that was printed.
  sha256 sha256_hex not null,
  file_id uuid not null references stored_file (id),
  -- Where each approval is signed: [{act, post, page, rect}].
  places jsonb not null check (jsonb_typeof(places) = 'array'),
  issued_at timestamptz not null,
  issued_by uuid not null references person (id)
);
create index manual_issue_case on manual_issue (case_id, id desc);
create trigger manual_issue_append_only before update or delete on manual_issue for each row execute function refuse_change();
create trigger manual_issue_no_truncate before truncate on manual_issue for each statement execute function refuse_change();

-- Who has to get a version, and who said that it came.
create table manual_copy (
  version_id integer not null references manual_version (id),
  unit_id uuid not null references unit (id),
  -- With the certificate that it equals the original.
  certified boolean not null,
  case_id bigint not null references case_file (id),
  sent_at timestamptz not null,
  received_at timestamptz,
  received_by uuid references person (id),
  primary key (version_id, unit_id),
  check (num_nulls(received_at, received_by) in (0, 2))
);
create index manual_copy_unit on manual_copy (unit_id) where received_at is null;

-- Where the steps of other versions go on in a new one, as a case of moving prepared it.
create table version_move (
  case_id bigint primary key references case_file (id),
  to_version integer not null references manual_version (id),
  -- [{from: version id, procedure, map: {step: step | null}}]
  maps jsonb not null check (jsonb_typeof(maps) = 'array'),
  prepared_at timestamptz not null,
  prepared_by uuid not null references person (id),
  done_at timestamptz,
  moved integer,
  check (num_nulls(done_at, moved) in (0, 2))
);

grant select, insert on manual_issue to :app_role;
grant select, insert, update on manual_copy, version_move to :app_role;
