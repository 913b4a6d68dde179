import { sql } from 'kysely'
import type { Sheet, SheetOf, SheetRequest } from '#src/cases/signing/sheet.ts'
import { needsCertificate } from '#src/cases/signing/signs-now.ts'
import type { Form } from '#src/manual/types.ts'
import type { FileStore } from '#src/platform/files/file-store.ts'
import type { FilledForm, Printer, StepSheetPrint } from '#src/printing/index.ts'
import type { FormValue } from '#src/procedure/types.ts'
import { formatInstant } from '#src/web/locale/time.ts'
import { keep } from './kept-paper.ts'

/** Prints the sheet of a row that left no document: what the manual says of it, what was filled in, who did it, and where it is signed. */
export function sheetOf(files: FileStore, printer: Printer): SheetOf {
  return async (request): Promise<Sheet> => {
    const print = sheetPrint(request, await fileNames(request))
    const printed = await printer.sheet(print)
    // Kept, so that whoever signs after the first finds the places again.
    await keep(
      { db: request.tx, files, printer, clock: () => request.now },
      ['step', print],
      async () => printed,
      request.file.id,
    )
    return printed
  }
}

type FileNames = ReadonlyMap<string, string>

function sheetPrint(request: SheetRequest, files: FileNames): StepSheetPrint {
  const { file, version, row, institution, note, now } = request
  const { directory } = institution
  const { procedure } = version.procedure(file.procedure)!
  const timeZone = directory.rows.institution?.timeZone ?? 'UTC'
  const at = Temporal.Instant.from(now)
  return {
    paper: 'letter',
    institution: version.manual.front.institution,
    manual: { code: version.code, version: version.version, title: version.manual.front.title },
    procedure: `${procedure.number}. ${procedure.title}`,
    folio: file.number,
    step: String(row.number),
    facts: [
      ['Expediente', `${file.number}. ${file.title}`],
      ['Solicitante', request.requester],
      ['Responsable', row.role ?? '—'],
      ...(request.doneBy === null ? [] : [['Realizado por', request.doneBy] as const]),
      ['Emitida', formatInstant({ locale: 'es', timeZone, now: at }, at)],
    ],
    activity: row.text,
    note,
    filled: filledForm(request, files),
    signers: row.facts.signatures
      .filter(({ kind }) => needsCertificate(kind))
      .map(({ kind, role }) => ({ kind, role })),
    date: at.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  }
}

/** The values of the form that the row asks for; undefined where it asks for none or none was filled. */
function valuesOf({ row, forms }: Pick<SheetRequest, 'row' | 'forms'>) {
  const code = row.facts.form
  return code === undefined ? undefined : forms[code]
}

async function fileNames(request: SheetRequest): Promise<FileNames> {
  const ids = Object.values(valuesOf(request) ?? {}).flatMap((value) =>
    typeof value === 'object' && value !== null ? [value.file] : [],
  )
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from stored_file where id = any(${ids}::uuid[])`.execute(request.tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function filledForm(request: SheetRequest, files: FileNames): StepSheetPrint['filled'] {
  const { file, version, row, institution } = request
  const code = row.facts.form
  const form = code === undefined ? undefined : version.procedure(file.procedure)!.forms.get(code)
  const values = valuesOf(request)
  if (form === undefined || values === undefined) return null
  const nameOf = (id: string) => institution.directory.personById(id)?.name ?? id
  return { form, values: readable(form, values, nameOf, files) }
}

function readable(
  { fields }: Form,
  values: Readonly<Record<string, FormValue>>,
  nameOf: (person: string) => string,
  files: FileNames,
): FilledForm['values'] {
  const shown = (kind: string, value: FormValue): string | boolean | null => {
    if (value === null || typeof value === 'boolean') return value
    if (typeof value === 'object') return files.get(value.file) ?? 'Archivo adjunto'
    const text = String(value)
    if (kind === 'person') return nameOf(text)
    return kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split('-').reverse().join('/') : text
  }
  return Object.fromEntries(fields.map(({ name, type }) => [name, shown(type.kind, values[name] ?? null)]))
}
