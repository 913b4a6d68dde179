import { foldText } from './fold-text.ts'
import { findForm, findNorms } from './look-up.ts'
import { nearest } from './nearest.ts'
import type { Notes } from './notes.ts'
import type { Parts } from './parts.ts'
import type { Branch, Facts, Jump, Manual, NormRef, Procedure, Span, Step } from './types.ts'

/** Says every number, code or name in a manual that points at nothing, or the wrong way. */
export function checkReferences(manual: Manual, parts: Parts, notes: Notes): void {
  sayRepeated(manual, parts, notes)
  for (const procedure of manual.procedures) {
    const steps = new Set(procedure.steps.map((step) => step.number))
    sayRepeatedIds(procedure, notes)
    for (const step of procedure.steps) {
      const of = notes.of(procedure.number, String(step.number))
      checkRow(step, step.number, { manual, procedure, steps }, of)
      checkGroup(step, steps, of)
      for (const branch of step.branches) {
        const ofBranch = notes.of(procedure.number, branch.number)
        checkRow(branch, step.number, { manual, procedure, steps }, ofBranch)
        if (step.parallel && branch.jump && branch.jump.kind !== 'call') {
          say(
            branch.jump.span,
            'salto-fuera-del-bloque',
            'Una fila de un bloque «A la vez:» no salta; el bloque se reúne en el paso siguiente.',
            ofBranch,
          )
        }
      }
    }
    checkAssignments(manual, procedure, steps, notes.of(procedure.number))
  }
}

interface Where {
  readonly manual: Manual
  readonly procedure: Procedure
  readonly steps: ReadonlySet<number>
}

function checkRow(row: Step | Branch, step: number, where: Where, notes: Notes): void {
  if (row.jump) checkJump(row.jump, step, where, notes)
  for (const ref of row.normRefs) checkNormRef(ref, where, notes)
  checkFacts(row.facts, row.span, step, where, notes)
  const { deadline, wait } = row.facts
  // A branch is an action of whoever answered: only while it waits for a reply may time answer in its place.
  if ('answer' in row && deadline?.onExpiry.kind === 'answer' && wait?.kind !== 'reply')
    say(
      deadline.span,
      'plazo-mal-escrito',
      `La rama ${row.number} no espera respuesta de nadie, y al vencer no hay en su lugar qué responder: añada «- Paso ${row.number}, Espera: respuesta de …», o escriba «avisa a Cargo» o «escala a Cargo».`,
      notes,
    )
}

function checkJump(jump: Jump, step: number, { manual, procedure, steps }: Where, notes: Notes): void {
  if (jump.kind === 'end') return
  if (jump.kind === 'call') {
    const known = jump.manual ? foldText(jump.manual) === foldText(manual.front.code) : true
    if (known && !manual.procedures.some((other) => other.number === jump.procedure)) {
      const numbers = manual.procedures.map((other) => other.number).join(', ')
      say(
        jump.span,
        'procedimiento-desconocido',
        `No hay procedimiento ${jump.procedure} en este manual (tiene: ${numbers}). Si es de otro, escriba «del manual CÓDIGO».`,
        notes,
      )
    }
    return
  }
  if (!steps.has(jump.step)) {
    say(
      jump.span,
      'salto-a-paso-desconocido',
      `No hay paso ${jump.step} en el procedimiento ${procedure.number}; el último es el ${Math.max(...steps)}.`,
      notes,
    )
  } else if (jump.kind === 'continue' && jump.step <= step) {
    say(
      jump.span,
      'salto-en-mal-sentido',
      `«Continúa» va hacia adelante y el paso ${jump.step} no lo está: escriba «(Regresa a paso ${jump.step}).».`,
      notes,
    )
  } else if (jump.kind === 'return' && jump.step > step) {
    say(
      jump.span,
      'salto-en-mal-sentido',
      `«Regresa» no va hacia adelante: escriba «(Continúa en paso ${jump.step}).».`,
      notes,
    )
  }
}

function checkNormRef(ref: NormRef, { manual, procedure }: Where, notes: Notes): void {
  const found = findNorms(manual, procedure, ref)
  const name = `${ref.general ? 'general ' : ''}${ref.number}`
  if (found.length === 0) {
    const elsewhere = findNorms(manual, procedure, { general: !ref.general, number: ref.number }).length > 0
    const hint = elsewhere ? ` ¿Quiso escribir «norma ${ref.general ? '' : 'general '}${ref.number}»?` : ''
    say(
      ref.span,
      'norma-desconocida',
      `No hay norma ${name}${ref.general ? ' en # NORMAS' : ' en este procedimiento'}.${hint}`,
      notes,
    )
  } else if (found.length > 1) {
    say(
      ref.span,
      'norma-repetida',
      `Hay ${found.length} normas con el número ${name}; numérelas de modo distinto.`,
      notes,
    )
  } else if (ref.kind === 'apply' && !found[0]!.table) {
    say(
      ref.span,
      'norma-sin-tabla',
      `La norma ${name} no tiene tabla de la que elegir una fila; escriba «ver norma ${name}» o añada la tabla.`,
      notes,
    )
  }
}

