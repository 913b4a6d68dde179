-- Documents that are brought into the notation. What was uploaded stays until its uploader puts it away.
create table manual_import (
  id uuid primary key default uuidv7(),
  -- The document as uploaded; null once it was put away.
  file_id uuid references stored_file (id),
  name text not null check (name <> ''),
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  state text not null check (state in ('reading', 'done', 'refused', 'discarded')),
  -- How far the reading has come, in words and as a share.
  step text not null default '',
  share real not null default 0 check (share between 0 and 1),
  -- When it last said so: a reading whose process died says nothing more.
  heard_at timestamptz not null,
  -- What came of it.
  source text,
  report jsonb,
  counts jsonb,
  refusal jsonb,
  draft_id uuid references manual_draft (id),
  check ((state = 'done') <= (source is not null and report is not null and counts is not null)),
  check ((state = 'refused') <= (refusal is not null)),
  check ((state = 'discarded') = (file_id is null))
);
create index manual_import_asked on manual_import (asked_by, asked_at desc) where state <> 'discarded';
create index manual_import_file on manual_import (file_id) where file_id is not null;

-- An import is put away, never deleted.
grant select, insert, update on manual_import to :app_role;
