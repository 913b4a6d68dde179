import type { Page } from 'playwright-core'

/** What people do again and again, as they do it: by what is written on the page. */

/** Opens the case of this title from one of the person's trays. */
export async function openFromTray(tab: Page, tray: 'mias' | 'cargo' | 'unidad', title: string): Promise<void> {
  await tab.goto(`/bandejas/${tray}`)
  await tab.getByRole('link', { name: title }).first().click()
  await tab.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Takes the task of this title from the tray of the person's positions; the case's page follows. */
export async function claimFromTray(tab: Page, title: string): Promise<void> {
  await tab.goto('/bandejas/cargo')
  await tab
    .getByRole('row', { name: title })
    .getByRole('button', { name: /^Tomar/ })
    .click()
  await tab.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Completes the open step: with an answer by its button, else with the only button there is. */
export async function complete(tab: Page, { answer, note }: { answer?: string; note?: string } = {}): Promise<void> {
  if (note !== undefined) await tab.getByLabel('Nota de lo hecho').fill(note)
  await tab.getByRole('button', { name: answer ?? 'Completar el paso', exact: true }).click()
  await tab.getByText('El expediente siguió su curso.').waitFor()
}

/** The acts of the record as text, newest first. */
export async function recordOf(tab: Page): Promise<string[]> {
  const record = tab.locator('section', { has: tab.getByRole('heading', { name: 'Registro de actuaciones' }) })
  return record.getByRole('listitem').allInnerTexts()
}

/** Where each printed step stands: hecho, en curso, en espera, pendiente. */
export async function stepStates(tab: Page): Promise<string[]> {
  const steps = tab.locator('section', { has: tab.getByRole('heading', { name: 'Dónde va' }) })
  const lines = await steps.getByRole('listitem').allTextContents()
  return lines.map((line) => /(hecho|en curso|en espera|pendiente)$/.exec(line.trim())?.[1] ?? line)
}
