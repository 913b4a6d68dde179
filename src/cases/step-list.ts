import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { CompiledProcedure } from '#src/procedure/index.ts'
import type { CaseState } from '#src/procedure/types.ts'
import { icon } from '#src/web/components/icon.ts'
import type { View } from '#src/web/locale/time.ts'
import { words } from './words.ts'

type StepState = 'done' | 'current' | 'waiting' | 'pending'

const ICONS = { done: 'check', current: 'right', waiting: 'wait', pending: 'clock' } as const

/** The printed steps in order, each with where it stands in the case: the flow as a list. */
export function stepList(view: View, procedure: CompiledProcedure, state: CaseState): HtmlFragment {
  return html`<ol class="step-list">${procedure.procedure.steps.map((step) => {
    const where = stateOf(step.number, state)
    const visits = state.visits[String(step.number)] ?? 0
    const said = words(view.locale, `step.${where}`)
    return html`<li class="${where}"${where === 'current' ? html` aria-current="step"` : ''}><span class="step-number small">${step.number}</span><span class="step-list-text">${step.text || `¿${step.question ?? ''}?`}${visits > 1 ? html` <span class="muted">(${words(view.locale, 'step.visits', { count: visits })})</span>` : ''}</span><span class="step-list-state" title="${said}">${where === 'pending' ? '' : icon(ICONS[where])}<span class="visually-hidden">${said}</span></span></li>`
  })}</ol>`
}

function stateOf(step: number, state: CaseState): StepState {
  const open = state.tasks.filter((task) => Number(task.row.split('.')[0]) === step || task.question === step)
  if (open.some((task) => task.tray !== null)) return 'current'
  if (open.length > 0) return 'waiting'
  return state.completed[String(step)] !== undefined || state.answers[String(step)] !== undefined ? 'done' : 'pending'
}
