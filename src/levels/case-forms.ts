import type { CommandDefinition } from '#src/cases/call.ts'
import { answerSuperior } from '#src/cases/desk/answer-superior.ts'
import { askSuperior } from '#src/cases/desk/ask-superior.ts'
import { engageSupplier, finishSupplier } from '#src/cases/desk/engage-supplier.ts'
import { escalateCase } from '#src/cases/desk/escalate-case.ts'
import { returnLevel } from '#src/cases/desk/return-level.ts'
import { setPriority } from '#src/cases/desk/set-priority.ts'
import { type CaseForm, send } from '#src/cases/routes/case-forms.ts'
import { words } from './words.ts'

/** The forms of the panel: each turns what was typed into the input of its command. */
export const LEVEL_FORMS: readonly CaseForm[] = [
  form('prioridad', 'done.priority', setPriority, (sent) => ({
    impact: whole(sent.impacto),
    urgency: whole(sent.urgencia),
    reason: sent.motivo ?? '',
  })),
  form('escalar', 'done.escalated', escalateCase, (sent) => ({
    task: whole(sent.tarea),
    ...given('area', whole(sent.area)),
    reason: sent.motivo ?? '',
    tried: sent.intentado ?? '',
  })),
  form('regresar-nivel', 'done.returned', returnLevel, (sent) => ({
    task: whole(sent.tarea),
    reason: sent.motivo ?? '',
  })),
  form('escalar-jefatura', 'done.asked', askSuperior, (sent) => ({
    ...(sent.jefatura ? { to: sent.jefatura } : {}),
    ...(sent.pide ? { asks: sent.pide } : {}),
    ...(sent.tarea ? { task: whole(sent.tarea) } : {}),
    reason: sent.motivo ?? '',
  })),
  form('contestar-jefatura', 'done.answered', answerSuperior, (sent) => ({
    asked: whole(sent.solicitud),
    ...(sent.resultado ? { outcome: sent.resultado } : {}),
    reason: sent.motivo ?? '',
  })),
  form('proveedor', 'done.supplier', engageSupplier, (sent) => ({
    ...(sent.proveedor ? { supplier: sent.proveedor } : {}),
    reference: sent.referencia ?? '',
    ...(sent.nota?.trim() ? { note: sent.nota } : {}),
  })),
  form('proveedor-fin', 'done.supplier-end', finishSupplier, (sent) => (sent.nota?.trim() ? { note: sent.nota } : {})),
]

type Sent = Readonly<Record<string, string>>
type Done = Extract<Parameters<typeof words>[1], `done.${string}`> & 'done.priority'

function form(path: string, done: string, command: unknown, input: (sent: Sent) => unknown): CaseForm {
  return {
    path,
    done: (locale) => words(locale, done as Done),
    run: (run) => send(run, command as CommandDefinition, input(run.post.fields)),
    sent: (_reading, post) => ({ reason: post.fields.motivo, fields: post.fields }),
  }
}

function given(key: string, value: number | undefined) {
  return value === undefined ? {} : { [key]: value }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
