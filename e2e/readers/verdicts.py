"""Tells why readers refuse values: Python's own, PyYAML, expat, msgpack, and C's libraries.

A line is one JSON array of [format, base64]; so is the answer, of null or the reader's words. What
is unpacked is told by its length and digest, behind a "=".
"""

import base64
import configparser
import ctypes
import gzip
import hashlib
import io
import json
import sys
import tomllib
import xml.parsers.expat
import zlib

import msgpack
import yaml

sys.setrecursionlimit(6000)


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def read_json(data):
    json.loads(data.decode("utf-8"), parse_constant=refuse_constant, parse_int=str)


def read_yaml(data):
    for _ in yaml.compose_all(data.decode("utf-8"), yaml.SafeLoader):
        pass


def read_xml(data):
    xml.parsers.expat.ParserCreate().Parse(data, True)


def read_xml_names(data):
    xml.parsers.expat.ParserCreate(namespace_separator="}").Parse(data, True)


def read_toml(data):
    tomllib.loads(data.decode("utf-8"))


def read_ini(data, **options):
    parser = configparser.ConfigParser(interpolation=None, **options)
    parser.read_file(io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def read_loose_ini(data):
    read_ini(data, allow_no_value=True, strict=False)


MOST = 12_000_000
libzstd = ctypes.CDLL("libzstd.so.1")
liblz4 = ctypes.CDLL("liblz4.so.1")
for each in (libzstd.ZSTD_createDCtx, libzstd.ZSTD_decompressStream, liblz4.LZ4F_decompress):
    each.restype = ctypes.c_size_t
libzstd.ZSTD_createDCtx.restype = ctypes.c_void_p
ROOM = ctypes.create_string_buffer(1 << 17)


class Damaged(Exception):
    pass


def unpack_gzip(data):
    return gzip.decompress(data)


def unpack_zlib(data):
    stream = zlib.decompressobj()
    unpacked = stream.decompress(data, MOST)
    if len(unpacked) < MOST and (not stream.eof or stream.unused_data):
        raise Damaged("cut, or followed by something")
    return unpacked


class Buffer(ctypes.Structure):
    _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t), ("pos", ctypes.c_size_t)]


def unpack_zstd(data):
    context = ctypes.c_void_p(libzstd.ZSTD_createDCtx())
    libzstd.ZSTD_DCtx_setParameter(context, 100, 31)
    try:
        source = Buffer(ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data), 0)
        parts, size, left = [], 0, 1
        while source.pos < len(data) or left:
            target = Buffer(ctypes.cast(ROOM, ctypes.c_void_p), len(ROOM), 0)
            before = source.pos
            left = libzstd.ZSTD_decompressStream(
                context, ctypes.byref(target), ctypes.byref(source)
            )
            if libzstd.ZSTD_isError(ctypes.c_size_t(left)):
                raise Damaged("zstd refuses it")
            parts.append(ROOM.raw[: target.pos])
            size += target.pos
            if size > MOST:
                break
            if left and source.pos == len(data) and not target.pos and before == source.pos:
                raise Damaged("cut")
        return b"".join(parts)
    finally:
        libzstd.ZSTD_freeDCtx(context)


def unpack_lz4(data):
    context = ctypes.c_void_p()
    liblz4.LZ4F_createDecompressionContext(ctypes.byref(context), 100)
    try:
        parts, size, at, left = [], 0, 0, 1
        while at < len(data) or left:
            made, read = ctypes.c_size_t(len(ROOM)), ctypes.c_size_t(len(data) - at)
            left = liblz4.LZ4F_decompress(
                context, ROOM, ctypes.byref(made), data[at:], ctypes.byref(read), None
            )
            if liblz4.LZ4F_isError(ctypes.c_size_t(left)):
                raise Damaged("lz4 refuses it")
            parts.append(ROOM.raw[: made.value])
            size += made.value
            at += read.value
            if size > MOST:
                break
            if left and at == len(data) and not made.value and not read.value:
                raise Damaged("cut")
        return b"".join(parts)
    finally:
        liblz4.LZ4F_freeDecompressionContext(context)


def unpacked(unpack):
    """Tells apart what is unpacked by its length and digest."""

    def read(data):
        found = unpack(data)
        return f"={len(found)} {hashlib.sha256(found).hexdigest()}"

    return read


def read_msgpack(data):
    unpacker = msgpack.Unpacker(
        raw=True, strict_map_key=False, object_pairs_hook=list, ext_hook=lambda code, data: code
    )
    unpacker.feed(data)
    unpacker.unpack()
    if unpacker.tell() != len(data):
        raise Damaged("followed by something")


READERS = {
    "msgpack": read_msgpack,
    "gzip": unpacked(unpack_gzip),
    "zlib": unpacked(unpack_zlib),
    "zstd": unpacked(unpack_zstd),
    "lz4": unpacked(unpack_lz4),
    "json": read_json,
    "yaml": read_yaml,
    "xml": read_xml,
    "xml:names": read_xml_names,
    "toml": read_toml,
    "ini": read_ini,
    "ini:loose": read_loose_ini,
}


def verdict(format, encoded):
    try:
        return READERS[format](base64.b64decode(encoded))
    except (Exception, RecursionError) as error:
        return f"{type(error).__name__}: {error}"[:300]


for line in sys.stdin:
    answers = [verdict(*item) for item in json.loads(line)]
    print(json.dumps(answers), flush=True)
