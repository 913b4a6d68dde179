export { defineCatalogue, type Message, type Words } from '#src/platform/catalogue.ts'
