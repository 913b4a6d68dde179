import pg from 'pg'

/** Makes the two roles and the database of the embedded cluster where they are missing. Safe to repeat. */
export async function prepareRoles(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query(`select 1 from pg_database where datname = 'ventanilla'`)
    if (rows.length > 0) return // made last, so everything before it is there
    for (const role of ['ventanilla_owner', 'ventanilla_app']) {
      const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
      if (rows.length === 0) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole`)
    }
    await client.query('create database ventanilla owner ventanilla_owner')
  } finally {
    await client.end()
  }
}
