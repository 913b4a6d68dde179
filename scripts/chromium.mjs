import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The browser for the tests: CHROMIUM when set, or the first one on the PATH; undefined when there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return runs(process.env.CHROMIUM) ? process.env.CHROMIUM : undefined
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  for (const name of names) {
    for (const folder of folders) if (folder && runs(join(folder, name))) return join(folder, name)
  }
  return undefined
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
