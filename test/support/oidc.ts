import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { after } from 'node:test'
import Provider from 'oidc-provider'

/** Somebody whom the test's provider knows. */
export interface OidcAccount {
  readonly sub: string
  readonly preferred_username?: string
  readonly name?: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly groups?: readonly string[]
}

export const CLIENT = { id: 'ventanilla', secret: 'secreto del cliente de prueba' } as const

/**
 * A whole OpenID provider on a free port of this machine: its sign-in page asks for the `sub` alone. It is ended when the file's tests are
 * over. `accounts` may be changed while it runs.
 */
export async function startOidc(
  origin: string,
  accounts: Map<string, OidcAccount>,
  context: { after(work: () => Promise<void>): void } = { after },
): Promise<{ readonly issuer: string }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, configuration(origin, accounts))
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    void signInPage(provider, request, response)
  })
  context.after(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return { issuer }
}

function configuration(origin: string, accounts: Map<string, OidcAccount>): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${origin}/entrar/openid/retorno`],
        post_logout_redirect_uris: [`${origin}/entrar`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'prueba' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource(ctx: { body: string }, form: string) {
          ctx.body = `<!doctype html><title>Salir</title>${form}<button form="op.logoutForm" name="logout" value="yes">Salir del proveedor</button>`
        },
      },
    },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_ctx: unknown, sub: string) => {
      const account = accounts.get(sub)
      return account && { accountId: sub, claims: () => account }
    },
    // Whoever signs in has agreed to everything.
    async loadExistingGrant(ctx: {
      oidc: { session: { accountId: string }; client: { clientId: string }; provider: Provider }
    }) {
      const { session, client, provider } = ctx.oidc
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
      grant.addOIDCScope('openid profile email groups')
      await grant.save()
      return grant
    },
    ttl: { Session: 3_600, Grant: 3_600, AccessToken: 600, IdToken: 600, Interaction: 600 },
  }
}

async function signInPage(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('sub') ?? ''
    return provider.interactionFinished(request, response, { login: { accountId } })
  }
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(
    '<!doctype html><html lang="es"><title>Proveedor</title><form method="post"><label>Cuenta <input name="sub"></label><button>Continuar</button></form></html>',
  )
}
