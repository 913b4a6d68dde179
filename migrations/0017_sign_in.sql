-- Everything beyond the local password: second factors, passkeys, the institution's directory, OpenID Connect, the sessions as their
-- owner sees them, and «Ver como».

alter table session
  -- By which the owner ends it; the hash of the token is shown to nobody.
  add column id uuid not null default uuidv7(),
  add column device text not null default '' check (length(device) <= 300),
  add column address text not null default '',
  add column method text not null default 'password'
    check (method in ('password', 'demonstration', 'directory', 'openid', 'passkey')),
  -- When the second factor was given; null where only one was.
  add column second_factor_at timestamptz,
  -- Of an OpenID session: what its provider needs to end its own.
  add column sealed_id_token bytea,
  -- «Ver como»: whom the owner sees the program as, until when.
  add column viewing_id uuid,
  add column viewed_person_id uuid references person (id),
  add column viewing_ends_at timestamptz,
  add constraint session_viewing check (num_nonnulls(viewing_id, viewed_person_id, viewing_ends_at) in (0, 3));
create unique index session_id on session (id);

create table totp (
  person_id uuid primary key references person (id),
  sealed_secret bytea not null,
  begun_at timestamptz not null,
  -- Null until a first code has been given.
  confirmed_at timestamptz,
  -- The last step of 30 seconds whose code was taken: none is taken twice.
  last_step bigint not null default 0
);

create table recovery_code (
  person_id uuid not null references totp (person_id) on delete cascade,
  -- HMAC of the code with the installation's secret.
  code_hash text not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

create table passkey (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  name label not null,
  credential_id text not null unique check (credential_id ~ '^[A-Za-z0-9_-]+$' and length(credential_id) <= 1400),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  -- The host for which it was made; it works at no other.
  rp_id text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- What was begun and waits for its next step: one use, some minutes, one browser.
create table sign_in_step (
  token_hash text primary key,
  kind text not null check (kind in ('second-factor', 'passkey', 'new-passkey', 'openid', 'openid-end')),
  person_id uuid references person (id),
  data jsonb not null check (jsonb_typeof(data) = 'object'),
  sealed bytea,
  expires_at timestamptz not null
);
create index sign_in_step_expiry on sign_in_step (expires_at);

-- As whom the institution's directory, or an OpenID provider, knows a person.
create table person_identity (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  source text not null check (source in ('directory', 'openid')),
  -- Of OpenID; empty for the directory.
  issuer text not null default '',
  -- What never changes there: `entryUUID`, `objectGUID`, `sub`.
  subject text not null check (length(subject) between 1 and 300),
  -- What it is called there: the DN, the user name.
  name text not null default '',
  linked_at timestamptz not null,
  seen_at timestamptz not null,
  -- Since when it is no longer found there: the person does not enter.
  missing_since timestamptz,
  unique (source, issuer, subject)
);
create unique index person_identity_person on person_identity (person_id, source, issuer);

-- How the directory and the OpenID provider are reached; one of each.
create table sign_in_source (
  kind text primary key check (kind in ('directory', 'openid')),
  active boolean not null,
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  sealed_secret bytea,
  revision integer not null default 1,
  synchronised_at timestamptz,
  -- What the last synchronisation came to; shown to administrators.
  outcome jsonb check (jsonb_typeof(outcome) = 'object')
);

-- What the members of a group of outside get here.
create table group_mapping (
  id uuid primary key default uuidv7(),
  -- Distinguished name, or the group's name alone.
  group_name text not null check (length(group_name) between 1 and 500 and group_name !~ '[[:cntrl:]]'),
  kind text not null check (kind in ('unit', 'position', 'group', 'administrator')),
  unit_id uuid references unit (id),
  position_id uuid references position (id),
  person_group_id uuid references person_group (id),
  check (num_nonnulls(unit_id, position_id, person_group_id) = case kind when 'administrator' then 0 else 1 end),
  check ((kind = 'unit') = (unit_id is not null) and (kind = 'position') = (position_id is not null)
    and (kind = 'group') = (person_group_id is not null))
);
create unique index group_mapping_once on group_mapping
  (lower(group_name), kind, coalesce(unit_id, position_id, person_group_id, '00000000-0000-0000-0000-000000000000'));

-- What a mapping gave, so that nothing else is ever taken away by one.
create table mapped_grant (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person (id),
  source text not null check (source in ('directory', 'openid')),
  kind text not null check (kind in ('unit', 'position', 'group', 'administrator')),
  unit_id uuid references unit (id) on delete cascade,
  tenure_id uuid references tenure (id) on delete cascade,
  person_group_id uuid references person_group (id) on delete cascade,
  given_at timestamptz not null,
  check ((kind = 'unit') = (unit_id is not null) and (kind = 'position') = (tenure_id is not null)
    and (kind = 'group') = (person_group_id is not null))
);
create index mapped_grant_person on mapped_grant (person_id);
create index mapped_grant_tenure on mapped_grant (tenure_id);

-- «Ver como»: who looked at the program as whom, why, from when until when.
create table viewing (
  id uuid primary key,
  administrator_id uuid not null references person (id),
  person_id uuid not null references person (id),
  reason label not null,
  started_at timestamptz not null,
  ends_at timestamptz not null check (ends_at <= started_at + interval '30 minutes'),
  ended_at timestamptz,
  check (administrator_id <> person_id)
);
create index viewing_person on viewing (person_id, started_at);
create index viewing_open on viewing (ends_at) where ended_at is null;

grant select, insert, update, delete on totp, recovery_code, passkey, sign_in_step, person_identity, sign_in_source, group_mapping,
  mapped_grant to :app_role;
grant select, insert, update on viewing to :app_role;
