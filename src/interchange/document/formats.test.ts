// Word and PDF documents, made by the tests' own writers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkManual, dateIn } from '#src/manual/index.ts'
import { importFile } from '../import/import-file.ts'
import { cell, docx, NUMBERING, numbered, paragraph, table } from './test-documents.ts'

test('a Word document: merged cells, automatic numbers, headings by style, text boxes, tracked changes', async () => {
  const body = [
    paragraph('MANUAL DE COMPRAS'),
    paragraph('Código: COM-MNP-01'),
    paragraph('Versión 3'),
    paragraph('Ministerio de Ejemplo, Guatemala'),
    paragraph('1. OBJETIVO', '<w:pStyle w:val="Ttulo1"/>'),
    paragraph('Comprar bien.'),
    '<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Aviso del cuadro.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Aviso del cuadro.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>',
    '<w:p><w:r><w:t xml:space="preserve">Se compra </w:t></w:r><w:del><w:r><w:delText>caro</w:delText></w:r></w:del><w:ins><w:r><w:t>barato.</w:t></w:r></w:ins></w:p>',
    paragraph('PROCEDIMIENTO No. 1'),
    paragraph('COMPRA DE EQUIPO'),
    paragraph('NORMAS ESPECÍFICAS'),
    numbered('Se pide por escrito.'),
    numbered('Hay que guardar:'),
    numbered('La factura.', 1, 1),
    numbered('La garantía.', 1, 1),
    table([
      ['RESPONSABLE', 'PASO', 'ACTIVIDAD', 'TIEMPO'],
      [
        cell(`${paragraph('Departamento de Compras')}${paragraph('Secretaria')}`, 'restart'),
        cell(numbered('', 2)),
        'Recibe la solicitud',
        '30 Min.',
      ],
      [cell('', 'continue'), cell(numbered('', 2)), 'Revisa la solicitud. ¿Procede?', '2 horas'],
      [cell('', 'continue'), '', '2.1. Sí. La pasa al Comprador. (Continúa en el paso 3)', ''],
      [cell('', 'continue'), '', '2.2. No. Informa el motivo. Regresa al paso 1.', ''],
      [
        cell(`${paragraph('Departamento de Compras')}${paragraph('Comprador')}`),
        cell(numbered('', 2)),
        `${cell(`${paragraph('Compra el equipo.')}`)}`,
        '3 días',
      ],
    ]),
  ].join('')
  const styles = '<w:styles xmlns:w="x"><w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style></w:styles>'
  const { source, report, counts } = await importFile(
    docx(body, { 'word/numbering.xml': NUMBERING, 'word/styles.xml': styles }),
    'compras.docx',
  )
  assert.match(
    source,
    /^manual: COM-MNP-01\ntítulo: MANUAL DE COMPRAS\ninstitución: Ministerio de Ejemplo\nversión: 3\ncalendario: GT/m,
  )
  assert.match(source, /# OBJETIVO\n\nComprar bien\.\n\nAviso del cuadro\.\n\nSe compra barato\./)
  assert.equal(source.match(/Aviso del cuadro/g)!.length, 1)
  assert.match(source, /^2\. Hay que guardar:\n {3}2\.1\. La factura\.\n {3}2\.2\. La garantía\.$/m)
  assert.match(source, /\| Departamento de Compras \/ Secretaria \| 1 \| Recibe la solicitud\. \| 30 minutos \|/)
  assert.match(source, /\| \| 2\.1 \| SÍ\. La pasa al Comprador\. \(Continúa en paso 3\)\. \| \|/)
  assert.match(source, /\| \| 2\.2 \| NO\. Informa el motivo\. \(Regresa a paso 1\)\. \| \|/)
  assert.match(
    source,
    /\| Departamento de Compras \/ Comprador \| 3 \| ⚠ \(el tiempo de la fuente es «3 días», y no dice si son hábiles o calendario\) Compra el equipo\. \| — \|/,
  )
  assert.ok(report.some(({ code }) => code === 'cambios-aceptados'))
  assert.deepEqual(counts, { procedures: 1, steps: 3, forms: 0, doubts: 1 })
  assert.deepEqual(
    checkManual(source)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code),
    ['duda-pendiente'],
  )
})

