-- What the office has learnt to solve: articles, their versions, who reviewed them, and what they were good for.

create table article (
  id integer primary key generated always as identity,
  unit_id uuid not null references unit (id),
  -- Everybody who has signed in may read it; otherwise the units of article_unit and its own.
  public boolean not null,
  -- The solved case that it was made from.
  case_id bigint references case_file (id),
  created_by uuid not null references person (id),
  created_at timestamptz not null,
  latest integer not null default 1,
  -- The version that readers see; null before the first review.
  published integer,
  published_at timestamptz,
  review_by date,
  archived_at timestamptz,
  archived_by uuid references person (id),
  check ((archived_at is null) = (archived_by is null)),
  check ((published is null) = (published_at is null)),
  check (published <= latest)
);
create index article_unit_latest on article (unit_id, id desc);
create index article_case on article (case_id) where case_id is not null;

-- Every saved text, kept for ever.
create table article_version (
  article_id integer not null references article (id),
  version integer not null check (version >= 1),
  title label not null,
  question text not null check (length(question) <= 4000),
  solution text not null check (length(solution) <= 60000),
  keywords text not null check (length(keywords) <= 500),
  written_by uuid not null references person (id),
  written_at timestamptz not null,
  primary key (article_id, version)
);

-- A version that waits for another person to review it, and what that person said.
create table article_review (
  article_id integer not null,
  version integer not null,
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  reviewed_by uuid references person (id),
  reviewed_at timestamptz,
  approved boolean,
  remark text check (length(remark) <= 2000),
  primary key (article_id, version, asked_at),
  foreign key (article_id, version) references article_version (article_id, version),
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (approved is null)),
  check (reviewed_by <> asked_by)
);
create unique index article_review_open on article_review (article_id) where reviewed_at is null;

-- The kinds of request to which it belongs: a procedure of a manual.
create table article_service (
  article_id integer not null references article (id),
  manual_code text not null,
  procedure text not null,
  primary key (article_id, manual_code, procedure)
);

create table article_unit (
  article_id integer not null references article (id),
  unit_id uuid not null references unit (id),
  primary key (article_id, unit_id)
);

create table article_file (
  article_id integer not null references article (id),
  file_id uuid not null references stored_file (id),
  added_by uuid not null references person (id),
  added_at timestamptz not null,
  primary key (article_id, file_id)
);
create index article_file_file on article_file (file_id);

create table article_opinion (
  article_id integer not null references article (id),
  person_id uuid not null references person (id),
  helpful boolean not null,
  comment text check (length(comment) between 1 and 2000),
  at timestamptz not null,
  primary key (article_id, person_id)
);

-- A case that was solved with it; the act in the case's record says the same.
create table article_use (
  article_id integer not null references article (id),
  case_id bigint not null references case_file (id),
  seq integer not null,
  person_id uuid references person (id),
  at timestamptz not null,
  primary key (article_id, case_id)
);
create index article_use_case on article_use (case_id);

-- Somebody read it while writing a request, and did not need to send the request.
create table article_avoided (
  article_id integer not null references article (id),
  person_id uuid not null references person (id),
  on_day date not null,
  manual_code text,
  procedure text,
  primary key (article_id, person_id, on_day)
);

-- Persons beside the head who may review the articles of a unit.
create table article_reviewer (
  unit_id uuid not null references unit (id),
  person_id uuid not null references person (id),
  named_by uuid not null references person (id),
  named_at timestamptz not null,
  primary key (unit_id, person_id)
);

-- Articles are looked for in memory; this tells when to read them again.
create sequence article_revision_seq;
create table article_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into article_revision (revision) values (nextval('article_revision_seq'));

create function bump_article_revision() returns trigger language plpgsql as $$
begin
  update article_revision set revision = nextval('article_revision_seq');
  return null;
end
$$;
create trigger article_bumps after insert or update or delete on article for each statement execute function bump_article_revision();
create trigger article_unit_bumps after insert or update or delete on article_unit for each statement execute function bump_article_revision();
create trigger article_service_bumps after insert or update or delete on article_service for each statement execute function bump_article_revision();

grant select, insert, update on article to :app_role;
grant select, insert on article_version, article_use, article_avoided to :app_role;
grant select, insert, update on article_review, article_opinion to :app_role;
-- A request for review is taken back before anybody has said anything.
grant delete on article_review to :app_role;
grant select, insert, delete on article_service, article_unit, article_file, article_reviewer to :app_role;
grant select, update on article_revision to :app_role;
grant usage on sequence article_revision_seq to :app_role;
