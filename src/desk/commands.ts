import type { CommandDefinition } from '#src/cases/call.ts'
import { addCannedText, changeCannedText, retireCannedText } from './canned/canned-commands.ts'
import { postMessage } from './conversation/post-message.ts'
import { recordContactMessage } from './conversation/record-contact-message.ts'
import { writeNote } from './conversation/write-note.ts'
import { linkCases } from './links/link-cases.ts'
import { mergeCase } from './links/merge-case.ts'
import { splitCase } from './links/split-case.ts'
import { unlinkCases } from './links/unlink-cases.ts'
import { unmergeCase } from './links/unmerge-case.ts'
import { answerSession, askForSession, endSession, recordConsent, startSession } from './support/sessions.ts'
import { agreeVisit, arriveAtVisit, cancelVisit, leaveVisit, rescheduleVisit } from './support/visits.ts'

/** Every command around the steps of a case: pages and API run the same. */
export const DESK_COMMANDS = [
  writeNote,
  postMessage,
  recordContactMessage,
  linkCases,
  unlinkCases,
  mergeCase,
  unmergeCase,
  splitCase,
  agreeVisit,
  rescheduleVisit,
  cancelVisit,
  arriveAtVisit,
  leaveVisit,
  askForSession,
  answerSession,
  recordConsent,
  startSession,
  endSession,
  addCannedText,
  changeCannedText,
  retireCannedText,
] as unknown as readonly CommandDefinition[]
