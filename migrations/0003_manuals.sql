-- Manuals as published. A version is never edited: what is in force is decided by its dates.
create table manual_version (
  id integer generated always as identity primary key,
  manual_code text not null check (manual_code <> ''),
  version text not null check (version ~ '^[0-9]+(\.[0-9]+)*$'),
  title text not null,
  source text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  published_by uuid references person (id),
  in_force_from timestamptz not null,
  in_force_until timestamptz,
  unique (manual_code, version),
  check (in_force_until is null or in_force_until >= in_force_from)
);

-- At most one version of a manual is in force without an end.
create unique index manual_version_in_force on manual_version (manual_code) where in_force_until is null;

grant select, insert, update on manual_version to :app_role;
