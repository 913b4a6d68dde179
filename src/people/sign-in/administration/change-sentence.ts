import type { Locale } from '#src/web/locale/locale.ts'
import type { InstitutionDirectory } from '../../types.ts'
import type { Change } from '../provisioning/types.ts'
import { ingresoWords as words } from './words.ts'

/** What a change does, in a sentence. */
export function changeSentence(locale: Locale, directory: InstitutionDirectory, change: Change): string {
  const post = (id: string) => {
    const name = directory.nameOf(id)
    return name ? `${name.post}, ${name.unit}` : id
  }
  const group = (id: string) => directory.rows.groups.find((each) => each.id === id)?.name ?? id
  switch (change.kind) {
    case 'create':
      return words(locale, 'c-create', { username: change.outside.username })
    case 'join':
      return words(locale, 'c-join', { called: change.outside.called })
    case 'particulars':
      return words(locale, 'c-particulars', { what: Object.values(change.fields).join(', ') })
    case 'unit':
      return words(locale, 'c-unit', { what: directory.unitById(change.unit)?.name ?? change.unit })
    case 'appoint':
    case 'end-tenure':
      return words(locale, `c-${change.kind}`, { what: post(change.position) })
    case 'join-group':
    case 'leave-group':
      return words(locale, `c-${change.kind}`, { what: group(change.group) })
    case 'make-administrator':
    case 'withdraw-administrator':
    case 'missing':
      return words(locale, `c-${change.kind}`)
    case 'conflict':
      return change.reason === 'position-full'
        ? words(locale, 'x-position-full', { what: change.position ? post(change.position) : '' })
        : words(locale, `x-${change.reason}`)
    default:
      return change satisfies never
  }
}
