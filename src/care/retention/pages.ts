import type { InstitutionDirectory } from '#src/people/types.ts'
import { attributes, type HtmlFragment, html } from '#src/platform/http/html.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { badge } from '#src/web/components/badges.ts'
import { button, buttonLink } from '#src/web/components/button.ts'
import { card } from '#src/web/components/card.ts'
import { emptyState } from '#src/web/components/empty-state.ts'
import { field, fieldId } from '#src/web/components/field.ts'
import { form } from '#src/web/components/form.ts'
import { pageHead } from '#src/web/components/page-head.ts'
import { table } from '#src/web/components/table.ts'
import { formatNumber, type View } from '#src/web/locale/time.ts'
import { formErrors } from '../form-errors.ts'
import type { HeldCase } from '../hold/hold-case.ts'
import { holdsCard } from '../hold/holds-card.ts'
import type { RetentionRule } from './rule.store.ts'
import type { TypedRule } from './rule-commands.ts'
import { retentionWords as words } from './words.ts'

export const HOME = '/administracion/conservacion'
export const ruleHref = (id: string): string => `${HOME}/reglas/${id}`

/** A kind of request that a rule may be for. */
export interface RuleKind {
  readonly manual: string
  readonly procedure: string
  readonly title: string
}

export const kindKey = ({ manual, procedure }: Pick<RuleKind, 'manual' | 'procedure'>): string =>
  `${manual}/${procedure}`

/** A form of the page that was refused, with what was typed. */
export type RefusedForm =
  | { readonly form: 'rule'; readonly typed: TypedRule; readonly refusal: Refusal }
  | { readonly form: 'put'; readonly number: string; readonly reason: string; readonly refusal: Refusal }
  | { readonly form: 'lift'; readonly number: string; readonly reason: string; readonly refusal: Refusal }

export interface RetentionPage {
  readonly csrf: string
  readonly rules: readonly RetentionRule[]
  readonly kinds: readonly RuleKind[]
  readonly held: readonly HeldCase[]
  readonly size: number
  readonly later: boolean
  readonly directory: InstitutionDirectory
  readonly refused?: RefusedForm
}

/** The rules of retention, the form that proposes one, and the cases that are held. */
export function retentionPage(view: View, given: RetentionPage): HtmlFragment {
  const { locale } = view
  const { rules, kinds } = given
  return html`${pageHead(view, {
    title: words(locale, 'title'),
    lead: words(locale, 'lead'),
    crumbs: [{ label: words(locale, 'admin'), href: '/administracion' }, { label: words(locale, 'title') }],
    action: buttonLink({ label: words(locale, 'personal'), href: '/administracion/datos-personales', icon: 'people' }),
  })}<h2>${words(locale, 'rules')}</h2>${
    rules.length === 0
      ? emptyState({ icon: 'clock', title: words(locale, 'none'), text: words(locale, 'none.text') })
      : table({
          caption: words(locale, 'rules'),
          rows: rules,
          columns: [
            {
              label: words(locale, 'kind'),
              head: true,
              cell: (rule) => html`<a href="${ruleHref(rule.id)}">${kindTitle(kinds, rule)}</a>`,
            },
            { label: words(locale, 'years'), cell: ({ years }) => words(locale, 'years.count', { count: years }) },
            { label: words(locale, 'basis'), cell: ({ basis }) => basis },
            { label: words(locale, 'state'), cell: ({ status }) => ruleBadge(view, status) },
            {
              label: words(locale, 'erased'),
              align: 'end',
              cell: ({ erasedCases }) => formatNumber(locale, erasedCases),
            },
          ],
        })
  }${proposeCard(view, given)}${holdsCard(view, given)}`
}

export const ruleBadge = (view: View, status: RetentionRule['status']): HtmlFragment =>
  badge(words(view.locale, `state.${status}`), status === 'proposed' || status === 'in-force' ? 'accent' : 'plain')

export function kindTitle(
  kinds: readonly RuleKind[],
  { manual, procedure }: Pick<RuleKind, 'manual' | 'procedure'>,
): string {
  return (
    kinds.find((kind) => kind.manual === manual && kind.procedure === procedure)?.title ?? `${manual}, ${procedure}`
  )
}

function proposeCard(view: View, { csrf, kinds, refused }: RetentionPage): HtmlFragment {
  const { locale } = view
  const sent = refused?.form === 'rule' ? refused : undefined
  const error = (name: string) => sent?.refusal.fields?.[name]?.[locale]
  return card({
    title: words(locale, 'propose'),
    body: [
      html`<p>${words(locale, 'propose.text')}</p>`,
      form(view, {
        action: HOME,
        csrf,
        errors: formErrors(view, sent?.refusal, {
          tramite: words(locale, 'kind'),
          anios: words(locale, 'years'),
          borra: words(locale, 'erases'),
          fundamento: words(locale, 'basis'),
        }),
        body: [
          field(view, {
            name: 'tramite',
            label: words(locale, 'kind'),
            type: { kind: 'unit' },
            required: true,
            none: words(locale, 'kind.choose'),
            choices: kinds.map((kind) => ({ value: kindKey(kind), label: kind.title })),
            value: sent === undefined ? '' : kindKey(sent.typed),
            error: error('tramite'),
          }),
          field(view, {
            name: 'anios',
            label: words(locale, 'years'),
            type: { kind: 'number' },
            required: true,
            value: sent?.typed.years ?? '',
            error: error('anios'),
          }),
          partBoxes(view, sent?.typed.erases ?? ['text', 'files'], error('borra')),
          field(view, {
            name: 'fundamento',
            label: words(locale, 'basis'),
            help: words(locale, 'basis.help'),
            type: { kind: 'text' },
            required: true,
            value: sent?.typed.basis ?? '',
            error: error('fundamento'),
          }),
        ],
        submit: button({ label: words(locale, 'propose'), look: 'primary' }),
      }),
    ],
  })
}

function partBoxes({ locale }: View, chosen: readonly string[], error: string | undefined): HtmlFragment {
  const id = fieldId('borra')
  return html`<fieldset class="field ${error ? 'invalid' : ''}"${attributes({ 'aria-describedby': error ? `${id}-error` : undefined })}><legend>${words(locale, 'erases')}</legend>${error ? html`<p class="field-error" id="${id}-error">${error}</p>` : ''}<div class="radios">${(['text', 'files', 'contact'] as const).map((part, at) => html`<label class="radio"><input type="checkbox"${attributes({ id: at === 0 ? id : `${id}-${part}`, name: 'borra', value: part, checked: chosen.includes(part) })}><span>${words(locale, `erases.${part}`)}</span></label>`)}</div></fieldset>`
}
