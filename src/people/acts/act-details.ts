import { formatDate, formatInstant, formatNumber, type View } from '#src/web/locale/time.ts'
import type { InstitutionDirectory } from '../types.ts'
import { actFields } from './act-names.ts'
import { actWords, detailWords } from './act-words.ts'
import type { AdminAct } from './admin-act.store.ts'

/** What was asked or came of an act, as terms and values that a person reads. */
export function actDetails(
  view: View,
  { action, data }: AdminAct,
  directory: InstitutionDirectory,
): (readonly [term: string, value: string])[] {
  const { locale } = view
  const fields = actFields(action)
  return Object.entries(data).flatMap(([name, value]) => {
    const field = fields[name]
    const options = field?.options?.(directory)
    const chosen = (each: unknown) => options?.find((option) => option.value === each)
    const text = valueText(view, directory, value, (each) => {
      const option = chosen(each)
      return option === undefined ? undefined : locale === 'en' ? (option.en ?? option.label) : option.label
    })
    return text === '' ? [] : [[field?.[locale] ?? detailWords(locale, name), text] as const]
  })
}

/** Of whom or what an act is. */
export function actSubject(view: View, { subject: { kind, id } }: AdminAct, directory: InstitutionDirectory): string {
  const known = nameOf(directory, id)
  if (known !== undefined) return known
  const word = detailWords(view.locale, `kind.${kind}`)
  return UUID.test(id) || /^[0-9a-f]{64}$/.test(id) ? word : word === kind ? id : `${word} ${id}`
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/
const DATE = /^\d{4}-\d\d-\d\d$/

function valueText(
  view: View,
  directory: InstitutionDirectory,
  value: unknown,
  chosen: (value: unknown) => string | undefined,
): string {
  const label = chosen(value)
  if (label !== undefined) return label
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return actWords(view.locale, value ? 'yes' : 'no')
  if (typeof value === 'number') return formatNumber(view.locale, value)
  if (Array.isArray(value))
    return value
      .map((each) => valueText(view, directory, each, chosen))
      .filter(Boolean)
      .join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .flatMap(([name, each]) => {
        const text = valueText(view, directory, each, chosen)
        return text === '' ? [] : [`${detailWords(view.locale, name)}: ${text}`]
      })
      .join('; ')
  const text = String(value)
  if (UUID.test(text)) return nameOf(directory, text) ?? text
  if (INSTANT.test(text)) return formatInstant(view, text)
  return DATE.test(text) ? formatDate(view, text) : text
}

function nameOf(directory: InstitutionDirectory, id: string): string | undefined {
  return directory.personById(id)?.name ?? directory.unitById(id)?.name ?? directory.postById(id)?.title ?? undefined
}
