import { mulberry32 } from '@/e2e/foreign/mulberry32.mjs'
import type { CorpusFormat } from './corpus'

/** What each format is made of, put where it does not belong. */
const PIECES: Record<CorpusFormat, readonly string[]> = {
  json: '{ } [ ] , : " \\ \\u12 \\u00e9 - 0 01 1e5 .5 1. -0 NaN Infinity true null // /* */ "a":1, [1,] \' é \u00a0 \u2028 \ufeff \u0001 \t'.split(
    ' ',
  ),
  yaml: '-_|:_|,_|?_|&a_|*a|*b|!t_|!!str_|#_c|"|\'|{|}|[|]|||\n|>\n|>+2|||-|---\n|...\n|%YAML_1.1\n---\n|%TAG_!_tag:x,2000:\n|<<:_*a\n|a:_1\n|\\|\\x41|%|@|`|é|\u0085|\u2028|\ufeff|?_a\n:_b\n|-_-_a\n|!|!<tag:x>|\u0007|null|=|\t|__|\n|\n\n|{_{a}_}'
    .split('|')
    .map((piece) => piece.replaceAll('_', ' ')),
  xml: '<|>|&|"|\'|/|?|!|--|<!--|-->|<![CDATA[|]]>|<?xml version="1.0"?>|<?a b?>|<!DOCTYPE a [|<!ENTITY x "y">|<!ENTITY x SYSTEM "u">|<!ATTLIST a b CDATA "x">|<!ELEMENT a (b,c*)>|<!ENTITY % p "q">|&x;|&amp;|&#65;|&#0;|&#xD800;|%p;| |\n|=| a="1"| xmlns:p="u"|p:|</a>|<a>|<a/>|é|配|\u0001|\ufffe|𠮷|;|[|]|(|)|,|NDATA |standalone="yes"|SYSTEM "x"|PUBLIC "a" "b"|\r'.split(
    '|',
  ),
  toml: '[a]\n|[[a]]\n|a = 1\n|a.b = 2\n|"|"""|\'\'\'|\'|=|\n|{|}|[|]|,|1979-05-27|2021-02-30|07:32:00|07:32|T|Z|+|_|0x|inf|nan|true|#|\\|\\u00e9|\\x41|\\e| |\t|.|\r|é|\u0001|1_000|1e5|.5|{a=1,}|"a" = 1\n|\\U00110000|\ufeff'.split(
    '|',
  ),
  ini: '[a]\n|[|=|:|\n|  |a=1\n|a\n|#|; |=x\n| b=1\n|[]\n|%|!include x\n|{\n|}\n|\t|é|[a] ; c\n|[DEFAULT]\n|[b]x\n|:x\n|]\n|\r|\u0085|\ufeff'.split(
    '|',
  ),
  properties:
    '=|:| |\\|\\u|\\u00e9|\\u00g9|\\\n|\n|#|!|a=1\n|\\\\|é|\r|\t|\f|\\uu0041|\\U0041|\\u004'.split(
      '|',
    ),
}

/** A text with one to three changes: pieces of its format, and cuts, copies and moves of its own. */
function mutate(format: CorpusFormat, text: string, chance: () => number): string {
  const below = (limit: number) => Math.floor(chance() * limit)
  let mutated = text
  for (let left = 1 + below(3); left > 0; left--) mutated = change(format, mutated, below)
  // No encoding has bytes for half a surrogate pair.
  return mutated.replaceAll(/\p{Surrogate}/gu, '')
}

function change(format: CorpusFormat, text: string, below: (limit: number) => number): string {
  const at = below(text.length + 1)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  switch (below(8)) {
    case 0:
    case 1:
    case 2:
      return before + (PIECES[format][below(PIECES[format].length)] ?? '') + after
    case 3:
      return before + after.slice(1 + below(4))
    case 4:
      return before + after.slice(below(40))
    case 5:
      return moveLine(text, below)
    case 6:
      return before + text.slice(at, at + below(40)) + after
    default:
      return before
  }
}

function moveLine(text: string, below: (limit: number) => number): string {
  const lines = text.split('\n')
  const moved = lines.splice(below(lines.length), 1)
  lines.splice(below(lines.length + 1), 0, ...moved)
  return lines.join('\n')
}

/** So many mutations of `texts`, the same for the same seed. */
export function mutations(
  format: CorpusFormat,
  texts: readonly string[],
  { count, seed }: { readonly count: number; readonly seed: number },
): string[] {
  const chance = mulberry32(seed)
  return Array.from({ length: count }, () =>
    mutate(format, texts[Math.floor(chance() * texts.length)] ?? '', chance),
  )
}
