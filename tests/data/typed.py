"""Writes typed.parquet: one column for each type that a Parquet file can have.

Run with pyarrow 26.0.1: python tests/data/typed.py
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

UTC = dt.timezone.utc
NOON = dt.datetime(2024, 1, 31, 12, 30, 15, 123456)
OLD = dt.datetime(1931, 12, 1, 23, 59, 59, 1000)

COLUMNS = {
    "text": (pa.string(), ["نص عن الاقتصاد", "نص عن الرياضة", "نص آخر"]),
    "int8": (pa.int8(), [-128, 127, None]),
    "int16": (pa.int16(), [-32768, None, 1]),
    "int32": (pa.int32(), [-(2**31), 2**31 - 1, None]),
    "int64": (pa.int64(), [-(2**63), 2**63 - 1, 0]),
    "uint8": (pa.uint8(), [255, None, 0]),
    "uint16": (pa.uint16(), [65535, 1, None]),
    "uint32": (pa.uint32(), [2**32 - 1, None, 5]),
    "uint64": (pa.uint64(), [2**64 - 1, 7, None]),
    "float": (pa.float32(), [0.1, float("nan"), float("inf")]),
    "double": (pa.float64(), [0.1, float("-inf"), None]),
    "truth": (pa.bool_(), [True, False, None]),
    "bytes": (pa.binary(), [b"\xff\x00", b"text", None]),
    "fixed": (pa.binary(4), [b"\x01\x02\x03\xff", None, b"abcd"]),
    "money": (pa.decimal128(5, 2), [Decimal("-0.05"), Decimal("123.40"), None]),
    "price": (pa.decimal128(18, 4), [Decimal("-99999999999999.0001"), None, Decimal("1.0000")]),
    "large": (pa.decimal128(38, 10), [Decimal("-1234567890123456789012345678.0123456789"), None, Decimal("0E-10")]),
    "day": (pa.date32(), [dt.date(2024, 1, 31), dt.date(1, 1, 1), None]),
    "time_ms": (pa.time32("ms"), [dt.time(23, 59, 59, 999000), None, dt.time(0)]),
    "time_us": (pa.time64("us"), [dt.time(1, 2, 3, 4), dt.time(5, 6), None]),
    "time_ns": (pa.time64("ns"), [1, 86_399_999_999_999, None]),
    "stamp_ms": (pa.timestamp("ms"), [OLD, None, dt.datetime(2024, 1, 31)]),
    "stamp_us": (pa.timestamp("us"), [NOON, OLD, None]),
    "stamp_ns": (pa.timestamp("ns"), [1_706_704_215_123_456_789, -1, None]),
    "utc_ms": (pa.timestamp("ms", tz="UTC"), [OLD.replace(tzinfo=UTC), None, dt.datetime(2024, 1, 31, tzinfo=UTC)]),
    "utc_us": (pa.timestamp("us", tz="UTC"), [NOON.replace(tzinfo=UTC), OLD.replace(tzinfo=UTC), None]),
    "utc_ns": (pa.timestamp("ns", tz="UTC"), [1_706_704_215_123_456_789, None, -1]),
    "tags": (pa.list_(pa.string()), [["a", None, "ب"], [], None]),
    "nested": (pa.list_(pa.list_(pa.int32())), [[[1, 2], [], None, [3]], None, [[]]]),
    "people": (
        pa.list_(pa.struct([("name", pa.string()), ("born", pa.date32())])),
        [[{"name": "سعاد", "born": dt.date(1980, 2, 29)}, {"name": None, "born": None}], None, [None]],
    ),
    "place": (
        pa.struct([("city", pa.string()), ("at", pa.struct([("x", pa.float64()), ("y", pa.float64())]))]),
        [{"city": "دبي", "at": {"x": 25.2, "y": 55.27}}, {"city": None, "at": None}, None],
    ),
    "counts": (pa.map_(pa.string(), pa.int16()), [[("a", 1), ("ب", None)], [], None]),
    "nothing": (pa.null(), [None, None, None]),
}

table = pa.table({name: pa.array(values, of) for name, (of, values) in COLUMNS.items()})
pq.write_table(table, Path(__file__).with_name("typed.parquet"), compression="zstd", use_dictionary=False, write_statistics=False)
