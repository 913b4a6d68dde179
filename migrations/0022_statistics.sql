-- What is counted of the record. Everything here can be made again from the acts (`ventanilla rebuild-statistics`), except the codes,
-- the definitions of reports and what they produced.

-- Codes of solution and causes, which an institution edits. A code that was used is retired, never removed.
create table solution_code (
  kind text not null check (kind in ('solution', 'cause')),
  code text not null check (code ~ '^[A-Z0-9][A-Z0-9._-]{0,19}$'),
  -- Type of solution, as the office groups its codes; null for a cause.
  type text check (length(type) between 1 and 80),
  name text not null check (length(name) between 1 and 160),
  retired_at timestamptz,
  primary key (kind, code),
  check ((kind = 'solution') = (type is not null))
);

insert into solution_code (kind, code, type, name) values
  ('solution', 'ORI-01', 'Orientación', 'Se orientó en el uso'),
  ('solution', 'ORI-02', 'Orientación', 'Se entregó guía o instructivo'),
  ('solution', 'CFG-01', 'Configuración', 'Se configuró el equipo o el servicio'),
  ('solution', 'CFG-02', 'Configuración', 'Se instaló o actualizó un programa'),
  ('solution', 'ACC-01', 'Accesos', 'Se restableció la contraseña o el acceso'),
  ('solution', 'ACC-02', 'Accesos', 'Se creó, cambió o quitó un permiso'),
  ('solution', 'REP-01', 'Reparación', 'Se reparó el equipo'),
  ('solution', 'REP-02', 'Reparación', 'Se cambió una pieza o el equipo'),
  ('solution', 'DAT-01', 'Datos', 'Se corrigieron datos'),
  ('solution', 'DER-01', 'Derivación', 'Lo resolvió otra área o el proveedor'),
  ('solution', 'SIN-01', 'Sin solución', 'No se pudo reproducir'),
  ('solution', 'SIN-02', 'Sin solución', 'No procede'),
  ('cause', 'USO', null, 'Uso incorrecto o falta de capacitación'),
  ('cause', 'EQUIPO', null, 'Falla del equipo'),
  ('cause', 'PROGRAMA', null, 'Falla del programa'),
  ('cause', 'RED', null, 'Falla de red o de comunicación'),
  ('cause', 'ENERGIA', null, 'Falla de energía'),
  ('cause', 'ACCESO', null, 'Acceso vencido o faltante'),
  ('cause', 'DATOS', null, 'Datos incompletos o equivocados'),
  ('cause', 'EXTERNA', null, 'Causa ajena a la institución');

-- A row for each case: what reports filter by, and what they list behind a number.
create table statistic_case (
  case_id bigint primary key references case_file (id),
  opened_on date not null,
  opened_at timestamptz not null,
  closed_on date,
  ended_on date,
  procedure text not null,
  channel text not null,
  requester_unit uuid,
  unit uuid,
  technician uuid,
  level smallint,
  priority smallint not null,
  solution text,
  cause text,
  attention smallint,
  lasting smallint,
  on_time boolean,
  first_level boolean,
  stars smallint,
  rated_on date,
  left_on date[] not null,
  reopened_on date[] not null,
  -- How far the acts of the case have been counted, to go on from there.
  fold jsonb not null
);
create index statistic_case_opened on statistic_case (opened_on, case_id desc);
create index statistic_case_ended on statistic_case (ended_on, case_id desc) where ended_on is not null;
-- How long a kind of request usually takes.
create index statistic_case_usual on statistic_case (procedure, closed_on desc) include (opened_on) where closed_on is not null;
create index statistic_case_rated on statistic_case (rated_on, case_id desc) where rated_on is not null;
create index statistic_case_open on statistic_case (unit, case_id desc) where ended_on is null;
create index statistic_case_reopened on statistic_case (case_id desc) where reopened_on <> '{}';

