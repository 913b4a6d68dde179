import type { Server } from './server.ts'

/**
 * Opens the port and gives the address to print, `http://localhost:8080`. Throws with a sentence in Spanish when the
 * port is taken or not allowed.
 */
export async function listen(app: Server, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const { code } = cause as { code?: string }
    const says = `No se pudo abrir el puerto ${port}`
    if (code === 'EADDRINUSE') {
      throw new Error(`${says}: otro programa lo está usando. Ciérrelo o indique otro, por ejemplo PORT=8081.`, {
        cause,
      })
    }
    if (code === 'EACCES')
      throw new Error(`${says}: hace falta permiso. Indique uno mayor que 1023, por ejemplo PORT=8080.`, { cause })
    throw new Error(`${says} en «${host}»: ${(cause as Error).message}. Revise HOST y PORT.`, { cause })
  }
  const address = app.server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${actual}`
}
