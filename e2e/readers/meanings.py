"""Tells whether pairs of texts say the same, as Python's own readers read them.

A line is one JSON array of [format, text, text]; so is the answer, of "same", "order" (the same but
for the order of keys), "differ" or, of two that cannot be read, "unreadable".
"""

import configparser
import json
import sys
import tomllib
import xml.parsers.expat

import yaml

sys.setrecursionlimit(6000)


def read_json(text):
    return json.loads(
        text, object_pairs_hook=lambda pairs: ("map", pairs), parse_int=Number, parse_float=Number
    )


class Number(str):
    """A number as it is spelled: 1.0 and 1 are told apart, and no digit is lost."""


def canonical(value):
    """Ordered, with the type of every scalar."""
    if isinstance(value, tuple) and value and value[0] == "map":
        return ("map", [(key, canonical(each)) for key, each in value[1]])
    if isinstance(value, dict):
        return ("map", [(canonical(key), canonical(each)) for key, each in value.items()])
    if isinstance(value, (list, tuple)):
        return ("list", [canonical(each) for each in value])
    return (type(value).__name__, repr(value))


def unordered(value):
    kind, content = value
    if kind == "map":
        return (kind, sorted((repr(key), repr(unordered(each))) for key, each in content))
    if kind == "list":
        return (kind, [unordered(each) for each in content])
    return value


class Loader(yaml.SafeLoader):
    """PyYAML's safe reader; an own tag is kept with its value."""


def plain_nodes(nodes):
    """Nodes as they were composed: tag, value, and which one an alias stands for."""
    known = {}

    def plain(node):
        if id(node) in known:
            return ("alias", known[id(node)])
        known[id(node)] = "itself"
        known[id(node)] = made(node)
        return known[id(node)]

    def made(node):
        if isinstance(node, yaml.ScalarNode):
            is_null = node.tag == "tag:yaml.org,2002:null"
            return ("scalar", (node.tag, "" if is_null else node.value))
        if isinstance(node, yaml.SequenceNode):
            return ("list", [("tag", node.tag), *map(plain, node.value)])
        pairs = [(repr(plain(key)), plain(value)) for key, value in node.value]
        return ("map", [("tag", ("scalar", node.tag)), *pairs])

    return ("list", [plain(node) for node in nodes])


def read_yaml(text):
    return plain_nodes(yaml.compose_all(text, Loader))


def read_toml(text):
    return canonical(tomllib.loads(text))


def read_ini(text):
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.optionxform = str
    parser.read_string(text)
    sections = [(name, canonical(dict(parser._sections[name]))) for name in parser._sections]
    return ("map", [("DEFAULT", canonical(dict(parser._defaults))), *sections])


def read_xml(text):
    """Elements in their order; blanks of an element that holds nothing else are left out."""
    stack = [("", [], [])]

    def start(name, attributes):
        stack.append((name, sorted(attributes.items()), []))

    def end(_):
        name, attributes, parts = stack.pop()
        texts = [part for part in parts if isinstance(part, str)]
        others = [part for part in parts if not isinstance(part, str)]
        is_layout = others and not any(text.strip(" \t\r\n") for text in texts)
        kept = others if is_layout else parts
        named = [("@" + key, ("attribute", value)) for key, value in attributes]
        inner = [("#text", ("text", part)) if isinstance(part, str) else part for part in kept]
        stack[-1][2].append((name, ("map", named + inner)))

    def data(text):
        parts = stack[-1][2]
        if parts and isinstance(parts[-1], str):
            parts[-1] += text
        else:
            parts.append(text)

    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.ProcessingInstructionHandler = lambda *parts: stack[-1][2].append(("?", ("pi", parts)))
    parser.StartDoctypeDeclHandler = lambda *parts: stack[-1][2].append(("!", ("dtd", parts)))
    parser.XmlDeclHandler = lambda *parts: stack[-1][2].append(("?xml", ("xml", parts)))
    parser.EntityDeclHandler = lambda *parts: stack[-1][2].append(("entity", ("dtd", parts)))
    parser.Parse(text, True)
    return ("map", [part for part in stack[0][2] if not isinstance(part, str)])


READERS = {
    "json": lambda text: canonical(read_json(text)),
    "yaml": read_yaml,
    "toml": read_toml,
    "ini": read_ini,
    "xml": read_xml,
}


def read(format, text):
    try:
        return READERS[format](text)
    except (Exception, RecursionError):
        return None


def verdict(format, before, after):
    was, now = read(format, before), read(format, after)
    if was is None and now is None:
        return "unreadable"
    if was is None or now is None:
        return "differ"
    if was == now:
        return "same"
    return "order" if repr(unordered(was)) == repr(unordered(now)) else "differ"


for line in sys.stdin:
    print(json.dumps([verdict(*item) for item in json.loads(line)]), flush=True)
