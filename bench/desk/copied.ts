import { sql } from 'kysely'

/** Rows of `case_file` that are copies: their numbers have a digit more than those that the program gives. */
export const COPIED = sql<boolean>`number like '____-9_______'`
