#!/usr/bin/env python3
"""clang-tidy 14 over our .cc files, in parallel, skipping what passed before.

A file has passed when clang-tidy found nothing in this very text of it, of every header of ours that it reaches, of its compiler flags and
of .clang-tidy. The proofs are empty files named by that hash in ~/.cache/tidegate/tidy, so that a fresh clone profits too. Without --all
only files that changed are looked at: against the upstream branch, or else the last commit, and what is not committed.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # no __pycache__ in the tree
import check_includes  # noqa: E402

TIDY = "clang-tidy-14"
# g++ knows warnings that clang does not; a compile command for g++ must not fail for that.
EXTRA_ARGUMENTS = ["--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-unused-command-line-argument"]
PROOFS_MAX = 20_000  # empty files; the oldest go beyond this


def git(root, *arguments):
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    return done.stdout.split("\n") if done.returncode == 0 else []


def changed_files(root):
    base = (git(root, "merge-base", "HEAD", "@{upstream}") or [""])[0]
    head = (git(root, "rev-parse", "HEAD") or [""])[0]
    if not base or base == head:
        base = "HEAD~1"
    names = git(root, "diff", "--name-only", base) or git(root, "ls-files")
    names += git(root, "ls-files", "--others", "--exclude-standard")
    return set(name for name in names if name)


class Reach:
    """Which files of ours a file includes, directly or not, and one hash over all of them."""

    def __init__(self, root, build):
        self.roots = (root, build)
        self.direct = {}
        self.text_hash = {}

    def find(self, name, includer):
        for base in (*self.roots, includer.parent):
            path = base / name
            if path.is_file():
                return path.resolve()
        return None

    def headers(self, path):
        if path not in self.direct:
            text = path.read_bytes()
            self.text_hash[path] = hashlib.sha256(text).hexdigest()
            found = [self.find(include.path, path) for include in check_includes.includes_of(text.decode("utf-8", "replace"))
                     if include.quoted]
            self.direct[path] = sorted(set(header for header in found if header))
        return self.direct[path]

    def closure(self, path):
        seen, waiting = set(), [path]
        while waiting:
            now = waiting.pop()
            if now not in seen:
                seen.add(now)
                waiting.extend(self.headers(now))
        return seen

    def digest(self, path, salt):
        digest = hashlib.sha256(salt.encode())
        for member in sorted(self.closure(path)):
            digest.update(f"{member.name} {self.text_hash[member]}\n".encode())
        return digest.hexdigest()


def run_tidy(build, path):
    started = time.monotonic()
    done = subprocess.run([TIDY, "-p", str(build), "--quiet", *EXTRA_ARGUMENTS, str(path)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr, time.monotonic() - started


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release", help="build folder with compile_commands.json")
    parser.add_argument("--all", action="store_true", help="every file, not only changed ones")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--slowest", type=int, default=0, help="print that many of the slowest files")
    options = parser.parse_args()

    root = pathlib.Path(__file__).resolve().parent.parent
    build = (root / options.build).resolve()
    commands = json.loads((build / "compile_commands.json").read_text())
    ours = set(check_includes.source_files(root))
    config = (root / ".clang-tidy").read_text() + subprocess.run([TIDY, "--version"], capture_output=True, text=True).stdout
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "tidegate" / "tidy"
    cache.mkdir(parents=True, exist_ok=True)

    units = {}
    for entry in commands:
        path = pathlib.Path(entry["directory"], entry["file"]).resolve()
        if path.is_relative_to(root) and str(path.relative_to(root)) in ours:
            units.setdefault(path, entry.get("command", "").replace(str(build), "BUILD").replace(str(root), "ROOT"))

    reach = Reach(root, build)
    if not options.all:
        changed = changed_files(root)
        units = {path: flags for path, flags in units.items()
                 if any(member.is_relative_to(root) and str(member.relative_to(root)) in changed for member in reach.closure(path))}
    proofs = {path: cache / reach.digest(path, config + flags) for path, flags in units.items()}
    waiting = [path for path in units if not proofs[path].exists()]
    # Big ones first, so that no core is left alone with one at the end.
    waiting.sort(key=lambda path: -path.stat().st_size)

    started = time.monotonic()
    failed, times = [], []
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        runs = {pool.submit(run_tidy, build, path): path for path in waiting}
        for count, run in enumerate(concurrent.futures.as_completed(runs), start=1):
            path = runs[run]
            code, out, err, seconds = run.result()
            times.append((seconds, path))
            print(f"    [{count}/{len(waiting)}] {path.relative_to(root)} {seconds:.1f} s", flush=True)
            if code == 0:
                proofs[path].touch()
            else:
                failed.append(path)
                print(out or err, file=sys.stderr, flush=True)

    for proof in sorted(cache.iterdir(), key=lambda entry: entry.stat().st_mtime)[:-PROOFS_MAX]:
        proof.unlink(missing_ok=True)
    for seconds, path in sorted(times, reverse=True)[:options.slowest]:
        print(f"    {seconds:6.1f} s  {path.relative_to(root)}")
    what = "files of the tree" if options.all else "changed files"
    print(f"==> tidy: {len(units)} {what}, {len(waiting)} looked at, {len(failed)} with findings, "
          f"{time.monotonic() - started:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
