import type { CaseReading } from '#src/cases/read-case.ts'
import type { Form } from '#src/manual/types.ts'
import { canonicalJson } from '#src/platform/crypto/canonical-json.ts'
import { sha256Hex } from '#src/platform/crypto/token.ts'
import type { FilledForm, FormSigner } from '#src/printing/index.ts'
import { formRows } from '#src/printing/index.ts'
import type { ActBody, Actor, FormValue } from '#src/procedure/types.ts'
import { formatInstant, type View } from '#src/web/locale/time.ts'

/** A form of a case as it stands, ready for the paper but for its code. */
export interface FormOfCase {
  readonly form: Form
  readonly actSeq: number
  readonly values: Readonly<Record<string, FormValue>>
  readonly filled: Omit<FilledForm, 'verification'>
  readonly signers: readonly FormSigner[]
  /** The day of the filling, `2026-11-02`. */
  readonly day: string
}

/** The latest values of a form in a case; null where it was not filled or its text was erased. */
export function formOfCase(reading: CaseReading, code: string, view: View): FormOfCase | null {
  const { file, version, acts, forms, institution } = reading
  const form = version.form(code)
  const values = Object.hasOwn(forms, code) ? forms[code] : undefined
  const actSeq = file.state.forms[code]
  const act = actSeq === undefined ? undefined : acts.find(({ seq }) => seq === actSeq)
  if (form === null || values === undefined || actSeq === undefined || act === undefined) return null
  const nameOf = (text: string) => actorName(text, institution.directory.personName.bind(institution.directory))
  const filledAt = formatInstant(view, act.at)
  const filledBy = nameOf(act.text)
  return {
    form,
    actSeq,
    values,
    signers: signersOf(reading, code, actSeq, view, { name: filledBy, at: filledAt }, nameOf),
    day: Temporal.Instant.from(act.at).toZonedDateTimeISO(view.timeZone).toPlainDate().toString(),
    filled: {
      folio: file.number,
      about: `${version.procedure(file.procedure)?.procedure.title ?? ''} (${version.code}, procedimiento No. ${file.procedure})`,
      filledAt,
      filledBy,
      values: Object.fromEntries(
        form.fields.map(({ name, type }) => [name, shown(reading, type.kind, values[name] ?? null)]),
      ),
    },
  }
}

/** Of the values, salted with the paper's code: who sees the digest cannot try out values. */
export function valuesDigest(code: string, { form, values, actSeq }: FormOfCase): string {
  return sha256Hex(canonicalJson({ code, form: form.code, actSeq, values }))
}

function shown({ files, institution }: CaseReading, kind: string, value: FormValue): string | boolean | null {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'object') return files.find(({ id }) => id === value.file)?.name ?? '—'
  const text = String(value)
  if (kind === 'person')
    return institution.directory.personById(text) === null ? text : institution.directory.personName(text)
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return text.split('-').reverse().join('/')
  return text
}

function actorName(text: string, personName: (id: string) => string): string {
  const { actor } = JSON.parse(text) as { actor: Actor }
  return actor.kind === 'person' ? personName(actor.person) : 'la Ventanilla'
}

/** Who signs this form in this case, with what was given since it was filled; the latest of each counts. */
function signersOf(
  { file, version, acts }: CaseReading,
  code: string,
  actSeq: number,
  view: View,
  filler: { readonly name: string; readonly at: string },
  nameOf: (text: string) => string,
): FormSigner[] {
  const rows = formRows(version.manual, code).filter(({ procedure }) => procedure === file.procedure)
  const given = acts.slice(actSeq - 1).flatMap(({ text, at }) => {
    const { body } = JSON.parse(text) as { body: ActBody }
    return body.kind === 'task-completed' && body.signature !== undefined
      ? [{ row: body.row, kind: body.signature, role: body.role, name: nameOf(text), at: formatInstant(view, at) }]
      : []
  })
  const signatures = rows.flatMap(({ row }) =>
    row.facts.signatures.map(({ kind, role }): FormSigner => {
      const done = given.findLast(
        (each) =>
          each.row === String(row.number) && each.kind === kind && (each.role === role || role === 'solicitante'),
      )
      return {
        kind,
        role: role === 'solicitante' ? 'Solicitante' : role,
        ...(done === undefined ? {} : { given: { name: done.name, at: done.at } }),
      }
    }),
  )
  return [{ kind: 'fills', role: 'Quien llenó la forma', given: filler }, ...signatures]
}
