// Puts the program together in few files: 2,700 small ones take a second longer to load and 40 MB more of memory. They are kept
// in `node_modules/.cache` until a source changes, and can be read: each part names the file that it comes from.
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Libraries of many small files, which are taken in. The others are loaded from where they are. */
const TAKEN_IN = /^(?:echarts|kysely|typebox|yaml|mdast-util-[a-z-]+|micromark-extension-[a-z-]+)(?:\/|$)/
/** Programs of threads, which are loaded by their address. */
const THREADS = [
  'src/printing/worker/print-worker.ts',
  'src/interchange/import/worker.ts',
  'src/signing/apart/worker.ts',
]
const THREAD = /new URL\('(\.\/[a-z-]*worker)\.ts', import\.meta\.url\)/g
/** Bundles that are left for a program that still runs from them. */
const KEPT = 3

/**
 * The file to run: the program of `root` in one piece, put together now unless it is as new as the sources.
 * Throws where that cannot be done, for example because the folder cannot be written.
 */
export async function bundledProgram(root) {
  const cache = join(root, 'node_modules/.cache/ventanilla')
  const folder = join(cache, `program-${fingerprint(root)}`)
  const main = join(folder, 'main.mjs')
  if (isFile(main)) return main
  const unfinished = join(cache, `unfinished-${randomUUID()}`)
  try {
    mkdirSync(unfinished, { recursive: true })
    await bundle(root, unfinished)
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another start was quicker.
    if (!isFile(main)) throw error
  }
  forgetOld(cache)
  return main
}

async function bundle(root, outdir) {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts', ...THREADS.filter((path) => isFile(join(root, path)))],
    outbase: 'src',
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    outExtension: { '.js': '.mjs' },
    legalComments: 'none',
    logLevel: 'silent',
    // What is written in the older way asks for the modules of Node by this.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'\nconst require = requireOf(import.meta.url)",
    },
    plugins: [{ name: 'ventanilla', setup: (build) => partsOf(root, build) }],
  })
}

/** What is taken in, and where its sources find what lies beside them: where they are themselves. */
function partsOf(root, build) {
  build.onResolve({ filter: /^[^./#]/ }, ({ path, importer, kind }) => {
    const inside = TAKEN_IN.test(path) || importer.startsWith(join(root, 'node_modules'))
    return inside || kind === 'entry-point' || path.startsWith('node:') ? undefined : { external: true }
  })
  build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({ loader: 'ts', contents: placed(root, path) }))
}

function placed(root, path) {
  return readFileSync(path, 'utf8')
    .replace(THREAD, (_, name) => {
      const thread = relative(root, join(dirname(path), `${name}.ts`))
      if (!THREADS.includes(thread)) throw new Error(`${thread} is none of the THREADS of scripts/bundle.mjs`)
      // Not to be taken for one of those below.
      return `new URL('./${relative('src', thread).replace(/ts$/, 'mjs')}', import.meta['url'])`
    })
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
}

/** Changes with each source, with the libraries and with where it all is. */
function fingerprint(root) {
  const hash = createHash('sha256').update(root)
  const sources = readdirSync(join(root, 'src'), { recursive: true }).filter((name) => name.endsWith('.ts'))
  for (const name of [...sources.sort().map((each) => join('src', each)), 'package-lock.json', 'scripts/bundle.mjs']) {
    const { size, mtimeMs } = statSync(join(root, name), { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 }
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

function forgetOld(cache) {
  const age = (name) => statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const bundles = readdirSync(cache).filter((name) => name.startsWith('program-'))
  for (const name of bundles.toSorted((a, b) => age(b) - age(a)).slice(KEPT))
    rmSync(join(cache, name), { recursive: true, force: true })
}

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true

// By itself, at the end of an installation; which may come before the sources.
const root = dirname(import.meta.dirname)
if (process.argv[1] === fileURLToPath(import.meta.url) && isFile(join(root, 'src/main.ts'))) await bundledProgram(root)
