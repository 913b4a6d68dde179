import { createInstitution, institutionExists, readCalendarFiles } from '#src/people/index.ts'
import { readConfig } from '#src/platform/config.ts'
import { createLog } from '#src/platform/log.ts'
import { startDatabase } from '#src/program/database.ts'
import { calendarsFolder } from '#src/program/places.ts'
import { BadUse, readArguments } from './arguments.ts'

const HOW_TO = `ventanilla init --name "Ministerio de …" --code MIN --calendar GT --admin usuario --admin-name "Nombre Apellido" [--admin-email correo]
  Calendarios: GT (Guatemala), SV (El Salvador), PE (Perú).`

/** Makes a real institution instead of the demonstration, with its first administrator, whose one-time password it prints. */
export async function runInit(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = readArguments(
    args,
    { name: text, code: text, calendar: text, admin: text, 'admin-name': text, 'admin-email': text },
    HOW_TO,
  )
  const need = (option: string): string => {
    const value = values[option]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    throw new BadUse(`Falta --${option}.\nUso: ${HOW_TO}`)
  }
  const calendars = readCalendarFiles(calendarsFolder)
  const calendar = need('calendar').toUpperCase()
  if (!calendars.some(({ code }) => code === calendar))
    throw new BadUse(`No hay calendario «${calendar}».\nUso: ${HOW_TO}`)
  const email = values['admin-email']
  const institution = {
    name: need('name'),
    code: need('code'),
    calendar,
    calendars,
    administrator: {
      username: need('admin'),
      name: need('admin-name'),
      ...(typeof email === 'string' ? { email } : {}),
    },
    now: new Date().toISOString(),
  }
  const config = readConfig(process.env)
  const database = await startDatabase(config, createLog('warn'))
  try {
    if (await institutionExists(database.db))
      throw new Error('Esta base de datos ya tiene una institución. Use otra DATA_DIR o DATABASE_URL.')
    const { oneTimePassword } = await createInstitution(database.db, institution)
    process.stdout.write(
      `Se creó ${institution.name}.\n\n  usuario:    ${institution.administrator.username}\n  contraseña: ${oneTimePassword}   (de un solo uso: al entrar se le pedirá cambiarla)\n\nInicie con «ventanilla start».\n`,
    )
    return 0
  } finally {
    await database.close()
  }
}
