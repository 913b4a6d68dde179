import { signatureName } from '#src/cases/record-entry.ts'
import type { StoredAct } from '#src/cases/types.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import type { ActBody, Actor, PrivateText, Task } from '#src/procedure/types.ts'
import type { ActTone } from '#src/web/components/timeline.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import { placeOf, roleParts } from './role-parts.ts'
import { words } from './words.ts'

/** Something that happened to a request, in words for whoever asked. */
export interface PlainEvent {
  readonly seq: number
  readonly at: string
  readonly tone: ActTone
  readonly text: string
  /** What somebody wrote. */
  readonly said?: string
  /** Ids of documents that came with it. */
  readonly files: readonly string[]
  /** The person did it. */
  readonly mine: boolean
  /** Where the request is since, when it went somewhere. */
  readonly place?: string
}

export interface EventContext {
  readonly person: string
  readonly procedure: CompiledProcedure | null
  readonly personName: (id: string) => string
}

type Telling = Pick<PlainEvent, 'tone' | 'text'> & Partial<Pick<PlainEvent, 'said' | 'place'>>

/** The kinds of act that may concern whoever asked; all others stay at the desk. */
export const PLAIN_KINDS: readonly string[] = [
  'case-opened',
  'task-arrived',
  'task-completed',
  'signature-refused',
  'task-escalated',
  'ruling-given',
  'note-added',
  'message-posted',
  'files-attached',
  'case-closed',
  'case-annulled',
  'case-reopened',
  'conformity-given',
  'conformity-rejected',
  'case-rated',
  'visit-agreed',
  'visit-rescheduled',
  'visit-cancelled',
  'visit-left',
  'session-asked',
  'session-consented',
  'session-declined',
  'session-ended',
  'case-merged',
]

/** An act as whoever asked reads it; null for one that is the desk's own affair. */
export function plainEvent(
  view: View,
  stored: Pick<StoredAct, 'seq' | 'at' | 'kind' | 'text' | 'private'>,
  context: EventContext,
): PlainEvent | null {
  if (!PLAIN_KINDS.includes(stored.kind)) return null
  const { actor, body } = JSON.parse(stored.text) as { actor: Actor; body: ActBody }
  const text = stored.private as PrivateText | null
  const mine = actor.kind === 'person' && actor.person === context.person
  const who = actor.kind === 'person' ? context.personName(actor.person) : null
  const told = tell(view, body, { ...context, mine, who, text })
  if (told === null) return null
  const files = 'files' in body ? (body.files ?? []).map(({ id }) => id) : []
  return { seq: stored.seq, at: stored.at, mine, files, ...told }
}

interface Said extends EventContext {
  readonly mine: boolean
  readonly who: string | null
  readonly text: PrivateText | null
}

