import { Type } from 'typebox'
import { casePlace } from '#src/cases/case-place.ts'
import { command } from '#src/cases/command.ts'
import { type DeskEntry, deskMove } from '#src/cases/desk/desk-move.ts'
import { TOOL_NAMES } from '#src/cases/desk/record-sentences.ts'
import { CasePlace } from '#src/cases/inputs.ts'
import { requestersOf } from '#src/cases/part-in.ts'
import type { CaseFile } from '#src/cases/types.ts'
import type { RemoteSession } from '#src/procedure/index.ts'
import { assertOpen, officialMove, personOfCall } from '../part-of.ts'
import { refusedHere } from '../refusals.ts'
import { Told, Tool } from './inputs.ts'
import { findRemoteAddress, keepRemoteAddress } from './remote-address.store.ts'
import { readRemoteAddress } from './remote-address.ts'
import { wholeMinutes } from './whole-minutes.ts'

const NOT_ENDED: readonly RemoteSession['status'][] = ['asked', 'consented', 'started']

/** Asks whoever asked for the case to let somebody see and use the equipment from afar. */
export const askForSession = command({
  name: 'ask-for-remote-session',
  route: 'POST /cases/:number/remote-sessions',
  summary: {
    es: 'Pide autorización para una sesión remota',
    en: 'Asks for consent to a remote session',
  },
  input: Type.Object({ tool: Tool }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const { tool } = call.input
    const moved = await officialMove(call, call.params.number!, async (file): Promise<DeskEntry[]> => {
      assertOpen(file)
      const sessions = file.state.desk?.support?.sessions ?? []
      if (sessions.some(({ status }) => NOT_ENDED.includes(status))) throw refusedHere('session-open-already')
      const [person] = requestersOf(file.state)
      const address = person === undefined ? null : await findRemoteAddress(call.tx, person, tool)
      const body = { kind: 'session-asked', session: sessions.length + 1, tool } as const
      return [address === null ? { body } : { body, private: { address } }]
    })
    for (const person of requestersOf(moved.state)) call.touched.add(`person:${person}`)
    return casePlace(moved)
  },
})

/** The requester's own answer. */
export const answerSession = command({
  name: 'answer-remote-session',
  route: 'POST /cases/:number/remote-sessions/:session/answer',
  summary: {
    es: 'Responde, como solicitante, si autoriza la sesión remota',
    en: 'Answers, as the requester, whether the remote session is consented to',
  },
  input: Type.Object({ consent: Type.Boolean() }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const moved = await deskMove(call, call.params.number!, (file): DeskEntry[] => {
      if (!requestersOf(file.state).includes(personOfCall(call))) throw refusedHere('consent-not-yours')
      assertOpen(file)
      const { session } = sessionOf(file, call.params, ['asked'])
      return call.input.consent
        ? [{ body: { kind: 'session-consented', session, given: 'on-page' } }]
        : [{ body: { kind: 'session-declined', session } }]
    })
    return casePlace(moved)
  },
})

/** An answer that came by telephone, as the official who heard it records it. */
export const recordConsent = command({
  name: 'record-remote-session-consent',
  route: 'POST /cases/:number/remote-sessions/:session/telephone-consent',
  summary: {
    es: 'Anota la autorización que se dio por teléfono: quién y cómo',
    en: 'Records consent given by telephone: by whom and how',
  },
  input: Type.Object(
    { who: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }), how: Told },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const { who, how } = call.input
    const moved = await officialMove(call, call.params.number!, (file): DeskEntry[] => {
      assertOpen(file)
      const { session } = sessionOf(file, call.params, ['asked'])
      const note = `${who.trim()}: ${how.trim()}`
      return [{ body: { kind: 'session-consented', session, given: 'by-telephone' }, private: { note } }]
    })
    return casePlace(moved)
  },
})

/** Starts a session that was consented to, and remembers the equipment's address for the next time. */
export const startSession = command({
  name: 'start-remote-session',
  route: 'POST /cases/:number/remote-sessions/:session/start',
  summary: { es: 'Inicia una sesión remota autorizada', en: 'Starts a remote session that was consented to' },
  input: Type.Object(
    { tool: Type.Optional(Tool), address: Type.String({ minLength: 1, maxLength: 60 }) },
    { additionalProperties: false },
  ),
  answer: CasePlace,
  async run(call) {
    const moved = await officialMove(call, call.params.number!, async (file): Promise<DeskEntry[]> => {
      assertOpen(file)
      const found = sessionOf(file, call.params, ['asked', 'consented'])
      if (found.status === 'asked') throw refusedHere('session-without-consent')
      const tool = call.input.tool ?? found.tool
      const address = readRemoteAddress(tool, call.input.address)
      if (address === null) throw refusedHere('address-malformed', { tool: TOOL_NAMES[tool] })
      const [person] = requestersOf(file.state)
      if (person !== undefined) await keepRemoteAddress(call.tx, person, tool, address, call.now)
      return [{ body: { kind: 'session-started', session: found.session, tool }, private: { address } }]
    })
    return casePlace(moved)
  },
})

/** Ends a session, also one that somebody else left open; one that never started ends without having lasted. */
export const endSession = command({
  name: 'end-remote-session',
  route: 'POST /cases/:number/remote-sessions/:session/end',
  summary: {
    es: 'Termina una sesión remota y dice lo que se hizo',
    en: 'Ends a remote session and says what was done',
  },
  input: Type.Object({ done: Told }, { additionalProperties: false }),
  answer: CasePlace,
  async run(call) {
    const moved = await officialMove(call, call.params.number!, (file): DeskEntry[] => {
      const { session, startedAt } = sessionOf(file, call.params, NOT_ENDED)
      const minutes = wholeMinutes(startedAt ?? call.now, call.now)
      return [{ body: { kind: 'session-ended', session, minutes }, private: { note: call.input.done.trim() } }]
    })
    return casePlace(moved)
  },
})

/** The session of an address, if it stands as it must. */
function sessionOf(
  { state }: CaseFile,
  params: Readonly<Record<string, string>>,
  must: readonly RemoteSession['status'][],
): RemoteSession {
  const found = state.desk?.support?.sessions.find(({ session }) => String(session) === params.session)
  if (found === undefined) throw refusedHere('session-unknown')
  if (!must.includes(found.status)) throw refusedHere('session-not-so')
  return found
}
