-- Corrections beside the folios, and the months of a book as they were closed. All in the chain of the book, none is ever edited.

-- Whose book it is: the unit of the first person who wrote in it.
alter table register add unit_id uuid references unit (id);

update register r set unit_id = (
  select coalesce((
      select position.unit_id from tenure join position on position.id = tenure.position_id
      where tenure.person_id = e.written_by and tenure.from_on <= e.written_at::date and coalesce(tenure.until_on, 'infinity') >= e.written_at::date
      order by tenure.from_on, position.title limit 1),
    person.unit_id)
  from register_entry e join person on person.id = e.written_by
  where e.register_id = r.id order by e.folio limit 1);

create table register_annotation (
  register_id integer not null,
  folio integer not null,
  number integer not null check (number > 0),
  link integer not null,
  written_at timestamptz not null,
  written_by uuid not null references person (id),
  digest sha256_hex not null,
  hash sha256_hex not null,
  primary key (register_id, folio, number),
  unique (register_id, link),
  foreign key (register_id, folio) references register_entry (register_id, folio)
);

-- What of the entry is corrected, and why; erased with the entry.
create table register_annotation_private (
  register_id integer not null,
  folio integer not null,
  number integer not null,
  salt salt_hex,
  content jsonb,
  erased_at timestamptz,
  erased_reason text check (length(erased_reason) between 1 and 2000),
  primary key (register_id, folio, number),
  foreign key (register_id, folio, number) references register_annotation (register_id, folio, number),
  check (num_nulls(salt, content) in (0, 2) and num_nulls(erased_at, erased_reason) in (0, 2)
    and (content is null) = (erased_at is not null))
);

create or replace function only_erase_private() returns trigger language plpgsql as $$
begin
  if old.erased_at is null and new.erased_at is not null
    and (to_jsonb(new) - '{salt,fields,content,erased_at,erased_reason}'::text[])
      = (to_jsonb(old) - '{salt,fields,content,erased_at,erased_reason}'::text[])
  then
    return new;
  end if;
  raise exception 'Private text of a register is only erased, once: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- The signed document of a month. Another issue is made only of a month whose document had to be withdrawn.
create table register_closing (
  register_id integer not null references register (id),
  -- First day of the month.
  month date not null check (extract(day from month) = 1),
  issue integer not null default 1 check (issue > 0),
  link integer not null,
  -- What it covers of the chain; empty when the second is less than the first.
  from_link integer not null,
  to_link integer not null,
  -- Folios from and to; null in a month without entries.
  from_folio integer,
  to_folio integer,
  entries integer not null,
  annotations integer not null,
  -- Of the signed PDF.
  sha256 sha256_hex not null,
  size bigint not null,
  pages integer not null,
  signed_at timestamptz not null,
  signed_by uuid not null references person (id),
  certificate text not null,
  hash sha256_hex not null,
  primary key (register_id, month, issue),
  unique (register_id, link)
);

-- A document that held what was erased by law after: it is given to nobody any more.
create table register_withdrawal (
  register_id integer not null,
  month date not null,
  issue integer not null,
  at timestamptz not null,
  reason text not null check (length(reason) between 1 and 2000),
  primary key (register_id, month, issue),
  foreign key (register_id, month, issue) references register_closing (register_id, month, issue)
);

do $$
declare
  each text;
begin
  foreach each in array '{register_annotation,register_closing,register_withdrawal}'::text[] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', each || '_append_only', each);
  end loop;
  foreach each in array '{register_annotation,register_annotation_private,register_closing,register_withdrawal}'::text[] loop
    execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()', each || '_no_truncate', each);
  end loop;
end $$;
create trigger register_annotation_private_only_erased before update on register_annotation_private for each row execute function only_erase_private();
create trigger register_annotation_private_kept before delete on register_annotation_private for each row execute function refuse_change();

grant select, insert on register_annotation, register_closing, register_withdrawal to :app_role;
grant select, insert, update on register_annotation_private to :app_role;
