import type { SignedInPerson } from '#src/people/permissions.ts'
import type { HtmlFragment } from '#src/platform/http/html.ts'
import type { View } from '#src/web/locale/time.ts'
import type { CaseDeps } from './call.ts'
import type { CaseReading } from './read-case.ts'
import type { Sent } from './sent.ts'

/** A part of the page of a case that a feature above the cases draws; `CaseDeps.panels` has them. */
export interface CasePanel {
  /** Under the head of the page, before what is open, between that and the record, or in the column beside. */
  readonly place: 'head' | 'top' | 'main' | 'side'
  /** Smaller numbers come first. */
  readonly order: number
  /** Null for nothing. */
  draw(view: View, reading: PanelReading): Promise<HtmlFragment | null> | HtmlFragment | null
}

export interface PanelReading {
  readonly deps: CaseDeps
  readonly reading: CaseReading
  readonly person: SignedInPerson
  readonly idempotencyKey: string
  /** What was sent by a form of the page and refused, to draw it again; `action` is the path of the form. */
  readonly sent?: { readonly action: string; readonly what: Sent }
}

export interface DrawnPanels {
  readonly head: readonly HtmlFragment[]
  readonly top: readonly HtmlFragment[]
  readonly main: readonly HtmlFragment[]
  readonly side: readonly HtmlFragment[]
}

export async function drawPanels(view: View, reading: PanelReading): Promise<DrawnPanels> {
  const panels = (reading.deps.panels ?? []).toSorted((a, b) => a.order - b.order)
  const drawn = await Promise.all(
    panels.map(async (panel) => ({ place: panel.place, body: await panel.draw(view, reading) })),
  )
  const at = (place: CasePanel['place']) =>
    drawn.flatMap((panel) => (panel.place === place && panel.body !== null ? [panel.body] : []))
  return { head: at('head'), top: at('top'), main: at('main'), side: at('side') }
}
