# SPDX-License-Identifier: MIT
"""The real window: started, driven with xdotool, read through AT-SPI."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # what ctest takes for "skipped"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


if not os.environ.get("DISPLAY"):
    skip("there is no display")
if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
    skip("there is no session bus; dbus-run-session starts one")
if not shutil.which("xdotool"):
    skip("xdotool is not installed")
try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
except (ImportError, ValueError):
    skip("the Python bindings of AT-SPI are not installed")


def wait_for(what, condition, seconds=20):
    """The first true value of condition(), or a failure that says what was waited for."""
    end = time.monotonic() + seconds
    while True:
        try:
            value = condition()
        except Exception as error:  # a part that went away while it was looked at
            value, last = None, error
        else:
            last = None
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come within {seconds} s ({last})")
        time.sleep(0.05)


class Window:
    def __init__(self, program, screenshots, arguments=(), stdin=subprocess.DEVNULL,
                 variables=None):
        self.screenshots = screenshots
        os.makedirs(screenshots, exist_ok=True)
        self.home = tempfile.mkdtemp()
        environment = dict(os.environ, HOME=self.home, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                           QT_QPA_PLATFORM="xcb", XDG_CONFIG_HOME=self.home,
                           XDG_DATA_HOME=self.home) | (variables or {})
        self.process = subprocess.Popen([program, *arguments], env=environment, stdin=stdin)
        try:
            self.application = wait_for("the window on the accessibility bus",
                                        self._find_application)
            self.id = wait_for("the window on the screen", self._find_window)
            self._activate()
        except BaseException:
            self.close()  # or it would hold this test's output open
            raise

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)

    def _find_application(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid and child.get_child_count():
                return child
        return None

    def _find_window(self):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                str(self.process.pid), "--name", "^Spawnscope$"],
                               capture_output=True, text=True, check=False)
        return found.stdout.split()[-1] if found.stdout.split() else None

    def _activate(self):
        # Needs a window manager; without one the window has the keyboard anyway.
        subprocess.run(["xdotool", "windowactivate", "--sync", self.id], check=False,
                       stderr=subprocess.DEVNULL, timeout=20)

    # The keyboard

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "4", text], check=True)

    def run(self, command, key="Return"):
        self.keys("ctrl+l")
        self.type(command)
        wait_for(f"“{command}” in the field",
                 lambda: self.text(self.find("text", "Command")) == command)
        self.keys(key)

    def resize(self, width, height):
        subprocess.run(["xdotool", "windowsize", "--sync", self.id, str(width), str(height)],
                       check=True, timeout=20)

    # Runs in a terminal

    def run_in_terminal(self, command):
        """Runs it, and waits until the keys are its own."""
        self.run(command, "ctrl+shift+Return")
        wait_for("the keys to be the program's", lambda: self.is_focused(self.terminal()))

    def terminal(self):
        return self.find("terminal", "Terminal")

    def screen(self):
        """The rows of the terminal, without blanks at their ends."""
        return [row.rstrip() for row in self.text(self.terminal()).split("\n")]

    def before_cursor(self):
        """The text of the terminal up to its cursor."""
        terminal = self.terminal()
        return Atspi.Text.get_text(terminal, 0, Atspi.Text.get_caret_offset(terminal))

    def wait_for_screen(self, what, condition, seconds=20):
        """The rows of the terminal, once the condition holds for them."""
        try:
            return wait_for(what, lambda: (rows := self.screen()) and condition(rows) and rows,
                            seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; the screen:\n" + "\n".join(self.screen())) from None

    def wait_for_rows(self, *expected, seconds=20):
        """Waits for rows that follow one another, each a text or a pattern, and gives them."""
        def place(rows):
            for first in range(len(rows) - len(expected) + 1):
                part = rows[first:first + len(expected)]
                if all(wanted.fullmatch(row) if isinstance(wanted, re.Pattern) else wanted == row
                       for wanted, row in zip(expected, part)):
                    return part
            return None
        return place(self.wait_for_screen(f"rows {expected}", place, seconds))

    def wait_for_end(self, command, returncode="0"):
        wait_for(f"the end of {command} with {returncode}",
                 lambda: (row := self.row(command)) and row[2].startswith(returncode))

    # What is on the screen

    def parts(self, part=None):
        part = part or self.application
        yield part
        for i in range(part.get_child_count()):
            child = part.get_child_at_index(i)
            if child:
                yield from self.parts(child)

    def find(self, role, name):
        """The part of this role whose name is, or begins with, the given one."""
        # AT-SPI calls a push button a button since 2.54.
        roles = (role, "button") if role == "push button" else (role,)
        return next((p for p in self.parts()
                     if p.get_role_name() in roles and (p.get_name() or "").startswith(name)), None)

    def label(self, text):
        """The label with this text, whatever stands between groups of digits."""
        return next((p for p in self.parts() if p.get_role_name() == "label"
                     and "".join(filter(str.isalnum, p.get_name() or "")) == text), None)

    @staticmethod
    def text(part):
        return Atspi.Text.get_text(part, 0, -1)

    @staticmethod
    def is_showing(part):
        return part.get_state_set().contains(Atspi.StateType.SHOWING)

    @staticmethod
    def is_enabled(part):
        return part.get_state_set().contains(Atspi.StateType.ENABLED)

    @staticmethod
    def is_focused(part):
        return part.get_state_set().contains(Atspi.StateType.FOCUSED)

    def pixels(self):
        """What is on the screen now, to compare with another time."""
        return subprocess.run(["import", "-window", self.id, "rgb:-"], capture_output=True,
                              check=True).stdout

    def press(self, role, name):
        part = wait_for(f"{role} “{name}”", lambda: self.find(role, name))
        part.get_action_iface().do_action(0)

    def output(self):
        return self.text(self.find("terminal", "Output"))

    def rows(self):
        """The table of runs as a list of rows, each a list of cells."""
        table = self.find("tree", "Runs")
        children = [table.get_child_at_index(i) for i in range(table.get_child_count())]
        headers = [c for c in children if c.get_role_name() == "table column header"]
        cells = [c.get_name() for c in children if c.get_role_name() == "table cell"]
        return [cells[i:i + len(headers)] for i in range(0, len(cells), len(headers))]

    def row(self, command):
        return next((r for r in self.rows() if command in r), None)

    def bytes(self):
        """The rows of bytes that are visible."""
        return self.text(next(p for p in self.parts() if p.get_name() == "Bytes"
                              and p.get_role_name() in ("text", "entry")))

    def picture(self, name):
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root",
                            os.path.join(self.screenshots, name + ".png")], check=False)