function checkFacts(facts: Facts, row: Span, step: number, where: Where, notes: Notes): void {
  if (facts.form !== undefined && !findForm(where.manual, facts.form)) {
    const meant = nearest(
      facts.form,
      where.manual.forms.map((form) => form.code),
    )
    say(
      row,
      'forma-no-definida',
      `La forma «${facts.form}» no está definida; ${meant ? `¿es «${meant}»?` : `escriba «### FORMA ${facts.form}. TÍTULO» y su tabla en # ANEXOS.`}`,
      notes,
    )
  }
  const { deadline, wait, archive } = facts
  if (deadline?.onExpiry.kind === 'continue') {
    const target = deadline.onExpiry.step
    if (!where.steps.has(target))
      say(
        deadline.span,
        'salto-a-paso-desconocido',
        `No hay paso ${target} en el procedimiento ${where.procedure.number}.`,
        notes,
      )
    else if (target <= step)
      say(
        deadline.span,
        'salto-en-mal-sentido',
        `«Continúa» va hacia adelante; al vencer no se regresa al paso ${target}.`,
        notes,
      )
  }
  const archived = archive?.kind === 'temporary' ? archive.duration : undefined
  for (const [time, span] of [
    [deadline, deadline?.span],
    [wait?.kind === 'duration' ? wait : undefined, wait?.span],
    [archived, row],
  ] as const) {
    if (time?.from?.kind !== 'step' || where.steps.has(time.from.step)) continue
    say(
      span ?? row,
      'salto-a-paso-desconocido',
      `«desde paso ${time.from.step}»: no hay ese paso en el procedimiento ${where.procedure.number}.`,
      notes,
    )
  }
}

function checkGroup(step: Step, steps: ReadonlySet<number>, notes: Notes): void {
  if (step.parallel && step.branches.length < 2) {
    say(step.span, 'bloque-incompleto', `«A la vez:» abre dos filas o más: ${step.number}.1, ${step.number}.2…`, notes)
  } else if (step.parallel && !steps.has(step.number + 1)) {
    say(
      step.span,
      'bloque-incompleto',
      `Falta el paso ${step.number + 1}, que reúne el bloque y dice su RESPONSABLE.`,
      notes,
    )
  }
  if (step.question === undefined) return
  if (step.branches.length === 0) {
    say(
      step.span,
      'pregunta-sin-ramas',
      `La pregunta no tiene respuestas; escriba debajo las filas ${step.number}.1 «SÍ.» y ${step.number}.2 «NO.».`,
      notes,
    )
  } else if (step.branches.length === 1) {
    say(
      step.span,
      'pregunta-de-una-respuesta',
      `La pregunta tiene una sola respuesta; añada la fila ${step.number}.2.`,
      notes,
    )
  }
  const seen = new Set<string>()
  for (const { answer, span } of step.branches) {
    if (answer === undefined) continue
    if (seen.has(foldText(answer)))
      say(span, 'respuesta-repetida', `La respuesta «${answer}» ya está en el paso ${step.number}; dele otra.`, notes)
    seen.add(foldText(answer))
  }
}

function checkAssignments(manual: Manual, procedure: Procedure, steps: ReadonlySet<number>, notes: Notes): void {
  for (const { by, span } of procedure.assignments) {
    if (by.kind !== 'column' && by.kind !== 'head-of-column') continue
    checkNormRef({ kind: 'apply', ...by.norm, span }, { manual, procedure, steps }, notes)
    const table = findNorms(manual, procedure, by.norm)[0]?.table
    if (table && !table.columns.some((column) => foldText(column) === foldText(by.column))) {
      const columns = table.columns.map((column) => `«${column}»`).join(', ')
      say(
        span,
        'columna-desconocida',
        `La tabla de la norma ${by.norm.number} no tiene la columna «${by.column}»; tiene ${columns}.`,
        notes,
      )
    }
    const missing = by.choosers.find((step) => !steps.has(step))
    if (missing !== undefined)
      say(span, 'salto-a-paso-desconocido', `«quien elija paso ${missing}»: no hay ese paso.`, notes)
  }
}

function sayRepeated(manual: Manual, parts: Parts, notes: Notes): void {
  const numbers = new Set<string>()
  for (const [index, { number }] of manual.procedures.entries()) {
    if (numbers.has(number))
      say(
        parts.procedures[index]!.heading.span,
        'procedimiento-repetido',
        `El procedimiento ${number} ya está en el manual; dele otro número.`,
        notes,
      )
    numbers.add(number)
  }
  const codes = new Set<string>()
  for (const { code, span } of manual.forms) {
    if (codes.has(foldText(code)))
      say(span, 'forma-repetida', `La forma «${code}» ya está definida; dele otro código.`, notes)
    codes.add(foldText(code))
  }
}

function sayRepeatedIds(procedure: Procedure, notes: Notes): void {
  const ids = new Set<string>()
  for (const { id, number, span } of procedure.steps) {
    if (id !== undefined && ids.has(id))
      say(
        span,
        'id-mal-escrito',
        `El identificador «{#${id}}» ya está en otro paso.`,
        notes.of(procedure.number, String(number)),
      )
    if (id !== undefined) ids.add(id)
  }
}

function say(span: Span, code: Parameters<Notes['say']>[0], message: string, notes: Notes): void {
  notes.say(code, span.start.offset, span.end.offset, message)
}
