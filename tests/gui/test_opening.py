# SPDX-License-Identifier: MIT
"""test_opening.py PROGRAM SCREENSHOTS: files and standard input in the real window; saving; bytes."""

import os
import subprocess
import sys
import tempfile
import unittest

from window import Window, wait_for

PROGRAM, SCREENSHOTS = sys.argv[1:3]


class TestOpening(unittest.TestCase):
    def setUp(self):
        self.window = None
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        if self.window:
            self.window.picture(self.id().rsplit(".", 1)[-1])
            self.window.close()
        self.folder.cleanup()

    def path(self, name, content=None):
        path = os.path.join(self.folder.name, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content)
        return path

    def open(self, *arguments, stdin=subprocess.DEVNULL):
        self.window = Window(PROGRAM, SCREENSHOTS, ["open", *arguments], stdin)

    def test_a_large_file_is_shown_and_followed(self):
        path = self.path("large.log", b"".join(b"line %d of the file\n" % i
                                               for i in range(2_000_000)))
        self.open(path)
        wait_for("the row of the file", lambda: self.window.row(path)[0] == "Opened")
        wait_for("its end", lambda: "line 1999999" in self.window.output())
        with open(path, "ab") as file:
            file.write(b"appended later\n")
        wait_for("what was appended", lambda: "appended later" in self.window.output())

    def test_standard_input_is_shown_while_it_comes(self):
        reading, writing = os.pipe()
        self.open("-", stdin=reading)
        os.close(reading)
        os.write(writing, b"first\n")
        wait_for("the first line", lambda: "first" in self.window.output())
        self.assertEqual(self.window.row("standard input")[0], "Reading")
        os.write(writing, b"last\n")
        os.close(writing)
        wait_for("the last line", lambda: "last" in self.window.output())
        wait_for("the end", lambda: self.window.row("standard input")[0] == "Opened")

    def test_binary_files_are_offered_as_bytes(self):
        self.open(self.path("program", bytes(range(256)) * 100))
        wait_for("the offer", lambda: self.window.is_showing(
            self.window.find("push button", "Show as Hex")))
        self.window.press("push button", "Show as Hex")
        wait_for("the end of the bytes", lambda: "fc fd fe ff" in self.window.bytes())
        self.window.keys("ctrl+Home")
        wait_for("the first row", lambda: self.window.bytes().startswith("00000000  00 01 02 03"))
        self.window.keys("Down", "shift+Right", "shift+Right")
        wait_for("the selection", lambda: any("3 bytes selected" in (p.get_name() or "")
                                              for p in self.window.parts()))

    def test_output_is_saved_as_a_page(self):
        self.open(self.path("a.log", b"\x1b[31mred\x1b[0m & <plain>\n"))
        wait_for("the line", lambda: "red & <plain>" in self.window.output())
        self.window.keys("ctrl+s")
        field = wait_for("the field for the file", lambda: self.window.find("text", "File"))
        target = self.path("page.html")
        wait_for("the keyboard's place", lambda: field.get_component_iface().grab_focus())
        self.window.keys("ctrl+a")
        self.window.type(target)
        self.window.keys("alt+m", "Home", "Down", "Down")
        self.window.picture("test_output_is_saved_as_a_page_dialog")
        self.window.keys("Return")
        wait_for("the page", lambda: os.path.exists(target))
        with open(target, encoding="utf-8") as file:
            page = file.read()
        self.assertIn("&amp; &lt;plain&gt;", page)
        self.assertIn("prefers-color-scheme", page)
        wait_for("the message", lambda: any("was saved to" in (p.get_name() or "")
                                            for p in self.window.parts()))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
