# SPDX-License-Identifier: MIT
"""test_window.py PROGRAM SCREENSHOTS: real commands in the real window."""

import sys
import unittest

from window import Window, wait_for

PROGRAM, SCREENSHOTS = sys.argv[1:3]


class TestWindow(unittest.TestCase):
    def setUp(self):
        self.window = Window(PROGRAM, SCREENSHOTS)

    def tearDown(self):
        self.window.picture(self.id().rsplit(".", 1)[-1])
        self.window.close()

    def test_a_failing_command_shows_its_error_and_returncode(self):
        self.window.run("ls /zzz")
        wait_for("the error line", lambda: "/zzz" in self.window.output())
        wait_for("returncode 2", lambda: self.window.row("ls /zzz")[:3:2] == ["Failed", "2"])
        self.assertTrue(self.window.find("label", "State: Failed"))

    def test_a_running_command_has_a_pid_and_can_be_killed(self):
        self.window.run("sleep 100")
        row = wait_for("the running command",
                       lambda: (self.window.row("sleep 100") or [""])[0] == "Running"
                       and self.window.row("sleep 100"))
        self.assertGreater(int(row[1]), 1)
        self.assertEqual(row[2], "")
        self.window.press("push button", "Kill")
        wait_for("SIGKILL in the table", lambda: "SIGKILL" in self.window.row("sleep 100")[2])
        self.assertIn("-9", self.window.row("sleep 100")[2].replace("−", "-"))

    def test_what_is_sent_comes_back_and_eof_ends_cat(self):
        self.window.run("cat")
        field = wait_for("the input field",
                         lambda: self.window.find("text", "Line for standard input"))
        wait_for("an open input", lambda: self.window.is_enabled(field))
        field.get_component_iface().grab_focus()
        self.window.type("hello there")
        self.window.keys("Return")
        # Once as what was sent, once as what came back.
        wait_for("the echo", lambda: self.window.output().count("hello there") == 2)
        self.window.press("push button", "Send EOF")
        wait_for("returncode 0", lambda: self.window.row("cat")[2] == "0")
        wait_for("a closed input", lambda: not self.window.is_enabled(field))

    def test_twenty_commands_keep_their_own_output(self):
        for i in range(20):
            self.window.run(f"echo run-{i:02}")
        wait_for("twenty results",
                 lambda: [row[0] for row in self.window.rows()] == ["Succeeded"] * 20, 40)
        self.assertIn("run-19", wait_for("the last output", self.window.output))
        for i in range(18, -1, -1):
            self.window.keys("ctrl+Next")
            wait_for(f"the output of run {i}", lambda: f"run-{i:02}" in self.window.output())

    def test_many_lines_leave_the_window_answering(self):
        self.window.run("seq 200000")
        wait_for("an answer meanwhile", lambda: self.window.find("text", "Command"))
        wait_for("the last line", lambda: "200000" in self.window.output())
        wait_for("the end", lambda: self.window.row("seq 200000")[0] == "Succeeded")

    def test_the_filter_follows_what_is_typed_and_leads_the_output(self):
        self.window.run("seq 20000")
        wait_for("the end", lambda: self.window.row("seq 20000")[0] == "Succeeded")
        self.window.keys("ctrl+shift+l")
        found = wait_for("the second view",
                         lambda: self.window.find("terminal", "Lines that match"))
        self.window.type("777")
        wait_for("the lines that match", lambda: self.window.text(found).endswith("19777"))
        self.window.type("7")
        wait_for("fewer lines", lambda: self.window.text(found) == "7777\n17777")
        self.window.keys("Down")
        wait_for("the line among all others",
                 lambda: "7776\n7777\n7778" in self.window.output())
        self.window.keys("Escape")
        wait_for("the view to be gone", lambda: not self.window.is_showing(found))

    def test_a_flood_can_be_watched_and_filtered_and_nothing_of_it_is_lost(self):
        # Twelve million lines, one in a hundred with the needle, then an end by the user's own hand.
        self.window.run("awk 'BEGIN { while (n++ < 12000000) print (n % 100 ? \"y\" : \"needle\"), n;"
                        " system(\"sleep 1000\") }'")
        wait_for("the first lines", lambda: "y " in self.window.output())
        first = self.window.pixels()
        wait_for("another picture", lambda: self.window.pixels() != first, 2)
        self.window.keys("ctrl+shift+l")
        field = wait_for("the filter's field",
                         lambda: self.window.find("text", "Text that lines are to contain"))
        wait_for("the keyboard there", lambda: self.window.is_focused(field))
        self.window.type("needle")
        wait_for("an answer while output comes",
                 lambda: "needle" in self.window.text(self.window.find("terminal", "Lines that match")), 5)
        wait_for("every line that matches",
                 lambda: self.window.label("120000lines"), 60)
        self.window.press("push button", "Kill")
        wait_for("the end", lambda: any("SIGKILL" in row[2] for row in self.window.rows()))
        self.assertTrue(self.window.label("120000lines"))
        wait_for("the last line", lambda: "needle 12000000" in self.window.output())

    def test_a_program_that_is_not_there_is_said_inline(self):
        self.window.run("no-such-program-anywhere")
        wait_for("the sentence", lambda: any(
            "no-such-program-anywhere" in (part.get_name() or "")
            and part.get_role_name() == "label" and self.window.is_showing(part)
            for part in self.window.parts()))
        self.assertEqual(self.window.row("no-such-program-anywhere")[0], "Not started")

    def test_a_pipe_in_exec_mode_offers_the_shell(self):
        self.window.keys("ctrl+l")
        self.window.type("echo one two | wc -w")
        button = self.window.find("push button", "Switch to Shell")
        wait_for("the offer", lambda: self.window.is_showing(button))
        self.window.press("push button", "Switch to Shell")
        self.window.keys("ctrl+Return")
        wait_for("the shell's answer", lambda: self.window.output().strip() == "2")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
