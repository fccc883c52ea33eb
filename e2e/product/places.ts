import { readFileSync } from 'node:fs'

/** As `next build` lists them: `/api/clusters/[cluster]/znode/route` is served at its value. */
const manifest: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../.next/app-path-routes-manifest.json', import.meta.url), 'utf8'),
)
const OF_NEXT = ['/_global-error/page', '/_not-found/page']

/** The addresses of the build that have a handler or a page, of the cluster `main`. */
export function placesOf(kind: 'route' | 'page'): string[] {
  return Object.entries(manifest)
    .filter(([entry]) => !OF_NEXT.includes(entry) && entry.endsWith(`/${kind}`))
    .map(([, place]) => place.replace('[cluster]', 'main'))
}
