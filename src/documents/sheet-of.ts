import type { SheetOf } from '#src/cases/signing/sheet.ts'
import { drawPage } from '#src/signing/index.ts'

/** The sheet of a row that left no document: what the manual says of it, what was filled in, and who did it. */
export const sheetOf: SheetOf = async ({ file, version, row, institution, forms, note, doneBy, requester, now }) => {
  const { directory } = institution
  const procedure = version.procedure(file.procedure)!
  const zone = directory.rows.institution?.timeZone ?? 'UTC'
  const date = new Intl.DateTimeFormat('es-GT', {
    timeZone: zone,
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  const code = row.facts.form
  const form = code === undefined ? undefined : procedure.forms.get(code)
  const values = code === undefined ? undefined : forms[code]
  const shown = (value: unknown) => {
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'boolean') return value ? 'SÍ' : 'NO'
    if (typeof value === 'object') return 'archivo adjunto'
    return directory.personById(String(value))?.name ?? String(value)
  }
  const facts: [string, string][] = [
    ['Expediente', `${file.number}. ${file.title}`],
    ['Procedimiento', `${procedure.procedure.number}. ${procedure.procedure.title}`],
    ['Manual', `${version.code}, versión ${version.version}`],
    ['Solicitante', requester],
    ['Paso', `${row.number}${row.role === null ? '' : `, ${row.role}`}`],
    ...(doneBy === null ? [] : [['Realizado por', doneBy] as [string, string]]),
    ['Fecha', date.format(Date.parse(now))],
  ]
  const rows = (items: readonly [string, string][]) => ({
    layout: 'noBorders',
    table: { widths: [120, '*'], body: items.map(([term, value]) => [{ text: term, color: '#444444' }, value]) },
    margin: [0, 0, 0, 12],
  })
  const bytes = await drawPage({
    pageSize: 'LETTER',
    pageMargins: [56, 56, 56, 60],
    info: { title: `Expediente ${file.number}, paso ${row.number}`, creationDate: new Date(now) },
    content: [
      { text: directory.rows.institution?.name ?? '', fontSize: 11, color: '#444444', margin: [0, 0, 0, 2] },
      { text: `Constancia del paso ${row.number}`, fontSize: 17, bold: true, margin: [0, 0, 0, 12] },
      rows(facts),
      { text: row.text, fontSize: 11, margin: [0, 0, 0, 12] },
      ...(note === null
        ? []
        : [
            { text: 'Nota', bold: true },
            { text: note, margin: [0, 2, 0, 12] },
          ]),
      ...(form === undefined || values === undefined
        ? []
        : [
            { text: `${form.code} ${form.title}`, bold: true, fontSize: 11, margin: [0, 0, 0, 4] },
            rows(form.fields.map(({ name }): [string, string] => [name, shown(values[name])])),
          ]),
    ],
    footer: (page: number, pages: number) => ({
      text: `${file.number} · página ${page} de ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: '#666666',
      margin: [0, 20, 0, 0],
    }),
  })
  return { bytes, approvals: [] }
}
