import { deflateSync, gzipSync } from 'node:zlib'
import { pseudoRandom, type SeededZnode } from './seeded-znode'

/** Values that are no text: compressed, packed, serialised, random. */
export function binaryValues(): SeededZnode[] {
  const root = '/config/binary'
  const random = pseudoRandom(7)
  const routes = { routes: Array.from({ length: 200 }, (_, at) => ({ path: `/v1/${at}`, to: at })) }
  return [
    { path: `${root}/routes.json.gz`, data: gzipSync(JSON.stringify(routes)) },
    { path: `${root}/request.zlib`, data: deflateSync('compressed with zlib\n'.repeat(50)) },
    { path: `${root}/compute-0.msgpack`, data: messagePack() },
    { path: `${root}/region.protobuf`, data: hbaseRegion() },
    {
      path: `${root}/session.ser`,
      data: Buffer.from(`${'aced000574000a'}${hex('hello java')}`, 'hex'),
    },
    { path: `${root}/counter`, data: Buffer.from('0000011f71fb04cb', 'hex') },
    {
      path: `${root}/random`,
      data: Buffer.from(Array.from({ length: 700 }, () => random() * 256)),
    },
    {
      path: `${root}/latin-1.txt`,
      data: Buffer.from('caf\xe9 cr\xe8me, d\xe9j\xe0 vu\n', 'latin1'),
    },
    { path: `${root}/utf-16.txt`, data: Buffer.from('\ufeffwide text\n', 'utf16le') },
    { path: `${root}/nul-terminated`, data: Buffer.from('looks like text\0', 'latin1') },
  ]
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex')
}

/** {"host":"node0.example","vcpus":8,"az":"nova"} as tooz writes it. */
function messagePack(): Buffer {
  const entries = `a4${hex('host')}ad${hex('node0.example')}a5${hex('vcpus')}08a2${hex('az')}a4${hex('nova')}`
  return Buffer.from(`83${entries}`, 'hex')
}

/** HBase's envelope: 0xFF, length and id of the writer, PBUF, a protobuf message. */
function hbaseRegion(): Buffer {
  const id = 'master:16000'
  return Buffer.concat([
    Buffer.from('ff0000000c', 'hex'),
    Buffer.from(id),
    Buffer.from('PBUF'),
    Buffer.from(`0a12${hex('region-1.internal')}0010f47d`, 'hex'),
  ])
}
