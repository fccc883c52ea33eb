import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTethered } from '@/bin/tethered-process.mjs'

export const RECIPES = ['nginx-plain', 'nginx-tls', 'haproxy-plain', 'haproxy-tls'] as const

type Recipe = (typeof RECIPES)[number]

type Setting = {
  readonly recipe: Recipe
  /** Where it listens, and where Vivarium does. */
  readonly port: number
  readonly product: number
  /** PEM: certificate and key. */
  readonly certificate: string
  readonly folder: string
}

const GUIDE = new URL('../../docs/deploy.md', import.meta.url)
const IS_ROOT = process.getuid?.() === 0
const PATIENCE_MS = 10_000

/** The configuration as docs/deploy.md has it. */
function written(recipe: Recipe): string {
  const guide = readFileSync(GUIDE, 'utf8')
  const block = guide.split('```').find((part) => part.split('\n')[1] === `# ${recipe}`)
  if (block === undefined) throw new Error(`docs/deploy.md has no recipe “${recipe}”`)
  return block.slice(block.indexOf('\n') + 1)
}

/** On other ports, with a certificate of our own; nothing else is changed. */
function placed({ recipe, port, product, certificate }: Setting): string {
  return written(recipe)
    .replace(/listen (?:443|80)\b/, `listen 127.0.0.1:${port}`)
    .replace(/bind :(?:443|80)\b/, `bind 127.0.0.1:${port}`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${product}`)
    .replaceAll(/\/etc\/ssl\/vivarium\.(?:pem|key)/g, certificate)
}

/** What a system's own nginx.conf is around a server. */
function nginxAround(server: string, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  const user = IS_ROOT ? 'user root;\n' : ''
  const pid = `pid ${join(folder, 'nginx.pid')};\nerror_log stderr;`
  return `${user}${pid}\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${server}\n}\n`
}

/** Starts a proxy by its recipe. Answers how to stop it. */
export async function startProxy(setting: Setting): Promise<() => Promise<void>> {
  const { recipe, port, folder } = setting
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'proxy.conf')
  const isNginx = recipe.startsWith('nginx')
  writeFileSync(file, isNginx ? nginxAround(placed(setting), folder) : placed(setting))
  const { child, exited, stop } = startTethered({
    command: isNginx ? '/usr/sbin/nginx' : '/usr/sbin/haproxy',
    args: isNginx ? ['-p', folder, '-c', file, '-g', 'daemon off;'] : ['-db', '-f', file],
    output: 'pipe',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  let ended = ''
  void exited.then((how) => {
    ended = how
  })
  for (const deadline = Date.now() + PATIENCE_MS; !(await isListening(port)); await sleep(20))
    if (ended || Date.now() > deadline) throw new Error(`${recipe}: ${ended}\n${output}`)
  return () => stop(2_000)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
