-- The entries that a case left in the books: for what is erased by law, and to find out whether somebody reads any entry of a book.
create index register_entry_case on register_entry (case_id, register_id);
