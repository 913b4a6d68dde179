import type { CasePanel } from '#src/cases/panels.ts'
import { html } from '#src/platform/http/html.ts'
import { flash } from '#src/web/components/flash.ts'
import { formatDay } from '#src/web/locale/time.ts'
import { words } from './words.ts'

/** That a case is held by law, for officials; and what of it was erased, when and by which law. */
export const carePanel: CasePanel = {
  place: 'top',
  order: 5,
  draw(view, { reading: { file, part, institution } }) {
    const { held, erased } = file.state.desk?.care ?? {}
    const { locale } = view
    const notes = [
      ...(erased === undefined
        ? []
        : [
            words(locale, 'panel.erased', {
              date: formatDay(view, erased.at),
              parts: erased.parts.map((each) => words(locale, `part.${each}`)).join(', '),
              basis: erased.basis,
            }),
          ]),
      ...(held === undefined || part !== 'official'
        ? []
        : [
            words(locale, 'panel.held', {
              date: formatDay(view, held.at),
              name: held.by === null ? 'Ventanilla' : institution.directory.personName(held.by),
            }),
          ]),
    ]
    if (notes.length === 0) return null
    return html`${notes.map((text) => flash(view, { kind: 'notice', text }))}`
  },
}
