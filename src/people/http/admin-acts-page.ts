import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { when } from '#src/web/components/badges.ts'
import type { Column } from '#src/web/components/table.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import type { View } from '#src/web/locale/time.ts'
import type { AdminAct } from '../admin/admin-act.store.ts'
import { ADMIN_COMMANDS } from '../admin/commands.ts'
import type { InstitutionDirectory } from '../types.ts'
import { rowsOf, sectionHead } from './admin-pages.ts'
import { adminWords } from './admin-words.ts'

export function actsBody(
  view: View,
  acts: readonly (AdminAct & { readonly seq: number })[],
  directory: InstitutionDirectory,
): HtmlFragment {
  const { locale } = view
  const name = (action: string) =>
    ADMIN_COMMANDS.find((command) => command.action === action)?.words[locale] ??
    OTHER_ACTIONS[action]?.(locale) ??
    actNames.get(action)?.[locale] ??
    (action.startsWith('institution.') ? adminWords(locale, 'loaded') : action)
  const subject = ({ kind, id }: AdminAct['subject']) =>
    kind === 'person'
      ? directory.personName(id)
      : kind === 'unit'
        ? (directory.unitById(id)?.name ?? id)
        : kind === 'position'
          ? (directory.postById(id)?.title ?? id)
          : id
  const columns: Column<(typeof acts)[number]>[] = [
    { label: adminWords(locale, 'when'), head: true, cell: ({ at }) => when(view, at) },
    {
      label: adminWords(locale, 'who'),
      cell: ({ actor }) => (actor === null ? adminWords(locale, 'system') : directory.personName(actor)),
    },
    { label: adminWords(locale, 'what'), cell: ({ action }) => name(action) },
    { label: adminWords(locale, 'about'), cell: (act) => subject(act.subject) },
    { label: adminWords(locale, 'details'), cell: ({ data }) => detailsOf(data) },
  ]
  const last = acts.at(-1)
  return html`${sectionHead(view, adminWords(locale, 'acts'))}${rowsOf(view, adminWords(locale, 'acts'), columns, acts)}${last && acts.length === 50 ? html`<p><a href="/administracion/registro?antes=${last.seq}">${adminWords(locale, 'older')}</a></p>` : ''}`
}

const OTHER_ACTIONS: Readonly<Record<string, (locale: Locale) => string>> = {
  'contacts.import': (locale) => adminWords(locale, 'imported'),
  'contacts.export': (locale) => adminWords(locale, 'exported'),
}

// What the commands of other features are called, from when they are served.
const actNames = new Map<string, { readonly es: string; readonly en: string }>()

/** Says how the acts of these commands read in the record of changes. */
export function nameActs(
  commands: readonly { readonly action: string; readonly words: { readonly es: string; readonly en: string } }[],
): void {
  for (const { action, words } of commands) actNames.set(action, words)
}

const detailsOf = (data: AdminAct['data']): string =>
  Object.entries(data)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
