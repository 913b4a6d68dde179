import { durationName, postOf } from '#src/manual/index.ts'
import type { Deadline, DurationFrom, SignatureKind, Wait } from '#src/manual/types.ts'
import { type CompiledProcedure, rowOf } from '#src/procedure/index.ts'

/** Words that the chart prints for what the fichas order. */
export function waitSays(wait: Wait): string {
  if (wait.kind === 'duration') return `Espera ${durationSays(wait)}`
  const { from } = wait
  if (from.kind === 'requester') return 'Espera respuesta del solicitante'
  return `Espera respuesta de ${from.kind === 'role' ? postOf(from.role) : from.unit}`
}

export function deadlineSays(deadline: Deadline): string {
  const { onExpiry } = deadline
  const then =
    onExpiry.kind === 'answer'
      ? onExpiry.answer
      : onExpiry.kind === 'continue'
        ? `continúa en paso ${onExpiry.step}`
        : `${onExpiry.kind === 'notify' ? 'avisa a' : 'escala a'} ${postOf(onExpiry.role)}`
  return `Plazo ${durationSays(deadline)}; al vencer, ${then}`
}

/** What a row applies: `Procedimiento 4. ACCESO AL CENTRO DE DATOS`, the title only where it is of the same manual. */
export function callSays(version: CompiledProcedure, row: string): string {
  const { jump } = rowOf(version, row)
  if (jump?.kind !== 'call') return ''
  if (jump.manual !== undefined) return `Procedimiento ${jump.procedure} del manual ${jump.manual}`
  const title = version.manual.procedures.find(({ number }) => number === jump.procedure)?.title
  return title === undefined ? `Procedimiento ${jump.procedure}` : `Procedimiento ${jump.procedure}. ${title}`
}

export function durationSays({ duration, from }: DurationFrom): string {
  const since = from === undefined ? '' : from.kind === 'start' ? ' desde el inicio' : ` desde paso ${from.step}`
  return `${durationName(duration.count, duration.unit)}${since}`
}

export const SIGNATURE_TAGS: Readonly<Record<SignatureKind, string>> = {
  firma: 'Firma',
  'visto-bueno': 'VB',
  sello: 'Sello',
  conformidad: 'Conf.',
}
