-- A document that was signed is found among what was printed by the digest that it had before: there stands where it is signed.
create index printed_document_sha256 on printed_document (sha256);
