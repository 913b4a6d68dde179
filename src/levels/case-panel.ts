import { explainTarget } from '#src/cases/desk/explain-target.ts'
import { positionName } from '#src/cases/desk/position-name.ts'
import type { CasePanel, PanelReading } from '#src/cases/panels.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { TARGET_NAMES, tableOn } from '#src/procedure/index.ts'
import type { PrivateText } from '#src/procedure/types.ts'
import { badge, dueMark, type Priority, priorityMark, statusBadge } from '#src/web/components/badges.ts'
import { card, type Fact, facts } from '#src/web/components/card.ts'
import { disclosure } from '#src/web/components/dialog.ts'
import { formatInstant, formatSpan, type View } from '#src/web/locale/time.ts'
import { casePanelForms } from './case-panel-forms.ts'
import { words } from './words.ts'

/** «Prioridad y plazos»: how pressing the case is and why, by when, at which level, and what was asked of whom. It reads no more than the page has. */
export const levelsPanel: CasePanel = { place: 'side', order: 10, draw: drawLevels }

function drawLevels(view: View, panel: PanelReading): HtmlFragment | null {
  const { file } = panel.reading
  const { desk } = file.state
  if (file.status !== 'open' && desk === undefined) return null
  const forms = casePanelForms(view, panel)
  return card({
    id: 'prioridad',
    title: words(view.locale, 'panel.title'),
    body: [
      html`<div class="levels-facts">${facts([priorityFact(view, panel), levelFact(view, panel), ...targetFacts(view, panel), ...supplierFacts(view, panel)])}</div>`,
      ...superiors(view, panel),
      ...(forms.length === 0 ? [] : [html`<div class="stack">${forms}</div>`]),
    ],
  })
}

function priorityFact(view: View, { reading }: PanelReading): Fact {
  const { locale } = view
  const { file, institution } = reading
  const { priority } = file.state.desk ?? {}
  const { table } = tableOn(institution.desk.history, institution.directory.today)
  const grades =
    priority?.impact === undefined || priority.urgency === undefined
      ? null
      : {
          impact: table.impacts[priority.impact - 1]!.name.toLocaleLowerCase('es'),
          urgency: table.urgencies[priority.urgency - 1]!.name.toLocaleLowerCase('es'),
        }
  const why =
    priority === undefined
      ? words(locale, 'why.ordinary')
      : grades === null
        ? words(locale, 'why.stated')
        : priority.because === 'kind'
          ? words(locale, 'why.kind', grades)
          : priority.because === 'declared'
            ? words(locale, 'why.declared', grades)
            : words(locale, 'why.graded', {
                ...grades,
                who: priority.by == null ? '—' : institution.directory.personName(priority.by),
                at: formatInstant(view, priority.at ?? file.openedAt),
              })
  return {
    term: words(locale, 'priority'),
    value: html`${priorityMark(view, file.priority as Priority)}<p class="muted why">${why}</p>`,
  }
}

function levelFact(view: View, { reading }: PanelReading): Fact {
  const { level, area, by } = reading.file.state.desk?.level ?? { level: 1 as const, area: undefined, by: undefined }
  const why =
    by === undefined || by === 'kind'
      ? words(view.locale, `level.${level}`)
      : (area ?? words(view.locale, `level.${level}`))
  return {
    term: words(view.locale, 'level'),
    value: html`${badge(words(view.locale, 'level.number', { level }), level === 1 ? 'plain' : 'accent')}<p class="muted why">${why}</p>`,
  }
}

function targetFacts(view: View, { reading }: PanelReading): Fact[] {
  const { targets } = reading.file.state.desk ?? {}
  const open = reading.file.status === 'open'
  return TARGET_NAMES.flatMap((name) => {
    const target = targets?.[name]
    if (targets === undefined || target === undefined) return []
    const { locale } = view
    const term = words(locale, `target.${name}`)
    if (target.met !== undefined || !open) {
      const at = target.met ?? reading.file.closedAt ?? reading.file.openedAt
      const late = target.due !== undefined && Date.parse(at) > Date.parse(target.due.at)
      return [
        {
          term,
          value: html`${late ? statusBadge(view, 'overdue', words(locale, 'met.late')) : statusBadge(view, 'closed', words(locale, 'met.in-time'))}<p class="muted why">${formatInstant(view, at)}</p>`,
        },
      ]
    }
    const why = explainTarget(target, targets, locale)
    if (target.due === undefined)
      return [
        {
          term,
          value: html`${statusBadge(view, 'waiting', words(locale, 'suspended'))}<p class="muted why">${why}</p>`,
        },
      ]
    return [
      {
        term,
        value: html`${dueMark(view, target.due.at)}${disclosure({ summary: words(locale, 'why'), body: why })}`,
      },
    ]
  })
}

function supplierFacts(view: View, { reading }: PanelReading): Fact[] {
  const turns = reading.file.state.desk?.suppliers ?? []
  return turns.slice(-3).map(({ supplier, reference, from, until, millis }) => ({
    term: words(view.locale, 'supplier'),
    value: html`${supplier} <span class="muted">(${reference})</span><p class="muted why">${
      until === undefined
        ? words(view.locale, 'supplier.since', { at: formatInstant(view, from) })
        : words(view.locale, 'supplier.had-it', {
            span: formatSpan(view.locale, millis ?? 0),
            at: formatInstant(view, until),
          })
    }</p>`,
  }))
}

function superiors(view: View, { reading }: PanelReading): HtmlFragment[] {
  const asked = reading.file.state.desk?.superiors ?? []
  if (asked.length === 0) return []
  const { directory } = reading.institution
  const { locale } = view
  const items = asked.map((each) => {
    const { answered } = each
    const text = textOf(reading.acts[each.seq - 1]?.private)
    const reply = answered === undefined ? undefined : textOf(reading.acts[answered.seq - 1]?.private)
    return html`<li><p>${answered === undefined ? statusBadge(view, 'waiting', words(locale, 'asked.waits')) : statusBadge(view, answered.outcome === 'resolved' ? 'closed' : 'open', words(locale, `answered.${answered.outcome}`))} <strong>${words(locale, `asks.${each.asks}`)}</strong></p><p class="muted">${words(locale, 'asked.of', { role: positionName(directory, each.to), who: each.by === null ? '—' : directory.personName(each.by), at: formatInstant(view, each.at) })}</p>${text === undefined ? '' : html`<p class="written">${text}</p>`}${reply === undefined ? '' : html`<p class="written">${words(locale, 'answered.text', { text: reply })}</p>`}</li>`
  })
  return [html`<h3>${words(locale, 'superiors')}</h3><ul class="plain-list levels-asked">${items}</ul>`]
}

function textOf(text: unknown): string | undefined {
  return (text as PrivateText | null | undefined)?.reason
}
