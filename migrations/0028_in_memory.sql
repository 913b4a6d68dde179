-- Versions of manuals and the codes of solution are read with every case, so the program keeps them while nothing has changed.
create trigger manual_version_bumps_directory after insert or update or delete or truncate on manual_version
  for each statement execute function bump_directory_revision();
create trigger solution_code_bumps_directory after insert or update or delete or truncate on solution_code
  for each statement execute function bump_directory_revision();
