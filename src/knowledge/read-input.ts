import type { ManualVersion } from '#src/cases/versions.ts'
import type { InstitutionDirectory } from '#src/people/types.ts'
import type { Refusal } from '#src/platform/refusal.ts'
import { markdownExcess } from '#src/printing/prose/read-markdown.ts'
import { LIMITS } from './limits.ts'
import { articleFaults } from './refusals.ts'
import { tooMuch } from './too-much.ts'
import type { ArticleInput, Service } from './types.ts'

type Faults = Record<string, { code: string; es: string; en: string }>

/** What a form sent as the input of an article; throws its faults, each with what to write. `units` are those for which the person may write. */
export function readArticleInput(
  fields: Readonly<Record<string, string>>,
  {
    directory,
    manuals,
    units,
  }: { directory: InstitutionDirectory; manuals: readonly ManualVersion[]; units: readonly string[] },
): ArticleInput {
  const faults: Faults = {}
  const text = (name: string) =>
    (fields[name] ?? '')
      .replace(/\r\n?/g, '\n')
      .replace(/[\p{Cs}\u0000-\u0008\u000b-\u001f\u007f]/gu, '')
      .trim()
  const title = text('titulo').replace(/\s+/g, ' ')
  if (title === '' || title.length > LIMITS.title)
    fault(
      faults,
      'titulo',
      `Escriba un título de una línea, hasta ${LIMITS.title} caracteres, como lo diría quien tiene el problema.`,
      `Write a title of one line, up to ${LIMITS.title} characters, as somebody with the problem would say it.`,
    )
  const question = text('pregunta')
  if (question.length > LIMITS.question)
    fault(
      faults,
      'pregunta',
      `La pregunta admite hasta ${LIMITS.question} caracteres. Deje aquí cómo se reconoce el problema.`,
      `The question takes up to ${LIMITS.question} characters. Leave here how the problem is recognised.`,
    )
  const solution = text('solucion')
  if (solution === '' || solution.length > LIMITS.solution)
    fault(
      faults,
      'solucion',
      `Escriba la solución, hasta ${LIMITS.solution} caracteres.`,
      `Write the solution, up to ${LIMITS.solution} characters.`,
    )
  else {
    const excess = markdownExcess(solution, LIMITS.parts)
    if (excess !== null) faults.solucion = tooMuch(excess)
  }
  const keywords = text('palabras').replace(/\s+/g, ' ')
  if (keywords.length > LIMITS.keywords)
    fault(
      faults,
      'palabras',
      `Las palabras clave admiten hasta ${LIMITS.keywords} caracteres.`,
      `Key words take up to ${LIMITS.keywords} characters.`,
    )
  const unit = text('dependencia')
  if (!units.includes(unit))
    fault(faults, 'dependencia', 'Elija una dependencia en la que usted trabaja.', 'Choose a unit in which you work.')
  const reviewBy = text('revisar')
  if (reviewBy !== '' && !isDate(reviewBy))
    fault(
      faults,
      'revisar',
      'Escriba la fecha como 2027-01-31, o déjela vacía.',
      'Write the date as 2027-01-31, or leave it empty.',
    )
  const forAll = fields.alcance !== 'dependencias'
  const chosen = listed(fields, 'unidad:').filter((id) => directory.unitById(id) !== null)
  const services = listed(fields, 'tramite:').flatMap((key) => serviceOf(key, manuals))
  if (chosen.length > LIMITS.units)
    fault(faults, 'alcance', `Elija hasta ${LIMITS.units} dependencias.`, `Choose up to ${LIMITS.units} units.`)
  if (Object.keys(faults).length > 0) throw articleFaults(faults as NonNullable<Refusal['fields']>)
  return {
    title,
    question,
    solution,
    keywords,
    unit,
    public: forAll,
    units: chosen,
    services: services.slice(0, LIMITS.services),
    reviewBy: reviewBy === '' ? null : reviewBy,
  }
}

/** `MANUAL/procedure`, as the form names it. */
export function serviceKey({ manual, procedure }: Service): string {
  return `${manual}/${procedure}`
}

function serviceOf(key: string, manuals: readonly ManualVersion[]): Service[] {
  return manuals.flatMap(({ code, manual }) =>
    manual.procedures.flatMap(({ number }) =>
      key === `${code}/${number}` ? [{ manual: code, procedure: number }] : [],
    ),
  )
}

function listed(fields: Readonly<Record<string, string>>, prefix: string): string[] {
  return Object.keys(fields)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
}

function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).year < 2200
  } catch {
    return false
  }
}

function fault(faults: Faults, field: string, es: string, en: string): void {
  faults[field] = { code: field, es, en }
}
