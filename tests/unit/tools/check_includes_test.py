"""The include check catches what it promises to catch. Run by CTest; also python3 tests/unit/tools/check_includes_test.py."""

import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tools"))
import check_includes  # noqa: E402


class IncludeTable(unittest.TestCase):
    def assert_breach(self, files, words):
        found = check_includes.breaches(files)
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def test_the_tree_keeps_the_table(self):
        self.assertEqual(check_includes.main(), 0)

    def test_a_legal_file_passes(self):
        text = '#include "core/model/ids.h"\n#include <vector>\n#include <rocksdb/db.h>\n'
        self.assertEqual(check_includes.breaches({"persistence/journal.cc": text}), [])

    def test_core_sees_nothing_of_ours_but_core(self):
        self.assert_breach({"core/a.cc": '#include "protocol/frame.h"\n'}, "core may include core, not protocol")

    def test_core_reads_no_clock(self):
        self.assert_breach({"core/a.h": "\n#include <chrono>\n"}, "core/a.h:2: core is a pure function")

    def test_core_has_no_hash_order(self):
        self.assert_breach({"core/a.h": "#include <unordered_map>\n"}, "core is a pure function")

    def test_core_makes_no_system_call(self):
        self.assert_breach({"core/a.cc": "#include <sys/mman.h>\n"}, "core is a pure function")

    def test_core_takes_no_library(self):
        self.assert_breach({"core/a.cc": '#include "absl/status/status.h"\n'}, "abseil lives in")

    def test_tools_never_see_the_daemon(self):
        self.assert_breach({"tools/tidegate/main.cc": '#include "daemon/session.h"\n'}, "not daemon")

    def test_nobody_sees_tests(self):
        self.assert_breach({"bench/load/main.cc": '#include "tests/support/world.h"\n'}, "not tests")

    def test_a_library_stays_at_home(self):
        self.assert_breach({"daemon/committer.cc": "#include <rocksdb/db.h>\n"}, "RocksDB lives in persistence/")

    def test_beast_is_counted(self):
        files = {f"daemon/http{n}.cc": "#include <boost/beast/http.hpp>\n" for n in range(4)}
        self.assert_breach(files, "Beast in 4 files, at most 3")

    def test_moodycamel_has_one_file(self):
        files = {name: "#include <concurrentqueue/concurrentqueue.h>\n" for name in ("daemon/mailbox.h", "daemon/other.h")}
        self.assert_breach(files, "moodycamel in 2 files, at most 1")

    def test_an_unknown_library_needs_a_home(self):
        self.assert_breach({"daemon/a.cc": "#include <zmq/zmq.hpp>\n"}, "no library of the table")

    def test_a_new_folder_needs_a_row(self):
        self.assert_breach({"plugins/a.cc": ""}, "not in the include table")

    def test_a_relative_include_is_refused(self):
        self.assert_breach({"core/a.cc": '#include "ids.h"\n'}, "no path from the root")


if __name__ == "__main__":
    unittest.main()
