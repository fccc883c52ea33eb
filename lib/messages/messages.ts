import type en from './en.json'

/** English is the master: every other language has exactly its keys, which a test asserts. */
export type Messages = typeof en
