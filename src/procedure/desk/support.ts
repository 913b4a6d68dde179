import type { PersonId } from '../types.ts'
import type { DeskReducers } from './desk-act.ts'

export type RemoteTool = 'anydesk' | 'teamviewer' | 'rustdesk'

/**
 * Help given in person or from afar. `visit` and `session` count from 1 in each case. Place, reasons, what was done and addresses of
 * equipment are private text.
 */
export type SupportAct =
  | {
      readonly kind: 'visit-agreed'
      readonly visit: number
      readonly at: string
      /** How long it should take. */
      readonly minutes: number
      readonly attendedBy: PersonId
    }
  | {
      readonly kind: 'visit-rescheduled'
      readonly visit: number
      readonly at: string
      readonly minutes: number
      readonly attendedBy: PersonId
    }
  | { readonly kind: 'visit-cancelled'; readonly visit: number }
  | { readonly kind: 'visit-arrived'; readonly visit: number }
  /** `minutes` from the arrival. */
  | { readonly kind: 'visit-left'; readonly visit: number; readonly minutes: number }
  | { readonly kind: 'session-asked'; readonly session: number; readonly tool: RemoteTool }
  /** By the requester from the page, or by telephone as an official recorded it: the private note says who and how. */
  | { readonly kind: 'session-consented'; readonly session: number; readonly given: 'on-page' | 'by-telephone' }
  | { readonly kind: 'session-declined'; readonly session: number }
  | { readonly kind: 'session-started'; readonly session: number; readonly tool: RemoteTool }
  /** `minutes` from the start. */
  | { readonly kind: 'session-ended'; readonly session: number; readonly minutes: number }

export interface Visit {
  readonly visit: number
  readonly status: 'agreed' | 'arrived' | 'done' | 'cancelled'
  readonly at: string
  readonly minutes: number
  readonly attendedBy: PersonId
  /** The act that has the place. */
  readonly seq: number
  readonly arrivedAt?: string
  readonly leftAt?: string
}

export interface RemoteSession {
  readonly session: number
  readonly status: 'asked' | 'consented' | 'declined' | 'started' | 'ended'
  readonly tool: RemoteTool
  readonly askedBy: PersonId | null
  readonly given?: 'on-page' | 'by-telephone'
  /** The act that has the address of the equipment. */
  readonly seq: number
  readonly startedAt?: string
  readonly endedAt?: string
}

export interface SupportState {
  readonly visits: readonly Visit[]
  readonly sessions: readonly RemoteSession[]
}

const NOTHING: SupportState = { visits: [], sessions: [] }

export const SUPPORT: DeskReducers<SupportAct> = {
  'visit-agreed': (desk, { seq, body: { kind: _, ...agreed } }) => {
    const support = desk.support ?? NOTHING
    return { ...desk, support: { ...support, visits: [...support.visits, { ...agreed, status: 'agreed', seq }] } }
  },
  'visit-rescheduled': (desk, { seq, body: { kind: _, visit, ...agreed } }) =>
    ofVisit(desk, visit, { ...agreed, seq, status: 'agreed' }),
  'visit-cancelled': (desk, { body }) => ofVisit(desk, body.visit, { status: 'cancelled' }),
  'visit-arrived': (desk, { at, body }) => ofVisit(desk, body.visit, { status: 'arrived', arrivedAt: at }),
  'visit-left': (desk, { at, body }) => ofVisit(desk, body.visit, { status: 'done', leftAt: at }),
  'session-asked': (desk, { seq, by, body: { kind: _, ...asked } }) => {
    const support = desk.support ?? NOTHING
    const session: RemoteSession = { ...asked, status: 'asked', askedBy: by, seq }
    return { ...desk, support: { ...support, sessions: [...support.sessions, session] } }
  },
  'session-consented': (desk, { body: { session, given } }) => ofSession(desk, session, { status: 'consented', given }),
  'session-declined': (desk, { body }) => ofSession(desk, body.session, { status: 'declined' }),
  'session-started': (desk, { seq, at, body: { session, tool } }) =>
    ofSession(desk, session, { status: 'started', tool, seq, startedAt: at }),
  'session-ended': (desk, { at, body }) => ofSession(desk, body.session, { status: 'ended', endedAt: at }),
}

interface WithSupport {
  readonly support?: SupportState
}

function ofVisit<Desk extends WithSupport>(desk: Desk, visit: number, change: Partial<Visit>): Desk {
  const support = desk.support ?? NOTHING
  const visits = support.visits.map((each) => (each.visit === visit ? { ...each, ...change } : each))
  return { ...desk, support: { ...support, visits } }
}

function ofSession<Desk extends WithSupport>(desk: Desk, session: number, change: Partial<RemoteSession>): Desk {
  const support = desk.support ?? NOTHING
  const sessions = support.sessions.map((each) => (each.session === session ? { ...each, ...change } : each))
  return { ...desk, support: { ...support, sessions } }
}