test('a PDF with text: columns by their places, cells over several lines, a table over two pages', async () => {
  const bytes = await pdf()
  const { source } = await importFile(bytes, 'manual.pdf')
  assert.match(source, /^## PROCEDIMIENTO No\. 1\. REPARACIÓN DE EQUIPOS$/m)
  assert.match(
    source,
    /\| Recepcionista de la Mesa de Ayuda \| 1 \| Recibe el equipo, anota su marca, su modelo y su número de inventario, y lo entrega al Técnico de turno\. \|/,
  )
  assert.match(source, /\| \| 2\.2 \| NO\. Informa al solicitante\. \(Fin\)\. \|/)
  const steps = [...source.matchAll(/^\|[^|]*\| (\d+) \|/gm)].map((match) => match[1])
  assert.deepEqual(steps, ['1', '2', ...Array.from({ length: 40 }, (_, at) => String(at + 3))])
  assert.equal(source.match(/RESPONSABLE/g)!.length, 1)
})

test('dates as manuals write them', () => {
  assert.equal(dateIn('Guatemala, uno de diciembre de dos mil veintidós.'), '2022-12-01')
  assert.equal(dateIn('del 3 de enero de 2026'), '2026-01-03')
  assert.equal(dateIn('vigente desde 21/01/2021'), '2021-01-21')
  assert.equal(dateIn('treinta y uno de mayo del dos mil dieciséis'), '2016-05-31')
  assert.equal(dateIn('el 31/02/2024'), undefined)
  assert.equal(dateIn('noviembre de 2022'), undefined)
})

async function pdf(): Promise<Uint8Array> {
  // It brings no types with it.
  const writer = 'pdfmake'
  const { default: pdfmake } = await import(writer)
  const roboto = (name: string) =>
    new URL(`../../../node_modules/pdfmake/fonts/Roboto/Roboto-${name}.ttf`, import.meta.url).pathname
  pdfmake.addFonts({
    Roboto: {
      normal: roboto('Regular'),
      bold: roboto('Medium'),
      italics: roboto('Italic'),
      bolditalics: roboto('MediumItalic'),
    },
  })
  const rows = [
    [
      'Recepcionista de la Mesa de Ayuda',
      '1',
      'Recibe el equipo, anota su marca, su modelo y su número de inventario, y lo entrega al Técnico de turno.',
    ],
    ['Técnico', '2', 'Examina el equipo. ¿Tiene reparación?'],
    ['', '', '2.1. SÍ. Lo repara. (Continúa en paso 3).'],
    ['', '', '2.2. NO. Informa al solicitante. (Fin).'],
    ...Array.from({ length: 40 }, (_, at) => ['', String(at + 3), `Prueba la parte número ${at + 1}.`]),
  ]
  const document = pdfmake.createPdf({
    content: [
      'PROCEDIMIENTO No. 1',
      'REPARACIÓN DE EQUIPOS',
      {
        table: {
          headerRows: 1,
          widths: [140, 50, '*'],
          body: [['RESPONSABLE', 'PASO', 'ACTIVIDAD'].map((text) => ({ text, alignment: 'center' })), ...rows],
        },
      },
    ],
    footer: (page: number, pages: number) => `Página ${page} de ${pages}`,
  } as never)
  return new Uint8Array(await document.getBuffer())
}

test('a dependencia whose name ends like a cargo is told from the cargo below it in the same cell', async () => {
  const steps = table([
    ['Responsable', 'No.', 'Actividades'],
    [cell(paragraph('Departamento de Soporte Técnico') + paragraph('Técnico Informático')), '1', 'Prepara el equipo.'],
    [cell(paragraph('Departamento de Soporte Técnico') + paragraph('Secretaria')), '2', 'Entrega el equipo.'],
  ])
  const { source } = await importFile(
    docx(`${paragraph('PROCEDIMIENTO No. 1')}${paragraph('PRÉSTAMO DE EQUIPO')}${steps}`),
    'prestamo.docx',
  )
  assert.match(source, /\| Departamento de Soporte Técnico \/ Técnico Informático \| 1 \|/)
  assert.match(source, /\| Departamento de Soporte Técnico \/ Secretaria \| 2 \|/)
})