-- Counters by day and by month, by the unit that attends and by one dimension each; the nil unit is «none».
create table statistic_period (
  dimension text not null,
  grain text not null check (grain in ('day', 'month')),
  day date not null,
  unit uuid not null,
  value text not null,
  reported integer not null default 0,
  still_open integer not null default 0,
  attended integer not null default 0,
  on_time integer not null default 0,
  timed integer not null default 0,
  first_level integer not null default 0,
  levelled integer not null default 0,
  annulled integer not null default 0,
  reopened integer not null default 0,
  left_open integer not null default 0,
  rated integer not null default 0,
  stars integer not null default 0,
  primary key (dimension, grain, day, unit, value)
);

-- Each visit of a row that has ended: how long it waited and how long it was worked on, in milliseconds.
create table statistic_visit (
  case_id bigint not null references case_file (id),
  -- Of the act that ended it: a task that is put back, where a merging is undone, ends again.
  seq integer not null,
  task integer not null,
  version_id integer not null references manual_version (id),
  procedure text not null,
  row_number text not null,
  kind text not null,
  ended_on date not null,
  outcome text not null,
  late boolean,
  total bigint not null,
  wait bigint,
  work bigint,
  span bigint not null,
  unit uuid,
  person uuid,
  primary key (case_id, seq, task)
);
create index statistic_visit_late on statistic_visit (version_id, procedure, row_number, ended_on, case_id) where late;

-- The same by row and month: counters, and how many visits took so long, in steps of five hundredths.
create table statistic_step (
  version_id integer not null references manual_version (id),
  procedure text not null,
  row_number text not null,
  month date not null,
  what text not null,
  bucket smallint not null,
  n integer not null,
  primary key (version_id, procedure, row_number, month, what, bucket)
);

-- When the counters last changed, and by which calendars the times were counted.
create table statistic_state (
  only_row boolean primary key default true check (only_row),
  stamp bigint not null default 0,
  calendars text not null default '',
  rebuilt_at timestamptz
);
insert into statistic_state default values;

-- A case that was opened to correct or prevent the cause that a report showed.
create table statistic_action (
  case_id bigint primary key references case_file (id),
  kind text not null check (kind in ('corrective', 'preventive')),
  cause text not null,
  from_on date not null,
  until_on date not null,
  cases integer not null check (cases >= 0),
  opened_by uuid not null references person (id),
  opened_at timestamptz not null
);
create index statistic_action_recent on statistic_action (opened_at desc);

-- A report that is produced by itself and sent.
create table scheduled_report (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  -- In whose name it is counted: the report holds what this person may read.
  owner uuid not null references person (id),
  -- The query of the page: period and filters, as in its address.
  query text not null check (length(query) <= 1000),
  every text not null check (every in ('day', 'week', 'month', 'quarter', 'year')),
  -- Of the working day on which it is produced; the first one of its period.
  at_time time not null,
  formats text[] not null check (cardinality(formats) between 1 and 4 and formats <@ array['xlsx', 'ods', 'pdf', 'csv']),
  recipients text[] not null check (cardinality(recipients) <= 20),
  next_at timestamptz not null,
  stopped_at timestamptz,
  made_at timestamptz not null,
  revision integer not null default 1
);
create index scheduled_report_next on scheduled_report (next_at) where stopped_at is null;

create table scheduled_report_run (
  id uuid primary key default uuidv7(),
  report uuid not null references scheduled_report (id),
  due_at timestamptz not null,
  from_on date,
  until_on date,
  made_at timestamptz,
  files jsonb not null default '[]',
  -- Of the mail: 'none' where nobody is to get it.
  mail text not null check (mail in ('none', 'waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  next_try_at timestamptz,
  sent_at timestamptz,
  failure text,
  unique (report, due_at)
);
create index scheduled_report_run_recent on scheduled_report_run (report, due_at desc);
create index scheduled_report_run_waiting on scheduled_report_run (next_try_at) where mail = 'waiting';

grant select, insert, update on solution_code, scheduled_report, scheduled_report_run, statistic_action to :app_role;
grant select, insert, update, delete on statistic_case, statistic_period, statistic_visit, statistic_step, statistic_state to :app_role;
