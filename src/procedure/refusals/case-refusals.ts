import type { RefusalEntry } from '../refusals.ts'

export const CASE_REFUSALS = {
  'case-unknown': { status: 404, es: () => 'No existe ese expediente.', en: () => 'There is no such case.' },
  'case-open': { status: 409, es: () => 'El expediente está abierto.', en: () => 'The case is open.' },
  'case-closed': {
    status: 409,
    es: () => 'El expediente está cerrado. Para continuar, pida que se reabra.',
    en: () => 'The case is closed. To go on, ask for it to be reopened.',
  },
  'case-annulled': {
    status: 409,
    es: () => 'El expediente fue anulado y no se reabre. Presente una solicitud nueva.',
    en: () => 'The case was annulled and cannot be reopened. Make a new request.',
  },
  'start-not-offered': {
    status: 422,
    es: ({ start }) => `El procedimiento no se inicia por «${start}». Elija un trámite del catálogo.`,
    en: ({ start }) => `The procedure does not start by “${start}”. Choose a service from the catalogue.`,
  },
  'channel-not-offered': {
    status: 422,
    es: ({ channel, channels }) => `Esta solicitud no se recibe por ${channel}. Se recibe por: ${channels}.`,
    en: ({ channel, channels }) => `This request is not taken by ${channel}. It is taken by: ${channels}.`,
  },
  'not-the-requester': {
    status: 403,
    es: () => 'Eso lo dice quien pidió el trámite. Si usted lo atiende, escriba una nota.',
    en: () => 'That is for whoever asked to say. If you attend to the case, write a note.',
  },
  'conformity-late': {
    status: 409,
    es: ({ days }) =>
      `Ya pasaron los ${days} días hábiles para decir que no quedó resuelto. Presente una solicitud nueva y mencione el número de esta.`,
    en: ({ days }) =>
      `The ${days} working days for saying that it was not solved are over. Make a new request and name the number of this one.`,
  },
  'reason-needed': {
    status: 422,
    es: () => 'Escriba el motivo: queda en el expediente.',
    en: () => 'Write the reason: it stays in the record.',
  },
  'note-needed': { status: 422, es: () => 'Escriba la nota.', en: () => 'Write the note.' },
  'files-needed': { status: 422, es: () => 'Adjunte al menos un archivo.', en: () => 'Attach at least one file.' },
  'nothing-to-correct': {
    status: 409,
    es: ({ step }) =>
      `La pregunta del paso ${step} no tiene una respuesta que corregir: no se ha respondido o está abierta de nuevo.`,
    en: ({ step }) => `The question of step ${step} has no answer to correct: it was not answered, or is open again.`,
  },
  'not-your-answer': {
    status: 403,
    es: ({ by }) =>
      `Solo ${by ?? 'quien atiende la pregunta'}, su jefatura o la autoridad del procedimiento pueden corregir esa respuesta.`,
    en: ({ by }) =>
      `Only ${by ?? 'who answers the question'}, the head above or the authority of the procedure may correct that answer.`,
  },
  'not-the-authority': {
    status: 403,
    es: ({ role }) => `Las situaciones no previstas las resuelve ${role}.`,
    en: ({ role }) => `Situations not foreseen are ruled by ${role}.`,
  },
  'may-not-annul': {
    status: 403,
    es: () =>
      'Anulan el expediente quien lo solicitó, antes de que otra persona actúe, la jefatura que lo atiende o la autoridad del procedimiento.',
    en: () =>
      'A case is annulled by its requester before anybody else acts, by the head who attends to it, or by the authority of the procedure.',
  },
  'others-acted': {
    status: 403,
    es: () => 'Otras personas ya actuaron en su solicitud. Pida la anulación a la jefatura que la atiende.',
    en: () => 'Others have acted on your request already. Ask the head who attends to it to annul it.',
  },
  'may-not-reopen': {
    status: 403,
    es: () =>
      'Reabren el expediente los puestos que participaron en él, sus jefaturas o la autoridad del procedimiento.',
    en: () =>
      'A case is reopened by the positions that took part in it, their heads, or the authority of the procedure.',
  },
  'no-part-in-case': {
    status: 403,
    es: () => 'Usted no participa en este expediente. Pida a quien lo atiende que agregue lo que haga falta.',
    en: () => 'You have no part in this case. Ask whoever attends to it to add what is missing.',
  },
  'step-unknown': {
    status: 422,
    es: ({ step }) => `El procedimiento no tiene paso ${step}.`,
    en: ({ step }) => `The procedure has no step ${step}.`,
  },
  'step-unmapped': {
    status: 409,
    es: ({ row }) =>
      `El expediente está en el paso ${row} y la correspondencia no dice en cuál sigue. Complétela y repita el traslado.`,
    en: ({ row }) =>
      `The case stands at step ${row} and the map does not say where it goes on. Complete it and move the case again.`,
  },
  'block-unmapped': {
    status: 409,
    es: ({ step }) =>
      `El expediente tiene abierto el bloque «A la vez» del paso ${step} y la otra versión no lo tiene igual. Espere a que sus filas se reúnan, o indique un bloque con las mismas filas.`,
    en: ({ step }) =>
      `The case has the parallel block of step ${step} open and the other version has none like it. Wait until its rows have joined, or name a block with the same rows.`,
  },
  'no-child-awaited': {
    status: 409,
    es: () => 'El expediente no espera el fin de otro en esa tarea.',
    en: () => 'The case does not wait for another one in that task.',
  },
  'child-linked-already': {
    status: 409,
    es: ({ number }) => `Esa tarea ya está enlazada con el expediente ${number}.`,
    en: ({ number }) => `That task is linked to case ${number} already.`,
  },
  'other-child': {
    status: 409,
    es: ({ number }) => `Esa tarea espera al expediente ${number}, no a otro.`,
    en: ({ number }) => `That task waits for case ${number}, not for another.`,
  },
} satisfies Record<string, RefusalEntry>
