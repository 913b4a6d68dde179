import type { Manual } from '#src/manual/types.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import { type HtmlFragment, html } from '#src/platform/http/html.ts'
import { assignedBy } from '#src/printing/facts/fact-lines.ts'
import { icon } from '#src/web/components/icon.ts'
import { table } from '#src/web/components/table.ts'
import type { Locale } from '#src/web/locale/locale.ts'
import { procedureId } from './places.ts'
import { type RoleHolders, roleHolders } from './role-holders.ts'
import { words } from './words.ts'

/** Each role of the manual with who holds it today; a role that nobody holds is warned of. */
export function rolesSection(locale: Locale, manual: Manual, directory: InstitutionDirectory): HtmlFragment {
  return html`<section class="manual-part" id="cargos"><h2>${words(locale, 'doc.roles')}</h2><p class="muted">${words(locale, 'doc.roles-lead')}</p>${table<RoleHolders>(
    {
      caption: words(locale, 'doc.roles'),
      rows: roleHolders(manual, directory),
      columns: [
        {
          label: words(locale, 'role.column'),
          head: true,
          cell: ({ role }) =>
            html`<span class="role-post">${role.post}</span>${role.unit === null ? '' : html`<span class="role-unit">${role.unit}</span>`}`,
        },
        {
          label: words(locale, 'role.where'),
          cell: ({ procedures }) =>
            procedures.length === 0
              ? '—'
              : html`<span>${procedures.map((number, at) => html`${at > 0 ? ', ' : ''}<a href="#${procedureId(number)}">${number}</a>`)}</span>`,
        },
        { label: words(locale, 'role.holders'), cell: (each) => holdersCell(locale, each, directory) },
      ],
    },
  )}</section>`
}

function holdersCell(
  locale: Locale,
  { state, holders, assignedBy: by }: RoleHolders,
  directory: InstitutionDirectory,
): HtmlFragment {
  switch (state) {
    case 'held':
      return html`<span>${holders.map((person) => directory.personName(person)).join(', ')}</span>`
    case 'assigned':
      return html`<span>${words(locale, 'role.assigned', { by: by === undefined ? '' : assignedBy(locale, by) })}</span>`
    case 'vacant':
    case 'unknown':
      return html`<span class="role-warning">${icon('alert')}<span><strong>${words(locale, 'role.vacant')}</strong> ${words(locale, state === 'vacant' ? 'role.vacant-hint' : 'role.unknown-hint')}</span></span>`
  }
}
