-- What agents do around the steps: internal notes with their files, mentions, canned texts, addresses of equipment.

-- A file of an internal note: for those who take part in its case as officials.
alter table stored_file add column internal boolean not null default false;

-- Who was mentioned where; made from the record, but for `read_at`.
create table mention (
  person uuid not null references person (id),
  case_id bigint not null references case_file (id),
  seq integer not null,
  at timestamptz not null,
  by_person uuid references person (id),
  read_at timestamptz,
  primary key (case_id, seq, person)
);
create index mention_of_person on mention (person, at desc, case_id desc, seq desc);
create index mention_unread on mention (person) where read_at is null;

create table canned_text (
  id uuid primary key default uuidv7(),
  -- Null for the whole institution.
  unit_id uuid references unit (id),
  language text not null check (language in ('es', 'en')),
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 10000),
  revision integer not null default 1,
  retired_at timestamptz
);
create index canned_text_in_use on canned_text (language, title) where retired_at is null;

-- Every text as it was saved, by whom: the history of a canned text.
create table canned_text_revision (
  canned_text uuid not null references canned_text (id),
  revision integer not null,
  unit_id uuid references unit (id),
  language text not null,
  title text not null,
  body text not null,
  retired boolean not null default false,
  saved_by uuid not null references person (id),
  saved_at timestamptz not null,
  primary key (canned_text, revision)
);

-- The number by which a remote tool found somebody's equipment the last time.
create table remote_address (
  person uuid not null references person (id),
  tool text not null check (tool in ('anydesk', 'teamviewer', 'rustdesk')),
  address text not null check (address ~ '^[0-9A-Za-z]{6,20}$'),
  used_at timestamptz not null,
  primary key (person, tool)
);

grant select, insert, update, delete on mention, remote_address to :app_role;
grant select, insert, update on canned_text to :app_role;
grant select, insert on canned_text_revision to :app_role;