function tell(view: View, body: ActBody, said: Said): Telling | null {
  const { locale } = view
  const { mine, who, text } = said
  const reason = text?.reason
  switch (body.kind) {
    case 'case-opened':
      return mine || who === null
        ? { tone: 'opened', text: words(locale, 'event.asked') }
        : { tone: 'opened', text: words(locale, 'event.asked-by', { who }) }
    case 'task-arrived':
      return arrival(view, body.task, said)
    case 'task-completed':
      return completion(view, body, said)
    case 'signature-refused': {
      const signature = signatureName(body.signature, locale)
      return mine
        ? { tone: 'refused', text: words(locale, 'event.refused-by-you', { signature }), ...opt('said', reason) }
        : {
            tone: 'refused',
            text: words(locale, 'event.refused', { who: who ?? roleParts(body.role).post, signature }),
            ...opt('said', reason),
          }
    }
    case 'task-escalated':
      return {
        tone: 'moved',
        text: words(locale, 'event.escalated', { where: roleParts(body.tray.role).post }),
        place: placeOf(body.tray.role),
      }
    case 'ruling-given':
      return { tone: 'moved', text: words(locale, 'event.ruled'), ...opt('said', reason) }
    case 'note-added':
    case 'message-posted':
      if (body.kind === 'message-posted' && body.with !== 'requester') return null
      return {
        tone: 'note',
        text: mine ? words(locale, 'event.you-wrote') : words(locale, 'event.wrote', { who: who ?? 'Ventanilla' }),
        ...opt('said', text?.note),
      }
    case 'files-attached':
      return {
        tone: 'note',
        text: mine
          ? words(locale, 'event.you-sent-files')
          : words(locale, 'event.sent-files', { who: who ?? 'Ventanilla' }),
      }
    case 'case-closed':
      return { tone: 'closed', text: words(locale, 'event.closed') }
    case 'case-annulled':
      return {
        tone: 'refused',
        text: words(locale, mine ? 'event.withdrawn' : 'event.annulled'),
        ...opt('said', reason),
      }
    case 'case-reopened':
      return { tone: 'opened', text: words(locale, 'event.reopened'), ...opt('said', reason) }
    case 'conformity-given':
      return { tone: 'done', text: words(locale, 'event.solved') }
    case 'conformity-rejected':
      return { tone: 'refused', text: words(locale, 'event.unsolved'), ...opt('said', reason) }
    case 'case-rated':
      return { tone: 'note', text: words(locale, 'event.rated', { stars: body.stars }), ...opt('said', text?.note) }
    case 'visit-agreed':
    case 'visit-rescheduled':
      return {
        tone: 'moved',
        text: words(locale, `event.${body.kind}`, {
          at: formatInstant(view, body.at),
          name: said.personName(body.attendedBy),
        }),
      }
    case 'visit-cancelled':
    case 'visit-left':
    case 'session-ended':
      return { tone: 'note', text: words(locale, `event.${body.kind}`), ...opt('said', reason ?? text?.note) }
    case 'session-asked':
      return { tone: 'moved', text: words(locale, 'event.session-asked', { who: who ?? 'Ventanilla' }) }
    case 'session-consented': {
      const key = body.given === 'by-telephone' ? 'by-telephone' : mine ? 'by-you' : null
      return { tone: 'note', text: words(locale, key === null ? 'event.consented' : `event.consented-${key}`) }
    }
    case 'session-declined':
      return { tone: 'refused', text: words(locale, mine ? 'event.declined-by-you' : 'event.declined') }
    case 'case-merged':
      return { tone: 'moved', text: words(locale, 'event.merged', { number: body.into }) }
    default:
      return null
  }
}

function arrival(view: View, task: Task, { procedure, person }: Said): Telling | null {
  const { locale } = view
  if (task.kind === 'wait')
    return {
      tone: 'time',
      text: words(locale, 'event.waits', { at: formatInstant(view, task.due?.at ?? task.arrivedAt) }),
    }
  if (task.tray === null) return null
  const { role, because, assignee } = task.tray
  if (because.kind === 'requester' && assignee === person)
    return { tone: 'moved', text: words(locale, 'event.your-turn'), place: '' }
  if (task.kind === 'reply') {
    const wait = procedure?.rows.get(task.row)?.facts.wait
    const asksYou = wait?.kind === 'reply' && wait.from.kind === 'requester'
    return {
      tone: 'moved',
      text: words(locale, asksYou ? 'event.asks-you' : 'event.asks-others', { where: placeOf(role) }),
    }
  }
  if (task.kind === 'signature' && task.signature !== undefined) {
    const signature = signatureName(task.signature.kind, locale)
    const head = procedure?.assignments.get(role)?.by.kind === 'head-of-requester'
    return {
      tone: 'moved',
      text: head
        ? words(locale, 'event.waits-head', { signature })
        : words(locale, 'event.waits-signature', { signature, who: roleParts(role).post }),
    }
  }
  return { tone: 'moved', text: words(locale, 'event.arrived', { where: placeOf(role) }), place: placeOf(role) }
}

function completion(view: View, body: Extract<ActBody, { kind: 'task-completed' }>, said: Said): Telling | null {
  const { locale } = view
  const { mine, who, text, procedure } = said
  const note = opt('said', text?.note ?? text?.reason)
  if (body.signature !== undefined) {
    const signature = signatureName(body.signature, locale)
    return {
      tone: 'done',
      text: mine
        ? words(locale, 'event.you-signed', { signature })
        : words(locale, 'event.signed', { who: who ?? roleParts(body.role ?? '—').post, signature }),
      ...note,
    }
  }
  if (body.answered !== undefined) {
    const { step, answer } = body.answered
    const question = procedure?.steps.get(step)?.question
    const asked = question === undefined ? '' : `¿${question}?`
    return {
      tone: 'done',
      text: mine
        ? words(locale, 'event.you-answered', { question: asked, answer })
        : words(locale, 'event.answered', { where: placeOf(body.role ?? '—'), question: asked, answer }),
      ...note,
    }
  }
  if (mine) return { tone: 'done', text: words(locale, 'event.you-did'), ...note }
  return {
    tone: 'done',
    text: words(locale, 'event.did', { where: placeOf(body.role ?? '—'), row: body.row }),
    ...note,
  }
}

function opt<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { [K in Key]?: string }
}
