import { foldText } from '#src/manual/fold-text.ts'
import type { ExampleAction } from './types.ts'

const ALLOWED =
  '«paso n», «paso n: RESPUESTA», «paso n, forma CÓDIGO», «paso n, elige «celda»», «paso n: RESPUESTA, motivo: texto», «firma», «rehúsa: motivo», «responde», «nada», «corrige paso n: motivo», «anula: motivo», «reabre: motivo» o «resuelve paso n: motivo»'

/** Reads the HACE cell; a sentence that says what to write when it says nothing that is listed. */
export function readAction(text: string): ExampleAction | { readonly wrong: string } {
  const trimmed = text.trim().replace(/\.$/, '')
  const folded = foldText(trimmed)
  if (folded === 'nada') return { kind: 'nothing' }
  if (folded === 'firma') return { kind: 'sign' }
  if (folded === 'termina') return { kind: 'child-ended', status: 'closed' }
  if (folded === 'termina anulado') return { kind: 'child-ended', status: 'annulled' }
  if (folded.startsWith('paso ')) return readComplete(trimmed)
  return readReply(trimmed) ?? readExceptional(trimmed) ?? { wrong: `«${text}» no se entiende: escriba ${ALLOWED}.` }
}

function readComplete(text: string): ExampleAction | { readonly wrong: string } {
  const head = /^paso\s+0*(\d+(?:\.\d+)?)\s*(?::\s*([^,]+))?/i.exec(text)
  if (!head) return { wrong: `«${text}» no dice el número del paso: escriba «paso 3» o «paso 4: SÍ».` }
  let rest = text.slice(head[0].length)
  let details: { form?: string; cell?: string; reason?: string } = {}
  while (rest.trim() !== '') {
    const detail = /^\s*,\s*(?:forma\s+([^\s,]+)|elige\s+«([^»]*)»|motivo:\s*(.+))\s*/is.exec(rest)
    if (!detail) {
      return {
        wrong: `«${rest.replace(/^\s*,\s*/, '').trim()}» no se entiende después de «paso ${head[1]}»: escriba «, forma CÓDIGO», «, elige «celda»» o «, motivo: texto».`,
      }
    }
    const [all, form, cell, reason] = detail
    details = {
      ...details,
      ...(form && { form }),
      ...(cell && { cell: cell.trim() }),
      ...(reason && { reason: reason.trim() }),
    }
    rest = rest.slice(all.length)
  }
  const answer = head[2]?.trim()
  return { kind: 'complete', row: head[1]!, ...(answer && { answer }), ...details }
}

function readReply(text: string): ExampleAction | null {
  const reply = /^responde(?:\s*:\s*(.+))?$/i.exec(text)
  if (!reply) return null
  return { kind: 'reply', ...(reply[1] && { answer: reply[1].trim() }) }
}

function readExceptional(text: string): ExampleAction | { readonly wrong: string } | null {
  const found =
    /^(reh[uú]sa|anula|reabre|corrige\s+paso\s+(\d+)|resuelve\s+(?:paso\s+(\d+)|fin))\s*(?::\s*(.*))?$/is.exec(text)
  if (!found) return null
  const [, verb = '', corrected, ruled, given] = found
  const reason = given?.trim()
  if (!reason) return { wrong: `Falta el motivo: escriba «${verb.toLowerCase()}: motivo».` }
  if (corrected) return { kind: 'correct', step: Number(corrected), reason }
  switch (foldText(verb).split(' ')[0]) {
    case 'rehusa':
      return { kind: 'refuse', reason }
    case 'anula':
      return { kind: 'annul', reason }
    case 'reabre':
      return { kind: 'reopen', reason }
    default:
      return { kind: 'rule', to: ruled ? Number(ruled) : 'end', reason }
  }
}
