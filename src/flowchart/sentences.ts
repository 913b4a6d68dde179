import { postOf } from '#src/manual/index.ts'
import { type CompiledProcedure, type CompiledRow, rowOf } from '#src/procedure/index.ts'
import { callSays, deadlineSays, type SIGNATURE_TAGS, waitSays } from './says.ts'

/** The chart in sentences, one a step in the order printed, for whoever does not see it. */
export function chartSentences(version: CompiledProcedure): string[] {
  return [
    `El procedimiento empieza en el paso ${version.first}.`,
    ...version.procedure.steps.map(({ number }) => stepSentence(version, rowOf(version, number))),
  ]
}

function stepSentence(version: CompiledProcedure, row: CompiledRow): string {
  const who = row.role === null ? '' : `, ${postOf(row.role)}`
  const head = `Paso ${row.number}${who}: `
  const own = [row.text, ...factSentences(row)]
  if (row.kind === 'question') {
    const answers = row.step.branches.map((branch) => answerSentence(version, rowOf(version, branch.number)))
    return head + [...own, `¿${row.step.question ?? ''}?`, ...answers].filter((part) => part !== '').join(' ')
  }
  if (row.kind === 'parallel') {
    const rows = row.step.branches.map((branch) => sideSentence(version, rowOf(version, branch.number)))
    const after = row.next === null ? 'termina el procedimiento' : `sigue el paso ${row.next}`
    return (
      head + [...own, 'A la vez:', ...rows, `Cuando todos terminan, ${after}.`].filter((part) => part !== '').join(' ')
    )
  }
  return head + [...own, `${capital(exitSays(version, row))}.`].filter((part) => part !== '').join(' ')
}

function answerSentence(version: CompiledProcedure, row: CompiledRow): string {
  const acts = [row.text, ...factSentences(row)].filter((part) => part !== '').join(' ')
  const exit = exitSays(version, row)
  return `${row.branch?.answer ?? ''}: ${acts === '' ? exit : `${acts} ${capital(exit)}`}.`
}

function sideSentence(version: CompiledProcedure, row: CompiledRow): string {
  const who = row.role === null ? '' : `, ${postOf(row.role)}`
  const calls = row.jump?.kind === 'call' ? ` ${capital(`aplica el ${lower(callSays(version, row.number))}`)}.` : ''
  return `${row.number}${who}: ${[row.text, ...factSentences(row)].filter((part) => part !== '').join(' ')}${calls}`
}

/** Where a row leads, without its full stop. */
function exitSays(version: CompiledProcedure, row: CompiledRow): string {
  const next = row.next === null ? 'termina el procedimiento' : `sigue el paso ${row.next}`
  switch (row.jump?.kind) {
    case 'continue':
      return `sigue el paso ${row.jump.step}`
    case 'return':
      return `regresa al paso ${row.jump.step}`
    case 'end':
      return 'termina el procedimiento'
    case 'call':
      return `aplica el ${lower(callSays(version, row.number))}, y después ${next}`
    default:
      return next
  }
}

function factSentences({ facts }: CompiledRow): string[] {
  const { archive, form, signatures, deadline, wait, limit, notes } = facts
  return [
    ...(form === undefined ? [] : [`Forma ${form}.`]),
    ...(wait ? [`${waitSays(wait)}.`] : []),
    ...(deadline ? [`${deadlineSays(deadline)}.`] : []),
    ...(limit
      ? [
          `Hasta ${limit.rounds} ${limit.rounds === 1 ? 'vuelta' : 'vueltas'}; al exceder, escala a ${postOf(limit.role)}.`,
        ]
      : []),
    ...signatures.map(({ kind, role }) => `${SIGNATURES[kind]} de ${postOf(role)}.`),
    ...(archive ? [`Archivo ${archive.kind === 'permanent' ? 'permanente' : 'temporal'}: ${archive.object}.`] : []),
    ...notes.map((note) => `Nota: ${note}`),
  ]
}

const SIGNATURES: Readonly<Record<keyof typeof SIGNATURE_TAGS, string>> = {
  firma: 'Firma',
  'visto-bueno': 'Visto bueno',
  sello: 'Sello',
  conformidad: 'Conformidad',
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('es') + text.slice(1)
}

function lower(text: string): string {
  return text.charAt(0).toLocaleLowerCase('es') + text.slice(1)
}
