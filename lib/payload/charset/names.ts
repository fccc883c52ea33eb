/** Charsets that browsers decode and do not encode. What they decode is the table, both ways. */
export const TABLES = [
  'gb18030',
  'gbk',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'iso-8859-10',
  'iso-8859-11',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  'ibm855',
  'ibm866',
  'macintosh',
  'x-mac-cyrillic',
] as const

export type TableCharset = (typeof TABLES)[number]

/** The encodings that a value's bytes may be read in, the most used first. */
export const CHARSETS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'latin1',
  ...TABLES,
] as const

export type Charset = (typeof CHARSETS)[number]
