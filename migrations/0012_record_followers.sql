-- What follows the record (search, statistics, webhooks) reads it in the order of its transactions, from where it stood.

create index act_xid on act (xid);

create table record_follower (
  name text primary key check (name ~ '^[a-z][a-z-]{0,39}$'),
  -- The last act that it has had.
  xid xid8 not null,
  case_id bigint not null,
  seq integer not null,
  moved_at timestamptz not null
);

grant select, insert, update, delete on record_follower to :app_role;
