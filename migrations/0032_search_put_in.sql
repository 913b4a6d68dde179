-- As with `make_act_partition`: in the schema in which the tables are.
alter function search_put_in() set search_path from current;
