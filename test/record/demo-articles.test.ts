import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { loadDemoArticles } from '#src/demo/load-articles.ts'
import { demoFolder } from '#src/program/places.ts'
import { testProgram } from '../support/program.ts'

const { api, db, program } = await testProgram()

test('the articles are there once, written in their unit, read by its reviewer, and found at the portal', async () => {
  await loadDemoArticles(program.cases, demoFolder)
  await loadDemoArticles(program.cases, demoFolder)
  const { json } = await api('yhuarcaya').get('/api/articles')
  const titles = json.articles.map(({ title }: { title: string }) => title)
  assert.ok(titles.length >= 4)
  assert.equal(new Set(titles).size, titles.length)
  const found = await api('yhuarcaya').get('/portal?q=mi%20inpresora%20no%20imprime')
  assert.match(found.text, /La impresora de red no imprime/)
  const asking = await api('yhuarcaya').get('/portal/pedir/DTI-MNP-01/2/soporte-tecnico')
  assert.match(asking.text, /Antes de pedirlo[\s\S]*La computadora está muy lenta/)
  for (const { id } of json.articles) {
    const one = await api('yhuarcaya').get(`/api/articles/${id}`)
    for (const { manual, procedure } of one.json.services) {
      const version = (await program.cases.manuals.inForce(db, program.cases.clock())).find(
        ({ code }) => code === manual,
      )
      assert.ok(version?.procedure(procedure), `${manual} ${procedure}`)
    }
    // Who wrote it works in its unit, and who read it may: the page of the article is open to both.
    const { rows } = await sql<{ writer: string; reviewer: string }>`
      select w.username as writer, r.username as reviewer from article_version v join person w on w.id = v.written_by
      join article_review a on a.article_id = v.article_id join person r on r.id = a.reviewed_by
      where v.article_id = ${id}`.execute(db)
    for (const name of [rows[0]!.writer, rows[0]!.reviewer])
      assert.equal((await api(name).get(`/conocimiento/${id}/versiones`)).status, 200, name)
  }
})
