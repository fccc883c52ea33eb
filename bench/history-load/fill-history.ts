import { join } from 'node:path'
import Database from 'libsql'

/** Adds so many recorded changes of a tenth as many znodes, all gone by now, to the closed database in `folder`. */
export function fillHistory(folder: string, count: number): void {
  const database = new Database(join(folder, 'vivarium.db'))
  const znodes = count / 10
  database.exec('begin')
  database
    .prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
       insert into version (cluster, path, moment, key, kind, czxid, version, value, hash, size,
         aversion, acl, at, recorded_at, away, intent, person, reason, session)
       select 'main', '/services/checkout/instance-' || (i % ${znodes}) || '/configuration',
         printf('0000%016x', i), printf('0000%016x', i), 'changed', '0x1', i / ${znodes}, 'none',
         null, 0, 0, null, 1700000000000 + i * 1000, 1700000000000 + i * 1000, 0, null,
         case when i % 1000 = 0 then 'ada' end, case when i % 1000 = 0 then 'Ticket ' || i end, null
       from n`,
    )
    .run([count])
  database.exec(`insert into head (cluster, path, version_id, moment, key, gone)
    select cluster, path, max(id), max(moment), max(key), 1 from version
    where path like '/services/%' group by cluster, path`)
  database.exec('commit')
  database.prepare('pragma wal_checkpoint(truncate)').all([])
  database.close()
}
