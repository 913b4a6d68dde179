// An office brings the manual that it has in Word, corrects what is marked, has it signed, and sees its first case run on it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { cell, docx, paragraph, table } from '#src/interchange/document/test-documents.ts'
import { openDesk, type Tab } from './desk.ts'
import { claimFromTray, complete, openFromTray } from './steps.ts'

const desk = await openDesk()
const folder = mkdtempSync(join(tmpdir(), 'ventanilla-story-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const TITLE = 'Manual de préstamo de equipo'

/** The manual as the office has it: a step without a number, an answer in small letters, no word of how a case begins. */
function wordManual(): Uint8Array {
  const two = (unit: string, post: string) => cell(paragraph(unit) + paragraph(post))
  return docx(
    [
      paragraph('Manual de Normas y Procedimientos'),
      paragraph('PRÉSTAMO DE EQUIPO DE CÓMPUTO'),
      paragraph('Código: DTI-MNP-09'),
      paragraph('Versión 1'),
      paragraph('MINISTERIO DE SERVICIOS PÚBLICOS DE VALDORIA'),
      table([
        ['Elaborado por', 'Cargo', 'Fecha'],
        ['', 'Analista de Desarrollo Institucional', ''],
        ['Revisado por', 'Cargo', 'Fecha'],
        ['', 'Director de Tecnología', ''],
        ['Verificación metodológica', 'Cargo', 'Fecha'],
        ['', 'Director de Desarrollo Institucional', ''],
        ['Aprobado por', 'Cargo', 'Fecha'],
        ['', 'Ministro de Servicios Públicos', ''],
      ]),
      paragraph('1. OBJETIVO:'),
      paragraph('Prestar equipo por unos días a quien lo necesita, y que vuelva.'),
      paragraph('2. RESPONSABILIDADES:'),
      paragraph('2.1. Secretaria de Recepción: recibe la solicitud.'),
      paragraph('2.2. Técnico Informático: entrega y recibe el equipo.'),
      paragraph('PROCEDIMIENTO No. 1'),
      paragraph('PRÉSTAMO DE EQUIPO'),
      table([
        ['Responsable', 'No.', 'Actividades', 'Tiempo'],
        [
          two('Dirección de Tecnología', 'Secretaria de Recepción'),
          '1',
          'Recibe la solicitud y la pasa al Técnico Informático.',
          '30 minutos',
        ],
        [two('Departamento de Soporte Técnico', 'Técnico Informático'), '2', '¿Hay equipo disponible?', '1 hora'],
        ['', '', '2.1. Sí. Prepara el equipo. (Continúa en paso 3).', ''],
        ['', '', '2.2. NO. Informa al solicitante y lo anota. (Fin).', ''],
        ['', '', 'Entrega el equipo.', '15 minutos'],
      ]),
    ].join(''),
  )
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 100))
}

/** Brings the document in and opens what became of it in the editor; gives the draft's address. */
async function bringIn(analyst: Tab): Promise<string> {
  await analyst.goto('/manuales/borradores')
  await analyst.getByRole('link', { name: 'Importar un manual' }).click()
  const name = 'prestamo.docx'
  await analyst.getByLabel('Documento').setInputFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(wordManual()),
  })
  await analyst.getByRole('button', { name: 'Importar' }).click()
  await analyst.getByRole('heading', { level: 1, name }).waitFor()
  await analyst.getByText('La fuente no numera este paso').first().waitFor()
  await analyst.getByRole('button', { name: 'Continuar en el editor' }).click()
  await analyst.waitForSelector('manual-editor[checked]')
  return new URL(analyst.url()).pathname
}

/** Deletes what stands between two texts of the line, as a person who has read the mark. */
async function replace(analyst: Tab, what: string, by: string): Promise<void> {
  const text = analyst.getByRole('textbox', { name: 'Texto del manual' })
  await text.press('Control+f')
  const search = analyst.locator('.editor-text .cm-search input[name=search]')
  await search.fill('')
  await search.pressSequentially(what)
  await search.press('Enter')
  await search.press('Escape')
  if (by === '') await text.press('Delete')
  else await analyst.keyboard.insertText(by)
}

/** Opens the case from the person's own tray, or from that of the post. */
async function openMine(tab: Tab): Promise<void> {
  await tab.goto('/bandejas/mias')
  const mine = await tab.getByRole('link', { name: TITLE }).count()
  await openFromTray(tab, mine > 0 ? 'mias' : 'cargo', TITLE)
}

async function sign(tab: Tab, what = 'la firma'): Promise<void> {
  await openMine(tab)
  await tab.getByLabel('Su contraseña, para firmar').fill('ventanilla')
  await tab.getByRole('button', { name: `Dar ${what}` }).click()
  await tab.getByText('El expediente siguió su curso.').waitFor()
}

