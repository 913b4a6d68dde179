import { sql } from 'kysely'
import type { InstitutionDirectory, Person, Stretch } from '../types.ts'
import { adminCommand, found, refuseField } from './command.ts'
import * as field from './field.ts'
import { aboutPerson, pageOf } from './people.ts'

const stretch = {
  from: field.date({ es: 'Desde', en: 'From' }),
  until: field.optionalDate({
    es: 'Hasta',
    en: 'Until',
    help: { es: 'Ese día incluido; vacío si no tiene fin.', en: 'That day included; empty when it has no end.' },
  }),
}

export const appoint = adminCommand({
  action: 'person.appoint',
  words: {
    es: 'Nombrar en un cargo',
    en: 'Appoint to a position',
    button: { es: 'Registrar el nombramiento', en: 'Record the appointment' },
  },
  page: '/administracion/personas/:id/cargos/nuevo',
  api: '/api/people/:id/tenures',
  fields: { position: field.choice({ es: 'Cargo', en: 'Position' }, field.postOptions), ...stretch },
  prefill: (directory, params) => aboutPerson(directory, params, () => ({ from: directory.today })),
  async run({ tx, directory }, { id }, input) {
    const person = found(directory.personById(id!))
    checkStretch(input)
    if (person.leftOn !== null)
      refuseField('from', {
        code: 'left',
        es: 'La persona ya no labora en la institución.',
        en: 'The person has left the institution.',
      })
    const post = directory.postById(input.position)
    if (!post || (post.closedOn !== null && post.closedOn <= (input.until ?? '9999-12-31')))
      refuseField('position', {
        code: 'unknown',
        es: 'Elija un cargo vigente de la lista.',
        en: 'Choose an open position of the list.',
      })
    const held = directory.rows.tenures.filter((row) => row.position === input.position && overlap(row, input))
    if (held.some((row) => row.person === person.id))
      refuseField('from', {
        code: 'overlap',
        es: 'Ya ocupa ese cargo en esas fechas. Revise el nombramiento anterior.',
        en: 'The person holds it in those dates already. Check the earlier appointment.',
      })
    if (held.length >= post.places)
      refuseField('position', {
        code: 'full',
        es: 'Ese cargo no tiene plazas libres en esas fechas. Termine antes otro nombramiento o aumente las plazas.',
        en: 'That position has no free place in those dates. End another appointment or raise the places.',
      })
    await sql`insert into tenure (person_id, position_id, from_on, until_on)
      values (${person.id}, ${post.id}, ${input.from}, ${input.until})`.execute(tx)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

export const endTenure = adminCommand({
  action: 'person.end-tenure',
  words: {
    es: 'Terminar el nombramiento',
    en: 'End the appointment',
    button: { es: 'Terminar el nombramiento', en: 'End the appointment' },
  },
  page: '/administracion/personas/:id/cargos/:tenure/fin',
  api: '/api/people/:id/tenures/:tenure/end',
  fields: { until: field.date({ es: 'Último día en el cargo', en: 'Last day in the position' }) },
  prefill(directory, params) {
    const tenure = directory.rows.tenures.find((row) => row.id === params.tenure && row.person === params.id)
    const about = tenure && aboutPerson(directory, params, () => ({ until: tenure.until ?? directory.today }))
    return about ? { ...about, leaves: tenure.person } : null
  },
  async run({ tx, directory }, { id, tenure }, { until }) {
    const row = found(directory.rows.tenures.find((each) => each.id === tenure && each.person === id))
    if (until < row.from)
      refuseField('until', {
        code: 'before-start',
        es: `Escriba una fecha desde el ${row.from}, en que empezó.`,
        en: `Write a date from ${row.from} on, when it began.`,
      })
    const later = directory.rows.tenures.some(
      (each) =>
        each.id !== row.id &&
        each.person === row.person &&
        each.position === row.position &&
        overlap(each, { from: row.from, until }),
    )
    if (later)
      refuseField('until', {
        code: 'overlap',
        es: 'Se cruza con otro nombramiento en el mismo cargo.',
        en: 'It overlaps another appointment to the same position.',
      })
    await sql`update tenure set until_on = ${until} where id = ${row.id}`.execute(tx)
    return { subject: { kind: 'person', id: row.person }, go: pageOf(row.person) }
  },
})

const absenceCommand = adminCommand({
  action: 'person.record-absence',
  words: {
    es: 'Registrar una ausencia',
    en: 'Record an absence',
    button: { es: 'Registrar la ausencia', en: 'Record the absence' },
  },
  page: '/administracion/personas/:id/ausencias/nueva',
  api: '/api/people/:id/absences',
  fields: {
    ...stretch,
    reason: field.optionalText({
      es: 'Motivo',
      en: 'Reason',
      help: {
        es: 'Vacaciones, licencia, comisión. Sin datos médicos.',
        en: 'Holidays, leave, mission. No medical data.',
      },
    }),
    deputy: field.optionalChoice({ es: 'Quién suple', en: 'Deputy' }, field.personOptions),
  },
  prefill: (directory, params) => aboutPerson(directory, params, () => ({ from: directory.today })),
  async run({ tx, directory }, { id }, input) {
    const person = found(directory.personById(id!))
    checkAbsence(directory, person, input)
    await sql`insert into absence (person_id, from_on, until_on, reason)
      values (${person.id}, ${input.from}, ${input.until}, ${input.reason})`.execute(tx)
    if (input.deputy !== null) {
      await sql`insert into deputy (person_id, for_person_id, from_on, until_on, reason)
        values (${input.deputy}, ${person.id}, ${input.from}, ${input.until}, ${input.reason})`.execute(tx)
    }
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

/** An absence, with the deputy for its days; `check` refuses what it would refuse, before anything is written. */
export const recordAbsence = { ...absenceCommand, check: checkAbsence }

type AbsenceInput = Stretch & { readonly deputy: string | null }

function checkAbsence(directory: InstitutionDirectory, person: Pick<Person, 'id'>, input: AbsenceInput): void {
  checkStretch(input)
  if (directory.rows.absences.some((row) => row.person === person.id && overlap(row, input)))
    refuseField('from', {
      code: 'overlap',
      es: 'Ya tiene una ausencia en esas fechas. Termine antes la otra.',
      en: 'There is an absence in those dates already. End that one first.',
    })
  if (input.deputy === null) return
  checkDeputy(directory, 'deputy', input.deputy, person.id)
  checkPresence(directory, input.deputy, input)
}

/** Whoever stands in must be there: a deputy's own deputy does not act for the absent holder. */
function checkPresence(directory: InstitutionDirectory, deputy: string, stretch: Stretch): void {
  const away = directory.rows.absences.find((row) => row.person === deputy && overlap(row, stretch))
  const name = directory.personName(deputy)
  if (away !== undefined)
    refuseField('deputy', {
      code: 'away',
      es: `${name} estará ausente desde el ${away.from}${away.until === null ? '' : ` hasta el ${away.until}`}, y nadie actúa por quien suple. Elija a otra persona.`,
      en: `${name} will be away from ${away.from}${away.until === null ? '' : ` until ${away.until}`}, and the deputy of a deputy does not act. Choose somebody else.`,
    })
  const leftOn = directory.personById(deputy)?.leftOn ?? null
  if (leftOn !== null && (stretch.until === null || leftOn <= stretch.until))
    refuseField('deputy', {
      code: 'leaves',
      es: `${name} deja la institución el ${leftOn}. Elija a otra persona.`,
      en: `${name} leaves the institution on ${leftOn}. Choose somebody else.`,
    })
}

export const endAbsence = adminCommand({
  action: 'person.end-absence',
  words: {
    es: 'Terminar la ausencia',
    en: 'End the absence',
    button: { es: 'Terminar la ausencia', en: 'End the absence' },
  },
  page: '/administracion/personas/:id/ausencias/:absence/fin',
  api: '/api/people/:id/absences/:absence/end',
  fields: { back: field.date({ es: 'Día en que regresa', en: 'Day of the return' }) },
  prefill(directory, params) {
    const row = directory.rows.absences.find(({ id, person }) => id === params.absence && person === params.id)
    return row ? aboutPerson(directory, params, () => ({ back: directory.today })) : null
  },
  async run({ tx, directory }, { id, absence }, { back }) {
    const row = found(directory.rows.absences.find((each) => each.id === absence && each.person === id))
    if (row.until !== null && back > row.until)
      refuseField('back', {
        code: 'after-end',
        es: `La ausencia termina el ${row.until}. Escriba esa fecha o una anterior.`,
        en: `The absence ends on ${row.until}. Write that date or an earlier one.`,
      })
    if (back <= row.from) await sql`delete from absence where id = ${row.id}`.execute(tx)
    else await sql`update absence set until_on = ${back}::date - 1 where id = ${row.id}`.execute(tx)
    return { subject: { kind: 'person', id: row.person }, go: pageOf(row.person) }
  },
})

export const nameDeputy = adminCommand({
  action: 'person.name-deputy',
  words: {
    es: 'Nombrar a quien suple',
    en: 'Name a deputy',
    button: { es: 'Registrar la suplencia', en: 'Record the deputy' },
  },
  page: '/administracion/personas/:id/suplencias/nueva',
  api: '/api/people/:id/deputies',
  fields: {
    deputy: field.choice(
      {
        es: 'Quién suple',
        en: 'Deputy',
        help: {
          es: 'Actúa solo mientras la persona suplida esté ausente.',
          en: 'Acts only while the other is absent.',
        },
      },
      field.personOptions,
    ),
    position: field.optionalChoice(
      {
        es: 'Solo en este cargo',
        en: 'Only for this position',
        help: {
          es: 'Vacío: en todos los cargos de la persona. Con un cargo: cuando nadie que lo ocupe esté presente.',
          en: 'Empty: in all the positions of the person. With a position: when none of its holders is present.',
        },
      },
      field.postOptions,
    ),
    ...stretch,
    reason: field.optionalText({ es: 'Acuerdo o motivo', en: 'Order or reason' }),
  },
  prefill: (directory, params) => aboutPerson(directory, params, () => ({ from: directory.today })),
  async run({ tx, directory }, { id }, input) {
    const person = found(directory.personById(id!))
    checkStretch(input)
    checkDeputy(directory, 'deputy', input.deputy, person.id)
    if (input.position !== null && !directory.postById(input.position))
      refuseField('position', {
        code: 'unknown',
        es: 'Elija un cargo de la lista.',
        en: 'Choose a position of the list.',
      })
    const again = directory.rows.deputies.some(
      (row) =>
        row.person === input.deputy &&
        row.forPosition === input.position &&
        (input.position !== null || row.forPerson === person.id) &&
        overlap(row, input),
    )
    if (again)
      refuseField('deputy', {
        code: 'overlap',
        es: 'Ya está nombrada para suplir en esas fechas. Revise la otra suplencia.',
        en: 'The person is named to stand in in those dates already. Check the other one.',
      })
    await sql`insert into deputy (person_id, for_person_id, for_position_id, from_on, until_on, reason)
      values (${input.deputy}, ${input.position === null ? person.id : null}, ${input.position}, ${input.from}, ${input.until}, ${input.reason})`.execute(
      tx,
    )
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

export const endDeputy = adminCommand({
  action: 'person.end-deputy',
  words: { es: 'Terminar la suplencia', en: 'End the deputy', button: { es: 'Terminar la suplencia', en: 'End it' } },
  page: '/administracion/personas/:id/suplencias/:deputy/fin',
  api: '/api/people/:id/deputies/:deputy/end',
  fields: { until: field.date({ es: 'Último día', en: 'Last day' }) },
  prefill(directory, params) {
    const row = directory.rows.deputies.find(({ id }) => id === params.deputy)
    return row ? aboutPerson(directory, params, () => ({ until: directory.today })) : null
  },
  async run({ tx, directory }, { id, deputy }, { until }) {
    const person = found(directory.personById(id!))
    const row = found(directory.rows.deputies.find((each) => each.id === deputy))
    if (until < row.from) await sql`delete from deputy where id = ${row.id}`.execute(tx)
    else await sql`update deputy set until_on = ${until} where id = ${row.id}`.execute(tx)
    return { subject: { kind: 'person', id: person.id }, go: pageOf(person.id) }
  },
})

function checkStretch({ from, until }: Stretch): void {
  if (until !== null && until < from)
    refuseField('until', {
      code: 'before-start',
      es: 'Escriba una fecha igual o posterior a «Desde».',
      en: 'Write a date on or after "From".',
    })
}

function checkDeputy(directory: InstitutionDirectory, name: string, deputy: string, person: string): void {
  if (!directory.activePeople.some(({ id }) => id === deputy))
    refuseField(name, { code: 'unknown', es: 'Elija una persona de la lista.', en: 'Choose a person of the list.' })
  if (deputy === person)
    refuseField(name, {
      code: 'same-person',
      es: 'Elija a otra persona: nadie se suple a sí mismo.',
      en: 'Choose somebody else: nobody stands in for themselves.',
    })
}

const overlap = (a: Stretch, b: Stretch) =>
  (b.until === null || a.from <= b.until) && (a.until === null || a.until >= b.from)
