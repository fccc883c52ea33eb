import { rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Compiles TypeScript programs of ours to plain Node modules in `outDir`, which is emptied first.
 * Packages and `bin` stay imports, so that they find their own files.
 * @param {{ root: string, entries: Record<string, string>, outDir: string }} what entries: the
 *   name in `outDir`, and its source
 */
export async function bundlePrograms({ root, entries, outDir }) {
  const vite = await import('vite')
  const bin = join(root, 'bin/')
  rmSync(outDir, { recursive: true, force: true })
  await vite.build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: {
      alias: [
        { find: /^server-only$/, replacement: join(root, 'node_modules/server-only/empty.js') },
        { find: /^@\//, replacement: `${root}/` },
      ],
    },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: entries,
        external: (id) => id.startsWith(bin),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
}
