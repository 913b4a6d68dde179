import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { button, buttonLink, hiddenFields } from '#src/web/components/button.ts'
import { type Choice, field } from '#src/web/components/field.ts'
import { type IconName, icon } from '#src/web/components/icon.ts'
import { t } from '#src/web/locale/t.ts'
import { formatDate, type View } from '#src/web/locale/time.ts'
import { MOST_CHARACTERS } from './filter-query.ts'
import { DUE_FILTERS, FILTER_PARTS, type FilterPart, TASK_KINDS, type TrayFilter, withoutPart } from './tray-filter.ts'
import { type TrayLook, trayAddress, writeLook } from './tray-look.ts'
import type { TrayName } from './tray-scope.ts'
import { words } from './words.ts'

/** What a filter may name, with its words: what the form offers and the chips say. */
export interface FilterChoices {
  readonly directory: InstitutionDirectory
  readonly procedures: readonly Choice[]
  readonly channels: readonly string[]
  /** Rows of the one procedure that is chosen; empty otherwise. */
  readonly steps: readonly Choice[]
  /** Of the tray. */
  readonly units: readonly string[]
}

/** Names of the fields. */
const name = (part: FilterPart) => FILTER_PARTS[part].es

/** The line above a tray: a search in its subjects, and the ways to the rest. */
export function trayTools(
  { locale }: View,
  tray: TrayName,
  look: TrayLook,
  more: { readonly open: string | undefined; readonly view: string | undefined },
): HtmlFragment {
  const { text: _, ...others } = look.filter
  const kept = hiddenLook({ ...look, filter: others }, more.view)
  const way = (open: string, label: string, drawing: IconName) => {
    const here = more.open === open
    const href = trayAddress(tray, look, { vista: more.view, abrir: here ? undefined : open })
    return html`<a class="button quiet small" href="${href}"${here ? html` aria-current="true"` : ''}>${icon(drawing)}<span>${label}</span></a>`
  }
  return html`<div class="tray-tools"><form class="tray-search" role="search" method="get" action="/bandejas/${tray}" aria-label="${words(locale, 'search')}">${kept}<label class="visually-hidden" for="buscar-en-bandeja">${words(locale, 'filter.text')}</label><input type="search" id="buscar-en-bandeja" name="${name('text')}" value="${look.filter.text ?? ''}" maxlength="${MOST_CHARACTERS}" placeholder="${words(locale, 'search.placeholder')}">${button({ label: words(locale, 'search.submit'), small: true, icon: 'search' })}</form>
<div class="tray-ways">${way('filtros', words(locale, 'open.filters'), 'settings')}${way('columnas', words(locale, 'open.columns'), 'report')}${way('vista', words(locale, 'open.view'), 'plus')}${way('archivo', words(locale, 'open.file'), 'file')}</div></div>`
}

/** Everything of a look as hidden fields, for a form that changes one thing of it. */
export function hiddenLook(look: TrayLook, view?: string): HtmlFragment {
  const fields = writeLook(look, 'es').map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)
  // A view whose filter was changed to nothing is not the view as it is kept.
  return html`${fields}${view === undefined ? '' : hiddenFields({ vista: view, ajuste: '1' })}`
}

/** The form of all filters. */
export function filterForm(
  view: View,
  tray: TrayName,
  look: TrayLook,
  choices: FilterChoices,
  viewId: string | undefined,
): HtmlFragment {
  const { locale } = view
  const { filter } = look
  const select = (part: FilterPart, options: readonly Choice[]) =>
    field(view, {
      name: name(part),
      label: words(locale, `filter.${part}`),
      type: { kind: 'unit' },
      choices: options,
      none: words(locale, 'filter.any'),
      value: firstOf(filter, part),
    })
  const people = choices.directory.activePeople
    .filter(({ id }) => inUnits(choices, id))
    .slice(0, 300)
    .map(({ id, name: label }) => ({ value: id, label }))
  const kept = hiddenLook({ ...look, filter: {} }, viewId)
  return html`<form class="filters tray-filters" method="get" action="/bandejas/${tray}" aria-label="${words(locale, 'open.filters')}">${kept}
${field(view, { name: name('text'), label: words(locale, 'filter.text'), type: { kind: 'text' }, value: filter.text })}
${select('procedures', choices.procedures)}
${choices.steps.length > 0 ? select('steps', choices.steps) : field(view, { name: name('steps'), label: words(locale, 'filter.steps'), type: { kind: 'text' }, help: words(locale, 'filter.steps-help'), value: filter.steps?.[0] })}
${select(
  'kinds',
  TASK_KINDS.map((value) => ({ value, label: words(locale, `kind-name.${value}`) })),
)}
${
  choices.units.length > 1
    ? select(
        'units',
        choices.units.map((value) => ({ value, label: choices.directory.unitById(value)?.name ?? value })),
      )
    : ''
}
${select(
  'channels',
  choices.channels.map((value) => ({ value, label: value })),
)}
${field(view, { name: name('requester'), label: words(locale, 'filter.requester'), type: { kind: 'text' }, value: filter.requester })}
${tray === 'mias' || tray === 'cargo' ? '' : select('assignee', [{ value: 'me', label: words(locale, 'assignee.me') }, { value: 'nobody', label: words(locale, 'assignee.nobody') }, ...people])}
${select(
  'due',
  DUE_FILTERS.map((value) => ({ value, label: words(locale, `due.${value}`) })),
)}
${field(view, { name: name('arrivedSince'), label: words(locale, 'filter.arrivedSince'), type: { kind: 'date' }, value: filter.arrivedSince })}
${checks(view, filter, 'priorities', [1, 2, 3, 4])}${checks(view, filter, 'levels', [1, 2, 3])}
<div class="filters-submit">${button({ label: words(locale, 'filter.apply'), look: 'primary' })}${buttonLink({ label: words(locale, 'filter.none'), href: trayAddress(tray, { ...look, filter: {} }), look: 'quiet' })}</div></form>`
}

