# SPDX-License-Identifier: MIT
"""test_terminal.py PROGRAM SCREENSHOTS: programs that want a terminal, driven by keys in the window."""

import os
import re
import shutil
import subprocess
import sys
import unittest

from window import Atspi, Window, wait_for

PROGRAM, SCREENSHOTS = sys.argv[1:3]

PASSWORD = "hunter2hunter2"
ASKS = "import getpass; print('length', len(getpass.getpass()))"
# Shows the bytes of each key, until a q.
LISTENS = """
import os, sys, tty
tty.setraw(0)
print("ready", end="\\r\\n", flush=True)
while (typed := os.read(0, 100)) != b"q":
    print(typed.hex(" "), end="\\r\\n", flush=True)
"""


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed")


class TestTerminal(unittest.TestCase):
    def setUp(self):
        self.window = Window(PROGRAM, SCREENSHOTS, variables={
            "LC_ALL": "C.UTF-8", "LESS": "", "PYTHON_BASIC_REPL": "1", "SHELL": "/bin/sh"})
        self.keys, self.type = self.window.keys, self.window.type
        self.rows, self.screen = self.window.wait_for_rows, self.window.wait_for_screen

    def tearDown(self):
        self.picture("end")
        self.window.close()

    def picture(self, name):
        self.window.picture(f"{self.id().rsplit('.', 1)[-1]}-{name}")

    def enter(self, text):
        self.type(text)
        self.keys("Return")

    def open_shell(self):
        """An empty screen of a shell whose prompt is ">"."""
        self.window.run_in_terminal("sh -i")
        self.screen("a prompt", lambda rows: re.search("[$#]$", rows[0]))
        self.enter("PS1='> '; clear")
        self.screen("an empty screen", lambda rows: rows[0] == ">" and not any(rows[1:]))

    def resize_to(self, rows, columns):
        """Gives the terminal of the shell this size."""
        self.keys("ctrl+shift+plus")  # or the window would be too narrow for 80 columns
        width, height = 700, 860
        for _ in range(8):
            self.window.resize(width, height)
            self.enter("clear")
            self.screen("an empty screen", lambda rows: rows[0] == ">" and not any(rows[1:]))
            self.enter("stty size")
            size = self.rows("> stty size", re.compile(r"\d+ \d+"), ">")[1]
            if size == f"{rows} {columns}":
                return
            has_rows, has_columns = map(int, size.split())
            width += (columns - has_columns) * 8
            height += (rows - has_rows) * 16
        self.fail(f"the terminal has {size}")

    def file(self, name, text=None):
        """The path of a file in the home; written if there is a text."""
        path = os.path.join(self.window.home, name)
        if text is not None:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return path

    def test_a_shell_knows_its_terminal_and_the_size_of_the_window(self):
        self.open_shell()
        self.enter("tty")
        self.rows("> tty", re.compile(r"/dev/pts/\d+"), ">")
        self.enter("stty -a")
        shown = " ".join(self.screen("the settings", lambda rows: any(
            "echoke" in row for row in rows)))
        self.assertIn("speed 38400 baud", shown)
        for setting in ("intr = ^C;", "susp = ^Z;", "icanon", "iutf8", "echo", "isig"):
            self.assertIn(f" {setting} ", shown)
        for width, height in ((1000, 800), (760, 620)):
            self.window.resize(width, height)
            self.enter("clear")
            self.screen("an empty screen", lambda rows: rows[0] == ">" and not any(rows[1:]))
            self.enter("stty size")
            size = self.rows("> stty size", re.compile(r"\d+ \d+"), ">")[1]
            rows, columns = map(int, size.split())
            self.assertEqual(len(self.window.screen()), rows)
            self.enter(f"printf '%0{columns}d|\\n' 0")
            self.rows("0" * columns, "|")
        self.picture("small")
        self.keys("ctrl+d")
        self.window.wait_for_end("sh -i")

    def test_jobs_are_stopped_and_brought_back(self):
        self.open_shell()
        self.enter("sleep 1000")
        self.rows("> sleep 1000")
        self.keys("ctrl+z")
        stopped = re.compile(r"(\^Z)?\[1\] ?\+ +(Stopped|Suspended) .*sleep 1000")
        self.screen("the stopped job", lambda rows: any(map(stopped.fullmatch, rows)))
        self.enter("jobs")
        self.rows("> jobs", stopped, ">")
        self.enter("fg")
        self.rows("> fg", "sleep 1000")
        self.keys("ctrl+c")
        self.rows("sleep 1000", "^C", ">")
        self.enter("echo code $?; jobs")
        self.rows("> echo code $?; jobs", "code 130", ">")
        self.picture("jobs")
        self.enter("exit 3")
        self.window.wait_for_end("sh -i", "3")

    def test_python_remembers_lines(self):
        self.window.run_in_terminal("python3 -q")
        self.rows(">>>")
        self.enter("6 * 7")
        self.rows(">>> 6 * 7", "42", ">>>")
        self.keys("Up")
        self.screen("the line again", lambda rows: rows.count(">>> 6 * 7") == 2)
        self.enter("0")
        self.rows(">>> 6 * 70", "420", ">>>")
        self.keys("Up", "Up", "Home", "Delete")
        self.enter("5")
        self.rows(">>> 5 * 7", "35", ">>>")
        self.picture("history")
        self.keys("ctrl+d")
        self.window.wait_for_end("python3 -q")

    def test_keys_that_are_the_windows_elsewhere_go_to_the_program(self):
        command = f"python3 {self.file('listens.py', LISTENS)}"
        self.window.run_in_terminal(command)
        self.rows("ready")
        keys = {"ctrl+q": "11", "ctrl+w": "17", "ctrl+t": "14", "ctrl+l": "0c", "ctrl+f": "06",
                "alt+f": "1b 66", "F5": "1b 5b 31 35 7e", "F10": "1b 5b 32 31 7e",
                "F1": "1b 4f 50", "ctrl+Prior": "1b 5b 35 3b 35 7e", "Tab": "09",
                "shift+Tab": "1b 5b 5a", "Escape": "1b", "ctrl+space": "00", "BackSpace": "7f",
                "alt+Return": "1b 0d", "shift+F5": "1b 5b 31 35 3b 32 7e", "ctrl+c": "03"}
        for i, key in enumerate(keys):  # one by one: two that are read at once are one line
            self.keys(key)
            self.screen(f"an answer to {key}", lambda rows: len(list(filter(None, rows))) == i + 2)
        self.assertEqual(list(filter(None, self.window.screen()))[1:], list(keys.values()))
        self.keys("q")
        self.window.wait_for_end(command)

    @needs("less")
    def test_less_goes_through_a_long_file(self):
        path = self.file("long", "".join(f"line {i}\n" for i in range(1, 5001)))
        self.window.run_in_terminal(f"less {path}")
        rows = self.screen("the first page", lambda rows: rows[0] == "line 1")
        page = len(rows) - 1
        self.assertEqual(rows[:page], [f"line {i}" for i in range(1, page + 1)])
        self.keys("space")
        rows = self.screen("the second page", lambda rows: rows[0] == f"line {page + 1}")
        self.assertEqual(rows[:page], [f"line {i}" for i in range(page + 1, 2 * page + 1)])
        self.keys("shift+g")
        rows = self.screen("the last page", lambda rows: "line 5000" in rows)
        self.assertEqual(rows[:page], [f"line {i}" for i in range(5001 - page, 5001)])
        self.keys("g")
        self.enter("/line 777")
        self.screen("what was searched for", lambda rows: rows[0] == "line 777")
        self.picture("found")
        self.keys("Next", "Up", "Up")
        self.screen("a page on and two lines back", lambda rows: rows[0] == f"line {775 + page}")
        self.keys("q")
        self.window.wait_for_end(f"less {path}")
        self.screen("the screen before", lambda rows: not any("line" in row for row in rows))

    @needs("vi")
    def test_vi_writes_what_was_typed(self):
        path = self.file("text", "first\nlast\n")
        self.window.run_in_terminal(f"vi {path}")
        self.screen("the text", lambda rows: rows[:3] == ["first", "last", "~"])
        self.enter("osecond line")
        self.type("third")
        self.keys("Escape")
        self.screen("the new lines", lambda rows: rows[:5] == ["first", "second line", "third",
                                                              "last", "~"])
        self.keys("k", "x")
        self.screen("a letter less", lambda rows: rows[1] == "secod line")
        self.picture("edited")
        self.keys("u")
        self.enter(":wq")
        self.window.wait_for_end(f"vi {path}")
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "first\nsecond line\nthird\nlast\n")

    @needs("top")
    def test_top_draws_itself_again_and_ends_on_q(self):
        self.window.run_in_terminal("top -d 1")
        heading = re.compile(r" *PID +USER .*COMMAND.*")

        def is_table(rows):
            return rows[0].startswith("top - ") and any(map(heading.fullmatch, rows))

        first = self.screen("the table", is_table)
        self.screen("another table", lambda rows: is_table(rows) and rows[0] != first[0])
        self.picture("table")
        self.keys("h")
        self.screen("its help", lambda rows: any("'h' or '?' for help" in row for row in rows))
        self.keys("q", "q")
        self.window.wait_for_end("top -d 1")

    @needs("vttest")
    def test_vttest_sees_a_vt100(self):
        self.open_shell()
        self.resize_to(24, 80)
        self.enter("vttest")
        self.choose(1)
        rows = self.page("unbroken bor-")
        self.assertEqual(rows[0], "*" * 80)
        self.assertEqual(rows[1], "*" + "+" * 78 + "*")
        for row in rows[2:8] + rows[16:22]:
            self.assertEqual(row, "*+" + " " * 76 + "+*")
        self.assertEqual(rows[8], "*+" + " " * 8 + "E" * 60 + " " * 8 + "+*")
        self.assertEqual(rows[22:], [rows[1], rows[0]])
        # The same in 132 columns, which there are not: "have an unbroken bor-" is written over.
        self.turn("and hader of")
        rows = self.turn("Z" + " " * 78 + "z")
        self.assertEqual(rows[2:20], [f"{letter}{' ' * 78}{letter.lower()}"
                                      for letter in "IJKLMNOPQRSTUVWXYZ"])
        self.picture("autowrap")
        self.turn("Test of autowrap")
        rows = self.turn("Below should be four identical lines")
        self.assertEqual([row for row in rows if row.startswith("A")], ["A B C D E F G H I"] * 4)
        rows = self.turn("Two lines below you should see")
        self.assertIn("This is a correct sentence", rows)
        self.keys("Return")
        self.choose(2)
        self.assertEqual(self.page("(Test of WRAP AROUND")[:4], ["*" * 80] * 3 + [""])
        rows = self.turn("Test of TAB")
        self.assertEqual(rows[:2], [" " + "     *" * 13] * 2)
        for background in "light", "dark":
            for columns in 132, 80:
                self.turn(f"This is {columns} column mode, {background} background.")
        for scroll in "Soft", "Jump":
            for region in "[12..13]", "[1..24]":
                self.turn(f"{scroll} scroll down region {region}")
        self.turn("This line should be the one above the bottom")
        self.turn("This line should be at the top")
        for background in "Dark", "Light":
            self.turn(f"{background} background.")
        rows = self.turn("Test of the SAVE/RESTORE CURSOR")
        self.picture("saved-cursor")
        self.assertEqual(rows[:4], ["AAAAA"] * 4)
        for name, character in (("stars:", "*"), ("line:", "─"), ("x'es:", "x"),
                                ("diamonds:", "◆")):
            flavours = next(row for row in rows if row.startswith(name)).split()[1:]
            self.assertEqual(flavours, [character * 10] * 5)
        self.keys("Return")
        self.choose(8)
        rows = self.page("Screen accordion test")
        self.assertEqual(rows[4:], [letter * 80 for letter in "EFGHIJKLMNOPQRSTUVWX"])
        rows = self.turn("Top line: A's")
        self.assertEqual([row for row in rows if not row.startswith("Top")],
                         ["A" * 80] + [""] * 21 + ["X" * 80])
        self.assertEqual(self.turn("Test of 'Insert Mode'")[0], "A" + "*" * 78 + "B")
        self.assertEqual(self.turn("Test of 'Delete Character'")[0], "AB")
        rows = self.turn("The right column should be staggered")
        self.assertEqual([len(row) for row in rows], list(range(79, 55, -1)))
        self.picture("staggered")

    def choose(self, item):
        """In the menu of vttest."""
        self.screen("the menu", lambda rows: re.search(
            r"Enter choice number \(.*\): $", self.window.before_cursor()))
        self.enter(str(item))

    def page(self, text):
        """The rows of vttest's page with this text, once a key would turn it: vttest throws keys
        away that came before."""
        return self.screen(f"the page of “{text}”", lambda rows: any(
            text in row for row in rows) and self.window.before_cursor().endswith("Push <RETURN>"))

    def turn(self, text):
        """To the page after this one."""
        self.keys("Return")
        return self.page(text)

    @needs("tmux")
    def test_tmux_splits_detaches_and_comes_back(self):
        tmux = f"tmux -L spawnscope-{os.getpid()} -f /dev/null"
        self.addCleanup(subprocess.run, [*tmux.split(), "kill-server"], check=False,
                        stderr=subprocess.DEVNULL)
        self.window.run_in_terminal(f"{tmux} new-session 'sh -i'")
        self.screen("the status line", lambda rows: rows[-1].startswith("[0]"))
        self.enter("PS1='left> '; clear")
        self.screen("a prompt", lambda rows: rows[0] == "left>")
        self.keys("ctrl+b", "percent")
        self.screen("two halves", lambda rows: re.fullmatch("left> +│.*", rows[0]))
        self.enter("PS1='right> '; clear")
        self.screen("the other shell", lambda rows: re.fullmatch("left> +│right>", rows[0]))
        self.enter(f"{tmux} set mouse on && PS1='mouse> '; clear")
        self.screen("the mouse's turn", lambda rows: re.fullmatch("left> +│mouse>", rows[0]))
        self.click(2, 5)
        self.enter("echo clicked")
        self.screen("keys where the mouse was", lambda rows: any(
            re.match(r"clicked +│", row) for row in rows))
        self.picture("halves")
        self.keys("ctrl+b", "d")
        self.window.wait_for_end(f"{tmux} new-session 'sh -i'")
        self.rows(re.compile(r"\[detached \(from session 0\)\]"))
        self.window.run_in_terminal(f"{tmux} attach")
        self.screen("both halves again", lambda rows: any(
            re.match(r"clicked +│", row) for row in rows))

    def click(self, row, column):
        """With the left button, on a cell of the terminal."""
        box = self.window.terminal().get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        text = self.window.text(self.window.terminal())
        offset = sum(len(line) + 1 for line in text.split("\n")[:row])
        cell = Atspi.Text.get_character_extents(self.window.terminal(), offset,
                                                Atspi.CoordType.SCREEN)
        self.assertGreater(cell.width, 0)
        self.assertGreaterEqual(cell.y, box.y)
        subprocess.run(["xdotool", "mousemove", "--sync", str(cell.x + column * cell.width + 2),
                        str(cell.y + cell.height // 2), "click", "1"], check=True, timeout=20)

    def test_a_password_is_neither_shown_nor_kept(self):
        script = self.file("asks.py", ASKS)
        self.window.run_in_terminal(f"python3 {script}")
        self.rows("Password:")
        self.enter(PASSWORD)
        self.rows("Password:", f"length {len(PASSWORD)}")
        self.window.wait_for_end(f"python3 {script}")
        self.assertFalse(any(PASSWORD in row for row in self.window.screen()))
        kept = {}
        for folder, _, names in os.walk(self.window.home):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    kept[name] = file.read()
        self.assertTrue(any(b"Password: " in content for content in kept.values()))
        self.assertEqual([name for name, content in kept.items() if PASSWORD.encode() in content], [])

    def test_the_keyboard_can_be_taken_back(self):
        self.window.run_in_terminal("cat")
        self.enter("for cat")
        self.rows("for cat", "for cat")
        sign = "Keys go to the program"
        self.assertTrue(self.window.is_showing(self.window.find("label", sign)))
        self.keys("ctrl+shift+F6")
        field = self.window.find("text", "Command")
        wait_for("the focus in the command field", lambda: self.window.is_focused(field))
        wait_for("another sign", lambda: not self.window.find("label", sign))
        self.type("other")
        wait_for("the text there", lambda: self.window.text(field) == "other")
        self.keys("ctrl+shift+F6")
        wait_for("the focus in the terminal",
                 lambda: self.window.is_focused(self.window.terminal()))
        self.keys("ctrl+d")
        self.window.wait_for_end("cat")

    def test_after_a_failed_start_the_command_can_be_put_right(self):
        self.window.run("no-such-program-anywhere", "ctrl+shift+Return")
        field = self.window.find("text", "Command")
        wait_for("the failed run", lambda: self.window.row("no-such-program-anywhere"))
        wait_for("the focus in the command field", lambda: self.window.is_focused(field))
        self.type("echo better")
        wait_for("the new command", lambda: self.window.text(field) == "echo better")
        self.keys("ctrl+shift+Return")
        self.window.wait_for_end("echo better")
        self.rows("better")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
