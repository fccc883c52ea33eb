import { startTethered } from '../../tethered-process.mjs'
import { HOME, MARK } from './make-machine.mjs'

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

// A root of its own rather than chroot's: in that one nobody may have namespaces.
const ENTER = `cd "$0" && mount --bind . . && cd "$0" && mount -t proc proc proc &&
  mount --rbind /dev dev && mount --rbind /sys sys && mkdir -p .host && pivot_root . .host &&
  exec chroot . sh -c 'umount -l /.host && rmdir /.host && exec "$@"' sh "$@"`

/**
 * Starts a shell command on the machine in `machine`, in namespaces of its own that end with it:
 * of its host it has the network, and nothing else.
 * @param {string} machine @param {string} user @param {string} command
 */
export function startThere(machine, user, command) {
  const certificates = process.env.NODE_EXTRA_CA_CERTS
  const variables = [
    `PATH=${PATH}`,
    `HOME=${user === 'root' ? '/root' : `/home/${user}`}`,
    `${MARK}=1`,
    'TERM=dumb',
    ...(certificates ? [`NODE_EXTRA_CA_CERTS=${certificates}`] : []),
  ]
  const there = ['chroot', `--userspec=${user}`, '/', 'env', '-i', ...variables]
  const program = [...there, 'sh', '-c', `cd ${HOME} && ${command}`]
  const args = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', ENTER, machine]
  return startTethered({ command: 'unshare', args: [...args, ...program], output: 'pipe' })
}

/**
 * Shows what it prints, and tells `look` all of it so far.
 * @param {ReturnType<typeof startThere>} started @param {(output: string) => void} look
 */
export function listen({ child }, look) {
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text)
      output += text
      look(output)
    })
}
