import type { RefusalEntry } from '../refusals.ts'
import { when } from './when.ts'

export const TASK_REFUSALS = {
  'task-gone': {
    status: 409,
    es: (data) =>
      data.by === undefined && data.at === undefined
        ? 'Esta tarea ya no está abierta: el expediente siguió su curso. Vea en el expediente dónde está ahora.'
        : `Esta tarea ya la completó ${data.by ?? 'el sistema, al vencer su plazo'}${when(data, 'es')}. Vea en el expediente dónde está ahora.`,
    en: (data) =>
      data.by === undefined && data.at === undefined
        ? 'This task is no longer open: the case moved on. See in the case where it stands now.'
        : `This task was completed by ${data.by ?? 'the system, when its deadline expired'}${when(data, 'en')}. See in the case where it stands now.`,
  },
  'task-unknown': {
    status: 404,
    es: () => 'El expediente no tiene esa tarea. Ábrala desde su bandeja.',
    en: () => 'The case has no such task. Open it from your tray.',
  },
  'task-in-no-tray': {
    status: 409,
    es: () => 'El expediente espera aquí una fecha o el fin de otro expediente; nadie tiene que actuar.',
    en: () => 'The case waits here for a date or for another case to end; nobody has to act.',
  },
  'not-your-task': {
    status: 403,
    es: (data) =>
      data.head === 'yes'
        ? `Esta tarea corresponde a ${data.role}. Como jefatura, usted decide a quién se pasa o se asigna; la toma y la completa quien la recibe.`
        : `Esta tarea corresponde a ${data.role}. Pida a su jefatura que se la traslade si debe atenderla usted.`,
    en: (data) =>
      data.head === 'yes'
        ? `This task belongs to ${data.role}. As its head you decide to whom it is handed over or assigned; whoever receives it claims and completes it.`
        : `This task belongs to ${data.role}. Ask that unit's head to hand it over if you must do it.`,
  },
  'claimed-by-other': {
    status: 409,
    es: (data) =>
      `${data.by ?? 'Otra persona'} tiene esta tarea${when(data, 'es').replace(' el ', ' desde el ')}. ${data.head === 'yes' ? 'Como jefatura, usted puede pasarla a otra persona o devolverla a la bandeja.' : 'Pida que se la traslade o que la devuelva a la bandeja.'}`,
    en: (data) =>
      `${data.by ?? 'Another person'} has this task${when(data, 'en').replace(' on ', ' since ')}. ${data.head === 'yes' ? 'As its head you may hand it over or put it back into the tray.' : 'Ask for it to be handed over or released.'}`,
  },
  'role-without-position': {
    status: 409,
    es: (data) =>
      `El directorio no tiene un puesto para ${data.role}. La mesa de operación debe asignarlo; la tarea no se pierde.`,
    en: (data) => `The directory has no position for ${data.role}. Operations must map it; the task is not lost.`,
  },
  'person-needed': {
    status: 403,
    es: () => 'Esto lo hace una persona con su sesión iniciada.',
    en: () => 'This is done by a person who is signed in.',
  },
  'not-claimed': {
    status: 409,
    es: () => 'Nadie ha tomado esta tarea: ya está en la bandeja.',
    en: () => 'Nobody has claimed this task: it is in the tray already.',
  },
  'requester-keeps-it': {
    status: 409,
    es: () => 'Esta tarea es de la persona solicitante y no se traslada a otra.',
    en: () => "This task is the requester's and cannot be given to anybody else.",
  },
  'has-it-already': {
    status: 409,
    es: (data) => `${data.by ?? 'Esa persona'} ya tiene esta tarea.`,
    en: (data) => `${data.by ?? 'That person'} has this task already.`,
  },
  'person-away': {
    status: 422,
    es: (data) => `${data.by ?? 'Esa persona'} está ausente. Elija a quien le sustituye o a otra persona.`,
    en: (data) => `${data.by ?? 'That person'} is away. Choose the deputy or somebody else.`,
  },
  'not-of-that-tray': {
    status: 422,
    es: (data) =>
      `${data.by ?? 'Esa persona'} no ocupa el puesto de ${data.role}. ${data.head === 'yes' ? 'Una firma la da solo quien ocupa el puesto: elija a quien lo ocupe o lo supla.' : 'Solo la jefatura puede trasladarle la tarea.'}`,
    en: (data) =>
      `${data.by ?? 'That person'} does not hold the position of ${data.role}. ${data.head === 'yes' ? 'A signature is given only by who holds the position: choose its holder or deputy.' : 'Only the head may hand the task to that person.'}`,
  },
  'answer-needed': {
    status: 422,
    es: ({ answers }) => `Falta la respuesta. Elija una: ${answers}.`,
    en: ({ answers }) => `The answer is missing. Choose one of: ${answers}.`,
  },
  'answer-unknown': {
    status: 422,
    es: ({ answer, answers }) => `«${answer}» no es una respuesta de esta pregunta. Las respuestas son: ${answers}.`,
    en: ({ answer, answers }) => `“${answer}” is not an answer to this question. The answers are: ${answers}.`,
  },
  'no-question': {
    status: 422,
    es: () => 'Este paso no hace ninguna pregunta: complételo sin respuesta.',
    en: () => 'This step asks no question: complete it without an answer.',
  },
  'choice-needed': {
    status: 422,
    es: ({ norm }) => `Elija la fila de la norma ${norm} que corresponde.`,
    en: ({ norm }) => `Choose the row of norm ${norm} that applies.`,
  },
  'choice-unknown': {
    status: 422,
    es: ({ norm, rows }) => `La norma ${norm} no tiene esa fila: tiene ${rows}. Elija una de ellas.`,
    en: ({ norm, rows }) => `Norm ${norm} has no such row: it has ${rows}. Choose one of them.`,
  },
  'no-form': {
    status: 422,
    es: () => 'Aquí no se llena ninguna forma. Envíe el paso sin datos de forma.',
    en: () => 'No form is filled here. Send the step without form values.',
  },
  'form-faults': {
    status: 422,
    es: ({ form, count }) =>
      count === 1 ? `Corrija un dato de la forma ${form}.` : `Corrija ${count} datos de la forma ${form}.`,
    en: ({ form, count }) =>
      count === 1 ? `Correct one value of form ${form}.` : `Correct ${count} values of form ${form}.`,
  },
  'object-missing': {
    status: 409,
    es: ({ object }) => `Falta «${object}»: ningún paso lo ha entregado en este expediente.`,
    en: ({ object }) => `“${object}” is missing: no step of this case has left it.`,
  },
  'action-prohibited': {
    status: 422,
    es: ({ verb }) => `El procedimiento prohíbe la acción «${verb}».`,
    en: ({ verb }) => `The procedure prohibits the action “${verb}”.`,
  },
  'action-unknown': {
    status: 422,
    es: ({ verb }) => `Este paso no ofrece la acción «${verb}».`,
    en: ({ verb }) => `This step does not offer the action “${verb}”.`,
  },
  'action-needed': {
    status: 422,
    es: ({ verb }) => `Falta la acción «${verb}», que este paso exige.`,
    en: ({ verb }) => `The action “${verb}”, which this step requires, is missing.`,
  },
  'not-a-signature': {
    status: 422,
    es: () => 'Esta tarea no pide una firma; no hay nada que rehusar.',
    en: () => 'This task asks for no signature; there is nothing to refuse.',
  },
} satisfies Record<string, RefusalEntry>
