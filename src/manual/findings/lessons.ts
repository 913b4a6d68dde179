import { DOCUMENT_LESSONS } from './document-lessons.ts'
import { FICHAS_LESSONS } from './fichas-lessons.ts'
import type { Lesson } from './lesson.ts'
import { LINT_LESSONS } from './lint-lessons.ts'
import { ROWS_LESSONS } from './rows-lessons.ts'

/** What each finding's page tells; the types hold it to the catalogue, code by code. */
export const LESSONS = { ...DOCUMENT_LESSONS, ...ROWS_LESSONS, ...FICHAS_LESSONS, ...LINT_LESSONS } satisfies Record<
  string,
  Lesson
>
