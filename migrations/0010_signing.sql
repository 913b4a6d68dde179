-- Certificates, and what people sign with. Private keys stand here sealed: without the installation's own secret, a file beside the
-- database, none can be opened, and a person's not without that person's password either.

create domain serial_hex as text check (value ~ '^[0-9a-f]{2,64}$');

-- Authorities whose certificates are believed. One of them, with a key, issues.
create table certificate_authority (
  id uuid primary key default uuidv7(),
  certificate bytea not null,
  fingerprint sha256_hex not null unique,
  -- PEM of those above it, nearest first.
  chain text not null default '',
  -- Null where the institution believes it and does not issue with it.
  sealed_key bytea,
  made_at timestamptz not null,
  made_by uuid references person (id),
  -- Since when another one issues; it is believed still.
  retired_at timestamptz
);
create unique index certificate_authority_issuing on certificate_authority ((true)) where sealed_key is not null and retired_at is null;

create table person_certificate (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  -- Null where the person brought it.
  authority_id uuid references certificate_authority (id),
  serial serial_hex not null,
  fingerprint sha256_hex not null,
  certificate bytea not null,
  chain text not null default '',
  -- Gone once it is retired or revoked: nothing is signed with it any more.
  sealed_key bytea,
  not_before timestamptz not null,
  not_after timestamptz not null,
  made_at timestamptz not null,
  -- The password was reset, and with it what the key is sealed with.
  locked_at timestamptz,
  retired_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text check (revoked_reason in ('unspecified', 'key-compromise', 'affiliation-changed', 'superseded', 'cessation')),
  revoked_by uuid references person (id),
  check (not_after > not_before),
  check ((revoked_at is null) = (revoked_reason is null))
);
create unique index person_certificate_current on person_certificate (person_id) where retired_at is null;
create index person_certificate_authority on person_certificate (authority_id, revoked_at);

-- Pictures are kept as they were cleaned: nothing in them but the picture.
create table signature_picture (
  person_id uuid primary key references person (id),
  content bytea not null,
  content_type text not null check (content_type in ('image/png', 'image/jpeg')),
  saved_at timestamptz not null
);

create table unit_seal (
  unit_id uuid primary key references unit (id),
  content bytea not null,
  content_type text not null check (content_type in ('image/png', 'image/jpeg')),
  saved_at timestamptz not null
);

-- That a person has just given the password to sign one task. Good for one use and two minutes.
create table signing_proof (
  -- SHA-256 of the proof.
  token_hash text primary key,
  person_id uuid not null references person (id),
  case_number text not null,
  task_id integer not null,
  -- What opens the person's key, itself sealed with the proof.
  sealed bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index signing_proof_expiry on signing_proof (expires_at);

grant select, insert, update on certificate_authority, person_certificate to :app_role;
grant select, insert, update, delete on signature_picture, unit_seal, signing_proof to :app_role;
