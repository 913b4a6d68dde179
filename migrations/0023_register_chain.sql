-- What persons wrote leaves the append-only books for a table of its own, where it can be erased by law; the book keeps its salted
-- digest, and every folio the hash of what was written before it.

-- RFC 8785, as the program writes it, for the entries that are there already.
create function pg_temp.canonical(value jsonb) returns text language sql immutable as $$
  select case jsonb_typeof(value)
    when 'object' then '{' || coalesce((
      select string_agg(to_json(key)::text || ':' || pg_temp.canonical(item), ',' order by key collate "C")
      from jsonb_each(value) each (key, item)), '') || '}'
    when 'array' then '[' || coalesce((
      select string_agg(pg_temp.canonical(item), ',' order by place)
      from jsonb_array_elements(value) with ordinality each (item, place)), '') || ']'
    when 'number' then trim_scale(value::text::numeric)::text
    else value::text end
$$;

alter table register
  -- Entries, annotations and closings written, and the hash of the last.
  add last_link integer not null default 0,
  add head_hash text not null default repeat('0', 64) check (head_hash ~ '^[0-9a-f]{64}$');

create table register_entry_private (
  register_id integer not null,
  folio integer not null,
  salt salt_hex,
  fields jsonb,
  erased_at timestamptz,
  erased_reason text check (length(erased_reason) between 1 and 2000),
  primary key (register_id, folio),
  foreign key (register_id, folio) references register_entry (register_id, folio),
  check (num_nulls(salt, fields) in (0, 2) and num_nulls(erased_at, erased_reason) in (0, 2)
    and (fields is null) = (erased_at is not null))
);

alter table register_entry
  add link integer,
  -- The act whose form filled it.
  add form_seq integer,
  add digest text check (digest ~ '^[0-9a-f]{64}$'),
  add hash text check (hash ~ '^[0-9a-f]{64}$');

insert into register_entry_private (register_id, folio, salt, fields)
select register_id, folio, replace(gen_random_uuid()::text, '-', ''), fields from register_entry;

alter table register_entry disable trigger register_entry_append_only;

update register_entry e set link = e.folio, form_seq = (a.text::jsonb -> 'body' ->> 'formSeq')::int,
  digest = encode(sha256(convert_to(p.salt || pg_temp.canonical(p.fields), 'UTF8')), 'hex')
from register_entry_private p, case_file c, act a
where p.register_id = e.register_id and p.folio = e.folio and c.id = e.case_id
  and a.opened_month = c.opened_month and a.case_id = e.case_id and a.seq = e.act_seq;

do $$
declare
  book record;
  entry record;
  head text;
begin
  for book in select id, name from register loop
    head := repeat('0', 64);
    for entry in select * from register_entry where register_id = book.id order by folio loop
      head := encode(sha256(convert_to(pg_temp.canonical(jsonb_build_object(
        'kind', 'entry', 'register', book.name, 'link', entry.link, 'folio', entry.folio, 'case', entry.case_id, 'act', entry.act_seq,
        'row', entry.row_number, 'at', to_char(entry.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'by', entry.written_by, 'form', entry.form, 'formAct', entry.form_seq, 'digest', entry.digest, 'prev', head)), 'UTF8')), 'hex');
      update register_entry set hash = head where register_id = book.id and folio = entry.folio;
    end loop;
    update register set last_link = last_folio, head_hash = head where id = book.id;
  end loop;
end $$;

alter table register_entry enable trigger register_entry_append_only;

alter table register_entry
  alter link set not null, alter digest set not null, alter hash set not null,
  drop fields,
  add unique (register_id, link);

create index register_entry_written on register_entry (register_id, written_at, folio);

-- Once written, private text is only erased, whole and once.
create function only_erase_private() returns trigger language plpgsql as $$
begin
  if old.erased_at is null and new.erased_at is not null
    and (to_jsonb(new) - '{salt,fields,erased_at,erased_reason}'::text[]) = (to_jsonb(old) - '{salt,fields,erased_at,erased_reason}'::text[])
  then
    return new;
  end if;
  raise exception 'Private text of a register is only erased, once: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create trigger register_entry_private_only_erased before update on register_entry_private for each row execute function only_erase_private();
create trigger register_entry_private_kept before delete on register_entry_private for each row execute function refuse_change();
create trigger register_entry_private_no_truncate before truncate on register_entry_private for each statement execute function refuse_change();

grant select, insert, update on register_entry_private to :app_role;
