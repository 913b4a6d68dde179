-- What was printed. A paper of a case bears a code by which its bearer has it checked: only the code's digest is kept, and the
-- row is never changed, so what a paper says of itself can be told for ever.
create table printed_form (
  code_hash text primary key check (code_hash ~ '^[0-9a-f]{64}$'),
  case_id bigint not null references case_file (id),
  form text not null,
  -- The act that holds the values printed.
  act_seq integer not null check (act_seq > 0),
  values_digest text not null check (values_digest ~ '^[0-9a-f]{64}$'),
  printed_at timestamptz not null,
  printed_by uuid not null references person (id),
  unique (case_id, form, act_seq)
);

create trigger printed_form_append_only before update or delete on printed_form for each row execute function refuse_change();
create trigger printed_form_no_truncate before truncate on printed_form for each statement execute function refuse_change();

grant select, insert on printed_form to :app_role;

-- Documents that were printed already, by the digest of all that their bytes depend on; the content is in the file store.
create table printed_document (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size integer not null check (size > 0),
  pages integer not null check (pages > 0),
  -- Where each approval is signed, as the printing gave it.
  approvals jsonb not null,
  printed_at timestamptz not null
);

grant select, insert on printed_document to :app_role;
