-- Up to which act whoever asked has seen each of the own cases: what came after is news.
create table portal_seen (
  person uuid not null references person (id),
  case_id bigint not null references case_file (id),
  seq act_seq not null,
  primary key (person, case_id)
);
create index portal_seen_case on portal_seen (case_id);

-- What somebody asked for and is not over yet, however much is.
create index case_file_requester_open on case_file (requester_person, id desc) where status = 'open';

grant select, insert, update, delete on portal_seen to :app_role;
