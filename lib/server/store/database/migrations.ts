import { type Kysely, type Migration, type RawBuilder, sql } from 'kysely'
import type { Place } from './place'

type Kind = Place['kind']

/** What differs between the two: ids, bytes, and that PostgreSQL sorts text by language. */
const TYPES: Record<Kind, Record<'id' | 'text' | 'bytes', RawBuilder<unknown>>> = {
  file: {
    id: sql`integer primary key autoincrement`,
    text: sql`text`,
    bytes: sql`blob`,
  },
  postgres: {
    id: sql`bigint generated always as identity primary key`,
    text: sql`text collate "C"`,
    bytes: sql`bytea`,
  },
}

/** The schema's steps in order. One that was released is never changed. */
export function migrationsFor(kind: Kind): Record<string, Migration> {
  return {
    '2026-11-history': { up: (db) => createHistory(db, kind) },
    '2026-11-intent-attempts': { up: (db) => nameAttempts(db, kind) },
    '2026-11-version-acl': { up: (db) => addAcls(db, kind) },
    '2026-11-write-probe': { up: createProbe },
    '2026-11-write-version': { up: findVersionsByIntent },
    '2026-11-written-sizes': { up: indexSizes },
    '2026-12-eras': { up: (db) => createEras(db, kind) },
    '2026-12-meta': { up: (db) => createMeta(db, kind) },
    '2026-12-searches': { up: indexSearches },
    '2026-12-recording-order': { up: forgetAges },
  }
}

async function createHistory(db: Kysely<unknown>, kind: Kind): Promise<void> {
  const { id, text, bytes } = TYPES[kind]
  await sql`create table content (
    hash ${text} primary key, encoding ${text} not null, bytes ${bytes} not null,
    stored bigint not null, touched_at bigint not null)`.execute(db)
  await sql`create table intent (
    id ${id}, cluster ${text} not null, path ${text} not null, op ${text} not null,
    person ${text} not null, reason ${text}, version integer, czxid ${text},
    before_zxid ${text} not null, value_hash ${text}, session ${text} not null,
    session_password ${text}, started_at bigint not null, outcome ${text}, code ${text},
    settled_at bigint)`.execute(db)
  await sql`create index intent_open on intent (cluster) where outcome is null`.execute(db)
  await sql`create table version (
    id ${id}, cluster ${text} not null, path ${text} not null, moment ${text} not null,
    key ${text} not null, kind ${text} not null, czxid ${text}, version integer,
    value ${text} not null, hash ${text}, size bigint, at bigint not null,
    recorded_at bigint not null, away integer not null, intent bigint, person ${text},
    reason ${text}, session ${text}, unique (cluster, path, key))`.execute(db)
  await sql`create table head (
    cluster ${text} not null, path ${text} not null, version_id bigint not null,
    moment ${text} not null, key ${text} not null, gone integer not null,
    primary key (cluster, path))`.execute(db)
  await sql`create index head_of_version on head (version_id)`.execute(db)
  await sql`create index version_of_path on version (cluster, path, moment, key)`.execute(db)
  await sql`create index version_in_order on version (cluster, moment, id)`.execute(db)
  await sql`create index version_by_age on version (recorded_at)`.execute(db)
  await sql`create index version_by_hash on version (hash)`.execute(db)
}

/** The intents of one write belong together. */
async function nameAttempts(db: Kysely<unknown>, kind: Kind): Promise<void> {
  await sql`alter table intent add column attempt ${TYPES[kind].text}`.execute(db)
  await sql`alter table intent add column step integer not null default 0`.execute(db)
  await sql`create unique index intent_of_attempt on intent (cluster, attempt, step)`.execute(db)
}

/** ACLs are recorded by their version, once per content. */
async function addAcls(db: Kysely<unknown>, kind: Kind): Promise<void> {
  await sql`alter table version add column aversion integer`.execute(db)
  await sql`alter table version add column acl ${TYPES[kind].text}`.execute(db)
  await sql`create index version_by_acl on version (acl)`.execute(db)
}

async function createProbe(db: Kysely<unknown>): Promise<void> {
  await sql`create table probe (id integer primary key, at bigint not null)`.execute(db)
}

async function findVersionsByIntent(db: Kysely<unknown>): Promise<void> {
  await sql`create index version_of_intent on version (intent) where intent is not null`.execute(db)
}

/** Sizes and ages of values are asked for without reading the values. */
async function indexSizes(db: Kysely<unknown>): Promise<void> {
  await sql`create index content_by_age on content (hash, touched_at, stored)`.execute(db)
}

async function createEras(db: Kysely<unknown>, kind: Kind): Promise<void> {
  const { text } = TYPES[kind]
  await sql`create table era (
    cluster ${text} not null, era integer not null, why ${text} not null,
    compared integer not null, primary key (cluster, era))`.execute(db)
}

async function createMeta(db: Kysely<unknown>, kind: Kind): Promise<void> {
  const { text } = TYPES[kind]
  await sql`create table meta (name ${text} primary key, value ${text} not null)`.execute(db)
}

/** What people search by: time, person, a kind that is rare, and what is gone. */
async function indexSearches(db: Kysely<unknown>): Promise<void> {
  await sql`create index version_by_time on version (cluster, at)`.execute(db)
  await sql`create index version_by_person on version (cluster, moment, id)
    where person is not null`.execute(db)
  await sql`create index version_of_kind on version (cluster, kind, moment, id)
    where kind in ('acl', 'deleted', 'restored')`.execute(db)
  await sql`create index head_gone on head (cluster, path) where gone = 1`.execute(db)
}

/** What was recorded first goes first, by its number. */
async function forgetAges(db: Kysely<unknown>): Promise<void> {
  await sql`drop index version_by_age`.execute(db)
}
