-- What the virus scanner said of each content, by its digest: content is scanned once, however often it is sent.
create table content_scan (
  sha256 sha256_hex primary key,
  -- `unscanned`: the scanner answered that it cannot look into this content (larger than it accepts).
  state text not null check (state in ('waiting', 'clean', 'infected', 'unscanned')),
  -- Of what was found, as the scanner names it.
  signature text check ((signature is not null) or state <> 'infected'),
  -- What the scanner answered where it could not scan.
  said text,
  asked_at timestamptz not null,
  scanned_at timestamptz,
  attempts integer not null default 0,
  next_at timestamptz not null,
  -- An administrator lets it be opened all the same.
  released_by uuid references person (id),
  released_at timestamptz,
  released_reason text,
  -- An administrator removed the content from the quarantine.
  removed_by uuid references person (id),
  removed_at timestamptz,
  check ((released_by is null) = (released_at is null) and (released_at is null) = (released_reason is null)),
  check ((removed_by is null) = (removed_at is null))
);
create index content_scan_due on content_scan (next_at) where state = 'waiting';
create index content_scan_found on content_scan (scanned_at desc, sha256) where state in ('infected', 'unscanned');

grant select, insert, update, delete on content_scan to :app_role;
