export { APART, importApart } from './import-apart.ts'
export { type ImportedFile, importFile } from './import-file.ts'
export { type Head, READERS, type Reader } from './readers.ts'
