"""Judges merges: applies what two people did to a text as operations on keys.

A line is one JSON array of [format, base, mine, theirs, merged], merged null where the merge asks.
The answer is an array of "right", "wrong", "must-ask" (both changed one key differently), "could"
(asked, though each changed other keys), "may" (asked, and rightly so) or "unreadable".
"""

import configparser
import json
import re
import sys
import tomllib
import xml.etree.ElementTree

import yaml

sys.setrecursionlimit(6000)

MISSING = object()


class Conflict(Exception):
    """Both changed one key, and not alike."""


def three_way(base, mine, theirs):
    if same(mine, theirs) or same(base, mine):
        return theirs
    if same(base, theirs):
        return mine
    if not all(isinstance(side, dict) for side in (base, mine, theirs)):
        raise Conflict
    merged = {}
    for key in {**base, **mine, **theirs}:
        value = three_way(*(side.get(key, MISSING) for side in (base, mine, theirs)))
        if value is not MISSING:
            merged[key] = value
    return merged


def same(one, other):
    return one is other or (one is not MISSING and other is not MISSING and one == other)


def plain(value):
    """Maps as they are, all else with its type: 1, 1.0 and true are three values."""
    if isinstance(value, dict):
        return {repr(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return ("list", tuple(repr(plain(each)) for each in value))
    return (type(value).__name__, repr(value))


def no_doubles(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError("a key is there twice")
    return dict(pairs)


class Strict(yaml.SafeLoader):
    """PyYAML's safe reader, which wants each key once."""


def strict_map(loader, node):
    pairs = [(loader.construct_object(key, deep=True), value) for key, value in node.value]
    plain_keys = [key for key, _ in pairs if key != "<<"]
    if len({repr(key) for key in plain_keys}) < len(plain_keys):
        raise ValueError("a key is there twice")
    return loader.construct_mapping(node, deep=True)


Strict.add_constructor("tag:yaml.org,2002:map", strict_map)


def read_ini(text):
    parser = configparser.RawConfigParser(allow_no_value=True)
    parser.read_string(text)
    return {name: dict(parser._sections[name]) for name in parser._sections}


def read_env(text):
    """Variables as a shell would set them; a text in quotes may have several lines."""
    pairs = []
    rest = text.replace("\r\n", "\n")
    pattern = re.compile(r'\s*(?:#[^\n]*\n?|(\w+)=("[^"]*"|\'[^\']*\'|[^\n"\']*)[ \t]*(?:\n|$))')
    while rest.strip():
        found = pattern.match(rest)
        if not found:
            raise ValueError(rest)
        if found[1]:
            pairs.append((found[1], found[2]))
        rest = rest[found.end() :]
    return no_doubles(pairs)


def repeated_tags(texts):
    """Tags whose elements are told apart by their names.

    They stand more than once in one element of some text, or are new and have several names.
    """
    repeated = set()
    names = {}
    base, *changed = [list(xml.etree.ElementTree.fromstring(text).iter()) for text in texts]
    for node in [*base, *sum(changed, [])]:
        tags = [part.tag for part in node]
        repeated |= {tag for tag in tags if tags.count(tag) > 1}
    for node in sum(changed, []):
        names.setdefault(node.tag, set()).add(node.get("name"))
    known = {node.tag for node in base}
    return repeated | {tag for tag in names.keys() - known if len(names[tag] - {None}) > 1}


def read_xml(text, repeated):
    def element(node):
        content = {"@" + name: value for name, value in node.attrib.items()}
        parts = list(node)
        texts = [node.text or "", *[part.tail or "" for part in parts]]
        if any(each.strip() for each in texts) or (not parts and texts[0]):
            if parts:
                return ("mixed", xml.etree.ElementTree.tostring(node).strip())
            return {**content, "#text": texts[0]}
        for part in parts:
            if part.tag in repeated and "name" not in part.attrib:
                raise ValueError("elements without names")
            name = part.attrib["name"] if part.tag in repeated else ""
            content[part.tag + " " + name] = element(part)
        if len(content) < len(parts) + len(node.attrib):
            raise ValueError("elements of one name")
        return content

    root = xml.etree.ElementTree.fromstring(text)
    return {root.tag: element(root)}


READERS = {
    "json": lambda text: json.loads(text, object_pairs_hook=no_doubles),
    "yaml": lambda text: yaml.load(text, Strict) or {},
    "toml": tomllib.loads,
    "ini": read_ini,
    "env": read_env,
}


def reader_of(format, texts):
    if format != "xml":
        return READERS[format]
    try:
        repeated = repeated_tags(texts)
    except xml.etree.ElementTree.ParseError:
        repeated = set()
    return lambda text: read_xml(text, repeated)


def verdict(format, base, mine, theirs, merged):
    read = reader_of(format, (base, mine, theirs))
    try:
        sides = [plain(read(text)) for text in (base, mine, theirs)]
    except (Exception, RecursionError):
        return "unreadable"
    try:
        expected = three_way(*sides)
    except Conflict:
        return "may" if merged is None else "must-ask"
    if merged is None:
        return "could"
    try:
        return "right" if plain(read(merged)) == expected else "wrong"
    except (Exception, RecursionError):
        return "wrong"


for line in sys.stdin:
    print(json.dumps([verdict(*item) for item in json.loads(line)]), flush=True)
