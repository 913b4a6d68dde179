// On an old computer where no script runs, everything can be done.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk, signIn } from './desk.ts'
import { walkToSignature } from './requests.ts'
import { complete, openFromTray } from './steps.ts'

const desk = await openDesk()

test('without scripts: sign in, start with a form and an attachment, claim, complete, sign', async () => {
  const requester = await desk.visitor({ javaScriptEnabled: false })
  await requester.goto('/bandejas/cargo')
  await requester.getByLabel('Usuario').fill('hzelada')
  await requester.getByLabel('Contraseña').fill('equivocada')
  await requester.getByRole('button', { name: 'Entrar', exact: true }).click()
  await requester.getByRole('alert').waitFor()
  assert.equal(await requester.getByLabel('Usuario').inputValue(), 'hzelada')
  await requester.getByLabel('Contraseña').fill('ventanilla')
  await requester.getByRole('button', { name: 'Entrar', exact: true }).click()
  // Back to where the person was going.
  await requester.waitForURL('**/bandejas/cargo')

  const title = 'Servidor sin guiones'
  await requester.goto('/tramites')
  await requester.getByRole('link', { name: 'Servidor virtual' }).click()
  await requester.getByLabel('Asunto').fill(title)
  await requester.getByLabel('Dependencia', { exact: true }).selectOption('Dirección de Desarrollo Institucional')
  await requester.getByLabel('Uso del servidor').fill('Pruebas')
  await requester.getByLabel('Debian 12').check()
  for (const [label, value] of [
    ['Procesadores', '2'],
    ['Memoria en GB', '8'],
    ['Disco en GB', '80'],
  ] as const)
    await requester.getByLabel(label).fill(value)
  await requester.getByLabel('pruebas', { exact: true }).check()
  await requester.getByLabel('Responsable del servidor').selectOption('Hernán Zelada Chinchay')
  await requester.getByLabel('Documentos (opcional)').setInputFiles([
    { name: 'nota.txt', mimeType: 'text/plain', buffer: Buffer.from('Nota') },
    { name: 'croquis.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') },
  ])
  await requester.getByRole('button', { name: 'Iniciar el expediente' }).click()
  await requester.getByText('Se abrió el expediente').waitFor()
  for (const name of ['nota.txt', 'croquis.pdf'])
    await requester
      .getByRole('link', { name: `Descargar ${name}` })
      .first()
      .waitFor()
  const number = new URL(requester.url()).pathname.split('/').at(-1)!

  const reception = await desk.visitor({ javaScriptEnabled: false })
  await signIn(reception, 'ebaquiax')
  await openFromTray(reception, 'cargo', title)
  await reception.getByRole('button', { name: 'Tomar' }).first().click()
  await reception.getByText('Lo tomó. Ahora está en «Mías».').waitFor()
  await reception.getByRole('button', { name: 'Devolver a la bandeja' }).click()
  await reception.getByText('Lo devolvió a la bandeja.').waitFor()
  await complete(reception, { note: 'Recibido en papel.' })

  const second = await desk.person('hzelada', { javaScriptEnabled: false })
  await second.goto(`/expedientes/${number}`)
  await second.getByLabel('Escribir a la oficina').fill('Gracias.')
  await second.getByRole('button', { name: 'Enviar' }).click()
  await second.getByText('Gracias.').waitFor()

  await walkToSignature(desk, number, 2)
  const head = await desk.person('acastellon', { javaScriptEnabled: false })
  await openFromTray(head, 'cargo', title)
  await head.getByLabel('Su contraseña, para firmar').fill('ventanilla')
  await head.getByRole('button', { name: 'Dar la firma' }).click()
  await head.getByText('El expediente siguió su curso.').waitFor()
})
