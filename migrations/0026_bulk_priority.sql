-- A batch may grade cases too.
alter table bulk_run drop constraint bulk_run_action_check;
alter table bulk_run add constraint bulk_run_action_check
  check (action in ('claim', 'release', 'hand-over', 'note', 'complete', 'prioritise', 'undo'));
