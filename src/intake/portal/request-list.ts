import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'
import type { MyRequest } from './my-requests.store.ts'
import { plainStanding } from './plain-standing.ts'
import { words } from './words.ts'

/** A request as a line of a list. */
export interface RequestLine {
  readonly number: string
  readonly title: string
  readonly state: 'yours' | 'late' | 'open' | 'closed' | 'annulled' | 'merged'
  /** Where it stands, in a sentence. */
  readonly where: string
  readonly yours: boolean
  readonly unseen: boolean
}

export function requestLine(
  view: View,
  request: MyRequest,
  version: ManualVersion,
  person: string,
  directory: InstitutionDirectory,
): RequestLine {
  const { number, title, status, state, seq, seen } = request
  const shared = { number, title, unseen: seen < seq }
  const into = state.desk?.merged?.into
  if (into !== undefined)
    return { ...shared, state: 'merged', where: words(view.locale, 'standing.merged', { number: into }), yours: false }
  if (status !== 'open') {
    const at = formatInstant(view, request.closedAt ?? state.closedAt ?? request.openedAt)
    const where = words(view.locale, status === 'closed' ? 'list.closed' : 'list.annulled', { at })
    return { ...shared, state: status, where, yours: false }
  }
  const procedure = version.procedure(request.procedure)
  const standings = procedure === null ? [] : plainStanding(view, procedure, state, person, directory)
  const yours = standings.some((each) => each.yours)
  const late = standings.some((each) => each.late)
  const first = standings.toSorted((a, b) => Number(b.yours) - Number(a.yours))[0]
  return {
    ...shared,
    state: yours ? 'yours' : late ? 'late' : 'open',
    where: first === undefined ? '' : [first.where, yours ? null : first.due].filter((each) => each !== null).join(' '),
    yours,
  }
}

export function requestList(view: View, lines: readonly RequestLine[]): HtmlFragment {
  return html`<ul class="light-requests">${lines.map(
    ({ number, title, state, where }) =>
      html`<li><a href="/portal/solicitudes/${number}"><span class="light-line-head"><strong>${title}</strong><span class="light-state ${state}">${words(view.locale, `state.${state}`)}</span></span><span>${where}</span><span class="number">${number}</span></a></li>`,
  )}</ul>`
}
