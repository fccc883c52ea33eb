import { once } from 'node:events'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fourLetterWord } from '@/bin/zookeeper/four-letter-word.mjs'
import { startSaslZooKeeper } from './sasl'
import { startTlsZooKeeper, type TlsZooKeeper } from './tls'

let tls: TlsZooKeeper

beforeAll(async () => {
  tls = await startTlsZooKeeper({ clientAuth: 'need' })
})
afterAll(() => tls.stop())

async function askOverTls(identity: { cert?: string; key?: string }) {
  const { ca } = tls.certificates
  const socket = connect({ host: '127.0.0.1', port: tls.securePort, ca, ...identity })
  await once(socket, 'secureConnect')
  socket.write('srvr')
  const [answer] = await once(socket, 'data')
  return String(answer)
}

test('the TLS port serves whoever shows the client certificate', async () => {
  expect(await askOverTls(tls.certificates.client)).toContain('Zookeeper version')
})

test('the TLS port turns away whoever shows none', async () => {
  await expect(askOverTls({})).rejects.toThrow()
})

test('a SASL server starts and knows its provider', async () => {
  const sasl = await startSaslZooKeeper({ required: true })
  expect(await fourLetterWord(sasl.server.port, 'ruok')).toBe('imok')
  await sasl.stop()
})
