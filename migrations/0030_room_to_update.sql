-- A case is written again at each of its steps. With room on its page the new row stays there, and none of the table's nine indexes
-- gets a new entry.
alter table case_file set (fillfactor = 60);
