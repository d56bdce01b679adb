# SPDX-License-Identifier: Apache-2.0
"""A check that cannot fail proves nothing: each is shown a small tree with one fault and must find it."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import clinical_names  # noqa: E402
import exported_symbols  # noqa: E402
import layers  # noqa: E402
import public_headers  # noqa: E402
import side_effects  # noqa: E402
import text_rules  # noqa: E402
import tree  # noqa: E402

HEADER = "// SPDX-License-Identifier: Apache-2.0\n// What it answers.\n"


class Checks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("lib/core/good.cpp", HEADER + '#include "euthymia/mass.hpp"\n')

    def write(self, place, text):
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def complaint(self, complaints):
        self.assertEqual(len(complaints), 1, complaints)
        return complaints[0]

    def test_layers_see_an_include_that_points_upward(self):
        self.write("lib/core/bad.cpp", HEADER + '#include "lib/rules/language.hpp"\n')
        self.assertIn("lib/core/bad.cpp:3", self.complaint(layers.check(self.root)[0]))

    def test_layers_see_peers_that_see_each_other(self):
        self.write("lib/pk/bad.cpp", HEADER + '#include "lib/knowledge/base.hpp"\n')
        self.assertIn("lib/pk/bad.cpp:3", self.complaint(layers.check(self.root)[0]))

    def test_layers_keep_adapters_to_public_headers(self):
        self.write("lib/adapt/bad.cpp", HEADER + '#include "lib/core/text.hpp"\n')
        self.assertIn("public headers only", self.complaint(layers.check(self.root)[0]))

    def test_layers_keep_examples_to_public_headers(self):
        self.write("examples/bad.cpp", HEADER + '#include "lib/core/text.hpp"\n')
        self.assertIn("examples/bad.cpp:3", self.complaint(layers.check(self.root)[0]))

    def test_layers_pass_what_points_downward(self):
        self.write("lib/rules/good.cpp", HEADER + '#include "lib/knowledge/base.hpp"\n#include <vector>\n')
        self.assertEqual(layers.check(self.root)[0], [])

    def test_public_headers_refuse_third_parties(self):
        self.write("include/euthymia/bad.hpp", HEADER + "#include <boost/json.hpp>\n")
        self.assertIn("boost/json.hpp", self.complaint(public_headers.check_includes(self.root)[0]))

    def test_side_effects_see_a_clock(self):
        self.write("lib/core/bad.cpp", HEADER + "auto now = std::chrono::system_clock::now();\n")
        self.assertIn("reads a clock", self.complaint(side_effects.check_text(self.root)[0]))

    def test_side_effects_see_the_console_and_the_environment(self):
        self.write("lib/core/bad.cpp", HEADER + 'void f() { std::cerr << std::getenv("HOME"); }\n')
        self.assertEqual(len(side_effects.check_text(self.root)[0]), 2)

    def test_side_effects_read_neither_comments_nor_texts(self):
        self.write("lib/core/fine.cpp", HEADER + '// std::cerr << time(0)\nauto a = "printf(";\nint b = 10\'000;\n')
        self.assertEqual(side_effects.check_text(self.root)[0], [])

    def test_side_effects_let_only_one_file_open_files(self):
        self.write("lib/knowledge/folder.cpp", HEADER + "#include <fstream>\n")
        self.assertEqual(side_effects.check_text(self.root)[0], [])
        self.write("lib/knowledge/other.cpp", HEADER + "#include <fstream>\n")
        self.assertIn("other.cpp:3", self.complaint(side_effects.check_text(self.root)[0]))

    def test_exported_symbols_see_what_is_new_gone_or_foreign(self):
        text = "\n".join(exported_symbols.compare(["boost::json::parse()", "euthymia_version"], ["euthymia_advise"]))
        for expected in ("not ours, yet shown: boost", "new: euthymia_version", "gone: euthymia_advise"):
            self.assertIn(expected, text)

    def test_exported_symbols_pass_the_committed_list(self):
        self.assertEqual(exported_symbols.compare(["euthymia_version"], ["euthymia_version"]), [])

    def test_clinical_names_are_found_in_code_and_texts_but_not_in_comments(self):
        self.write("lib/knowledge/data/substances/exampline.json", '{"id": "exampline"}')
        self.write("lib/rules/bad.cpp", HEADER + '// exampline is why\nbool f() { return id == "exampline"; }\n')
        names = clinical_names.clinical_names(self.root)
        self.assertIn("lib/rules/bad.cpp:4", self.complaint(clinical_names.check(self.root, names)[0]))

    def test_text_rules_see_a_glyph_a_missing_header_and_a_long_line(self):
        self.assertIn("U+00B5", self.complaint(list(text_rules.check_file("lib/a.cpp", HEADER + "// 5 \u00b5g\n"))))
        self.assertIn("licence", self.complaint(list(text_rules.check_file("lib/a.cpp", "int a;\n"))))
        self.assertIn("at most", self.complaint(list(text_rules.check_file("lib/a.cpp", HEADER + "/" * 121 + "\n"))))

    def test_text_rules_see_a_file_that_no_build_file_names(self):
        for place in ("lib/sources.cmake", "lib/CMakeLists.txt", "tests/sources.cmake"):
            self.write(place, "")
        self.assertIn("lib/core/good.cpp", self.complaint(list(text_rules.check_listed(self.root))))

    def test_comments_inside_texts_are_no_comments(self):
        self.assertEqual(tree.without_comments('a = "//"; // b').rstrip(), 'a = "//";')


if __name__ == "__main__":
    unittest.main()
