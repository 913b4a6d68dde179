-- Manuals being written. What rules is in manual_version; a draft rules nothing.
create table manual_draft (
  id uuid primary key default uuidv7(),
  source text not null check (length(source) <= 300000),
  -- The told examples, kept with the text that they test.
  examples text not null default '' check (length(examples) <= 300000),
  -- The number of the latest saving: who saves says which one was seen.
  revision integer not null default 1 check (revision >= 1),
  -- As the text's front matter said at the latest saving; null where it does not say.
  manual_code text check (manual_code <> ''),
  title text check (title <> ''),
  -- The version from which it was made, with which it is compared.
  base_version integer references manual_version (id),
  -- The case that runs its life.
  case_id bigint unique references case_file (id),
  origin text not null check (origin in ('new', 'version', 'import')),
  -- The document that was imported, as uploaded.
  origin_file uuid references stored_file (id),
  created_at timestamptz not null,
  created_by uuid not null references person (id),
  changed_at timestamptz not null,
  changed_by uuid not null references person (id),
  closed_at timestamptz,
  closed_by uuid references person (id),
  closed_reason text check (closed_reason in ('published', 'discarded')),
  check (origin <> 'version' or base_version is not null),
  check (origin_file is null or origin = 'import'),
  check (num_nulls(closed_at, closed_by, closed_reason) in (0, 3))
);
create index manual_draft_changed on manual_draft (changed_at desc) where closed_at is null;
create index manual_draft_origin_file on manual_draft (origin_file) where origin_file is not null;

-- Every text that was saved. Append-only: nothing that was written is lost, and any two can be compared.
create table manual_draft_revision (
  draft_id uuid not null references manual_draft (id),
  revision integer not null check (revision >= 1),
  source text not null,
  examples text not null,
  saved_at timestamptz not null,
  saved_by uuid not null references person (id),
  -- The revision that was brought back, where it is one.
  restored integer check (restored < revision),
  primary key (draft_id, revision)
);
create trigger manual_draft_revision_append_only before update or delete on manual_draft_revision
  for each row execute function refuse_change();
create trigger manual_draft_revision_no_truncate before truncate on manual_draft_revision
  for each statement execute function refuse_change();

-- A draft is closed, never deleted.
grant select, insert, update on manual_draft to :app_role;
grant select, insert on manual_draft_revision to :app_role;