function checks(
  view: View,
  filter: TrayFilter,
  part: 'priorities' | 'levels',
  values: readonly number[],
): HtmlFragment {
  return html`<fieldset class="field filter-priorities"><legend>${words(view.locale, `filter.${part}`)}</legend>${values.map((each) => html`<label class="check"><input type="checkbox" name="${name(part)}" value="${each}"${filter[part]?.includes(each) ? html` checked` : ''}><span>${numberWords(view, part, String(each))}</span></label>`)}</fieldset>`
}

function numberWords({ locale }: View, part: 'priorities' | 'levels', value: string): string {
  return part === 'levels'
    ? words(locale, 'level', { level: value })
    : t(locale, `priority.${value as '1' | '2' | '3' | '4'}`)
}

function firstOf(filter: TrayFilter, part: FilterPart): string {
  return String([filter[part] ?? ''].flat()[0])
}

function inUnits({ directory, units }: FilterChoices, person: string): boolean {
  return directory.actingPostsOf(person).some(({ id }) => units.includes(directory.postById(id)?.unit ?? ''))
}

/** What is filtered by, each with the way to take it away. */
export function filterChips(
  view: View,
  tray: TrayName,
  look: TrayLook,
  choices: FilterChoices,
  viewId: string | undefined,
): HtmlFragment | '' {
  const { locale } = view
  const parts = (Object.keys(FILTER_PARTS) as FilterPart[]).filter((part) => look.filter[part] !== undefined)
  if (parts.length === 0) return ''
  const more = viewId === undefined ? {} : { vista: viewId, ajuste: '1' }
  const chips = parts.flatMap((part) =>
    [look.filter[part]!].flat().map((value) => {
      const text = `${words(locale, `filter.${part}`)}: ${valueWords(view, part, String(value), choices)}`
      const href = trayAddress(tray, { ...look, filter: withoutPart(look.filter, part, String(value)) }, more)
      return html`<li><a class="chip" href="${href}" aria-label="${words(locale, 'chip.remove', { text })}"><span>${text}</span>${icon('cross')}</a></li>`
    }),
  )
  return html`<div class="chips"><ul aria-label="${words(locale, 'chips')}">${chips}</ul>${parts.length > 1 ? html`<a href="${trayAddress(tray, { ...look, filter: {} }, more)}">${words(locale, 'filter.none')}</a>` : ''}</div>`
}

function valueWords(view: View, part: FilterPart, value: string, choices: FilterChoices): string {
  const { locale } = view
  const { directory } = choices
  switch (part) {
    case 'procedures':
      return choices.procedures.find((each) => each.value === value)?.label ?? value
    case 'kinds':
      return words(locale, `kind-name.${value as (typeof TASK_KINDS)[number]}`)
    case 'units':
      return directory.unitById(value)?.name ?? words(locale, 'unknown')
    case 'priorities':
    case 'levels':
      return numberWords(view, part, value)
    case 'assignee':
      if (value === 'me' || value === 'nobody') return words(locale, `assignee.${value}`)
      return directory.personById(value)?.name ?? words(locale, 'unknown')
    case 'due':
      return words(locale, `due.${value as (typeof DUE_FILTERS)[number]}`)
    case 'arrivedSince':
      return formatDate(view, value)
    default:
      return value
  }
}