test('from the Word document to the first case, without a programmer', async () => {
  const analyst = await desk.person('hzelada')
  const head = await desk.person('rtuyuc')
  const owner = await desk.person('mtobar')
  const minister = await desk.person('iarredondo')

  // The document comes in with its doubts marked; the analyst corrects them.
  const draft = await bringIn(analyst)
  await replace(analyst, ' # ⚠ (la fuente no dice el calendario; se puso «GT»)', '')
  await replace(analyst, '⚠ (la fuente no numera este paso; aquí es el 3) ', '')
  await analyst.getByRole('textbox', { name: 'Texto del manual' }).press('Control+End')
  await analyst.keyboard.insertText('\n\n- Procedimiento, Inicio: solicitud «Préstamo de equipo» por portal.\n')
  await analyst.getByText('Sin hallazgos').waitFor()
  await analyst.getByRole('textbox', { name: 'Texto del manual' }).press('Control+s')
  await until(async () => !(await desk.api('hzelada').get(`${draft}/fuente.md`)).text.includes('⚠'))

  // Who answers for the work proposes the manual; it is admitted.
  await owner.goto('/tramites')
  await owner.getByRole('link', { name: /Manual nuevo o reforma/ }).click()
  await owner.getByLabel('Asunto').fill(TITLE)
  await owner.getByRole('radio', { name: 'manual nuevo' }).check()
  await owner.getByLabel('Nombre del manual').fill('Préstamo de equipo de cómputo')
  await owner.getByLabel('Qué debe cambiar o contener').fill('El préstamo, como hoy se hace.')
  await owner.getByLabel('Motivo').fill('Se presta de palabra y el equipo no vuelve.')
  await owner.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await owner.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await claimFromTray(head, TITLE)
  await head.getByRole('radio', { name: /^Dirección de Tecnología/ }).check()
  await complete(head, { answer: 'SÍ' })

  // The draft that is there already becomes the case's; it is verified and reviewed.
  await claimFromTray(analyst, TITLE)
  await analyst.getByLabel('Borrador').selectOption({ label: 'DTI-MNP-09 · PRÉSTAMO DE EQUIPO DE CÓMPUTO' })
  await analyst.getByRole('button', { name: 'Usar este borrador' }).click()
  await analyst.getByText('La revisión no encuentra errores ni advertencias.').waitFor()
  await complete(analyst)
  await openMine(head)
  await complete(head, { answer: 'SÍ' })
  await openMine(owner)
  await complete(owner, { answer: 'SÍ' })

  // The official document is printed and signed by four persons, each with the password.
  await openMine(analyst)
  await complete(analyst)
  await sign(analyst)
  await sign(owner)
  await sign(head, 'el visto bueno')
  await openMine(minister)
  await complete(minister, { answer: 'APRUEBA CON SU FIRMA' })
  await sign(minister)

  // It is published, made known, and in force from the next day.
  await openMine(analyst)
  await complete(analyst)
  await openMine(analyst)
  await complete(analyst)
  await sign(head)
  await desk.moveTo('2026-11-03T15:00:00Z', ['hzelada', analyst], ['mtobar', owner])
  await owner.goto('/manuales/DTI-MNP-09')
  const [download] = await Promise.all([
    owner.waitForEvent('download'),
    owner.getByRole('link', { name: /documento oficial con sus firmas/ }).click(),
  ])
  const pdf = join(folder, 'manual.pdf')
  await download.saveAs(pdf)
  const seen = execFileSync('pdfsig', ['-nocert', pdf]).toString()
  assert.equal(seen.match(/Signature is Valid/g)?.length, 4, seen)

  // The first case runs on the manual that came from Word.
  const asker = await desk.person('lsolares')
  await asker.goto('/tramites')
  await asker.getByRole('link', { name: /Préstamo de equipo/ }).click()
  await asker.getByLabel('Asunto').fill('Una portátil para el censo')
  await asker.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await asker.getByRole('heading', { level: 1, name: 'Una portátil para el censo' }).waitFor()
  const reception = await desk.person('ebaquiax')
  await claimFromTray(reception, 'Una portátil para el censo')
  await complete(reception)
  const technician = await desk.person('wcalderon')
  await claimFromTray(technician, 'Una portátil para el censo')
  await complete(technician, { answer: 'SÍ' })
  await complete(technician)
  await asker.reload()
  await asker.getByText('cerrado').first().waitFor()
  for (const tab of [analyst, head, owner, minister, asker, reception, technician]) assert.deepEqual(tab.errors(), [])
})
