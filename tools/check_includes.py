#!/usr/bin/env python3
"""Who may include whom, and where each library lives: the table of ARCHITECTURE.md, checked.

Reads the #include lines of every file of ours and compares them with the tables below. Prints each breach as file:line with the rule and
the remedy; exit code 1 when there is one. Nothing is compiled: 0.2 s for the whole tree.
"""

import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

# Which rooms of the house a room may include from. Tools, benches and tests take what they need, and nobody sees them.
ROOMS = {
    "core": {"core"},
    "protocol": {"protocol", "core"},
    "persistence": {"persistence", "core"},
    "daemon": {"daemon", "core", "protocol", "persistence"},
    "tools": {"tools", "core", "protocol", "persistence"},
    "bench": {"bench", "core", "protocol", "persistence", "daemon", "tools"},
    "tests": {"tests", "core", "protocol", "persistence", "daemon", "tools", "bench"},
}


class Library(NamedTuple):
    name: str
    headers: str  # regular expression, matched at the start of the included path
    homes: tuple  # path prefixes that may include it
    files_max: int = 0  # 0 = any number in its homes


# One home a library. A library that is not listed here is in nobody's home: add it with its reason.
LIBRARIES = (
    Library("Beast", r"boost/beast", ("daemon/",), files_max=3),  # 17 s a file under asan, 31 s in clang-tidy
    Library("RocksDB", r"rocksdb/", ("persistence/",), files_max=3),  # the same
    Library("Asio", r"boost/(asio|system)", ("daemon/", "protocol/client/")),
    Library("Boost", r"boost/", ("daemon/", "protocol/client/")),
    Library("moodycamel", r"concurrentqueue/", ("daemon/",), files_max=1),
    Library("FlatBuffers", r"flatbuffers/|.*_generated\.h$", ("protocol/",)),
    Library("toml++", r"toml\+\+/", ("protocol/rules", "daemon/config", "daemon/options", "tools/")),
    Library("RE2", r"re2/", ("protocol/", "daemon/")),
    Library("libsodium", r"sodium", ("daemon/", "protocol/key_hasher")),
    Library("OpenSSL", r"openssl/", ("daemon/",)),
    Library("SQLite", r"sqlite3", ("persistence/",)),
    Library("prometheus-cpp", r"prometheus/", ("daemon/",)),
    Library("spdlog", r"spdlog/", ("daemon/",)),
    Library("fmt", r"fmt/", ("protocol/", "persistence/", "daemon/", "tools/", "bench/", "tests/")),
    Library("abseil", r"absl/", ("protocol/", "persistence/", "daemon/", "tools/", "bench/", "tests/")),
    Library("date", r"date/", ("protocol/", "daemon/", "tools/", "bench/", "tests/")),
    Library("GoogleTest", r"(gtest|gmock)/", ("tests/",)),
    Library("Google Benchmark", r"benchmark/", ("bench/",)),
)

# What core may not even take from the standard library: the world, and what differs from run to run.
CORE_FORBIDDEN = {
    "thread", "mutex", "shared_mutex", "condition_variable", "future", "atomic", "semaphore", "barrier", "latch",
    "chrono", "ctime", "time.h", "random", "unordered_map", "unordered_set", "fstream", "iostream", "filesystem",
    "unistd.h", "sys/types.h", "cmath", "locale", "regex",
}

# The one place that hides hash order instead of showing it.
CORE_EXCEPTIONS = {("core/base/index.h", "unordered_map")}

# Headers of the system and of the C library look like <sys/epoll.h> or <unistd.h>; the core has none of them.
SYSTEM = re.compile(r"^(sys|netinet|arpa|linux|net)/|^[a-z0-9_]+\.h$|^[a-z0-9_]+$")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Include(NamedTuple):
    line: int
    path: str
    quoted: bool


def source_files(root):
    """Every .h and .cc of ours, tracked or about to be, as sorted paths relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.h", "*.cc"],
        cwd=root, check=True, capture_output=True, text=True)
    names = sorted(set(name for name in listed.stdout.split("\0") if name))
    return [name for name in names if (pathlib.Path(root) / name).is_file()]


def includes_of(text):
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = INCLUDE.match(line)
        if match:
            found.append(Include(number, match.group(2), match.group(1) == '"'))
    return found


def library_of(path):
    for library in LIBRARIES:
        if re.match(library.headers, path):
            return library
    return None


def breaches(files):
    """Breaches of the tables in {path: text}, as sorted lines."""
    found = []
    homes_used = {}
    for path, text in sorted(files.items()):
        room = path.split("/", 1)[0]
        if room not in ROOMS:
            found.append(f"{path}:1: the folder {room}/ is not in the include table: add it to ROOMS with what it may see")
            continue
        for include in includes_of(text):
            place = f"{path}:{include.line}"
            library = library_of(include.path)
            if library:
                homes_used.setdefault(library, set()).add(path)
                if not path.startswith(library.homes):
                    found.append(f"{place}: {library.name} lives in {', '.join(library.homes)} only; put what you need behind a header there")
                continue
            target = include.path.split("/", 1)[0]
            if include.quoted:
                if target not in ROOMS:
                    found.append(f"{place}: \"{include.path}\" is no path from the root: write it as folder/file.h")
                elif target not in ROOMS[room]:
                    found.append(f"{place}: {room} may include {', '.join(sorted(ROOMS[room]))}, not {target}")
            elif not SYSTEM.match(include.path):
                found.append(f"{place}: <{include.path}> belongs to no library of the table: add it to LIBRARIES with its home")
            elif room == "core" and (path, include.path) not in CORE_EXCEPTIONS and (include.path in CORE_FORBIDDEN or "/" in include.path or include.path.endswith(".h")):
                found.append(f"{place}: core is a pure function of its turns; <{include.path}> lets the world or chance in")
    for library, paths in homes_used.items():
        if library.files_max and len(paths) > library.files_max:
            found.append(f"{', '.join(sorted(paths))}: {library.name} in {len(paths)} files, at most {library.files_max}: "
                         "share one of them behind a header")
    return sorted(found)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    files = {name: (root / name).read_text(encoding="utf-8", errors="replace") for name in source_files(root)}
    if not files:
        print("no source file found: is this a git work tree?", file=sys.stderr)
        return 1
    found = breaches(files)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
