# SPDX-License-Identifier: MIT
"""The installer, the program that it installs, and the uninstaller, under Wine without a question.

    test_installer.py FOLDER    with Spawnscope-VERSION, -setup.exe and .zip in FOLDER (installer/windows/package)

What Wine says at the end counts for nothing here: files and registry are looked at.
"""

import filecmp
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PACKAGES = pathlib.Path(sys.argv[1])
[SETUP] = PACKAGES.glob("Spawnscope-*-setup.exe")
VERSION = SETUP.name.removeprefix("Spawnscope-").removesuffix("-setup.exe")
PROGRAM = PACKAGES / f"Spawnscope-{VERSION}"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Spawnscope"


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def wait_for(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come within {seconds} s")
        time.sleep(0.1)


class Wine:
    """A Windows of its own, without anything that was built: what is missing is missed."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spawnscope-wine-"))
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("WINE", "QT_"))}
        self.environment |= {"WINEPREFIX": str(self.folder), "WINEARCH": "win64", "WINEDEBUG": "-all",
                             "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d"}
        self.run("wineboot", "-i", wine=())
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        # Its displays have no window manager.
        self.run("reg", "add", r"HKCU\Software\Wine\X11 Driver", "/v", "Managed", "/d", "N", "/f")
        self.run("wineserver", "-w", wine=())
        [self.user] = [user for user in (self.folder / "drive_c" / "users").iterdir() if user.name != "Public"]
        self.local = self.user / "AppData" / "Local"

    def close(self):
        self.run("wineserver", "-k", wine=(), check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments, wine=("wine",), check=True, **settings):
        settings = {"stdin": subprocess.DEVNULL, "timeout": 180} | settings
        # A console's host that outlives its program would keep pipes open.
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            result = subprocess.run([*wine, *map(str, arguments)], env=self.environment, stdout=output, stderr=errors,
                                    **settings)
            for file in output, errors:
                file.seek(0)
            result.stdout, result.stderr = output.read(), errors.read()
        if check and result.returncode != 0:
            raise AssertionError(f"{arguments} gave {result.returncode}: {result.stdout} {result.stderr}")
        return result

    def registry(self, key):
        """What reg.exe tells of a key; empty if there is none."""
        result = self.run("reg", "query", key, "/s", check=False)
        return result.stdout.decode(errors="replace").replace("\r", "") if result.returncode == 0 else ""

    def path(self):
        found = re.search(r"(?im)^\s+Path\s+REG_\w+\s+(.*)$", self.registry(r"HKCU\Environment"))
        return found[1].strip() if found else None

    def user_files(self):
        # The uninstaller removes itself from there when Windows starts anew. Wine has another one after its server was
        # ended.
        temporary = {self.local / "Temp", self.user / "Temp"}
        return {path for path in self.user.rglob("*") if temporary.isdisjoint(path.parents)
                and not path.is_dir()}


class InstallerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.wine = Wine()

    @classmethod
    def tearDownClass(cls):
        cls.wine.close()

    def setUp(self):
        self.installed = self.wine.local / "Programs" / "Spawnscope"
        self.data = self.wine.local / "Spawnscope"
        self.shortcut = (self.wine.user / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
                         / "Spawnscope.lnk")
        self.files_before = self.wine.user_files()

    def install(self, *options):
        self.wine.run(SETUP, "/S", *options)

    def uninstall(self, *options):
        # It copies itself elsewhere, so that it can delete its own file, and is back before it is done.
        self.wine.run(self.installed / "uninstall.exe", "/S", *options)
        wait_for("the end of the uninstaller", lambda: not (self.installed / "uninstall.exe").exists())
        wait_for("the end of its folder", lambda: not self.installed.exists())

    def assert_installed(self):
        expected = files_below(PROGRAM)
        self.assertIn("spawnscope.exe", expected)
        self.assertEqual(files_below(self.installed), expected | {"uninstall.exe"})
        for name in expected:
            self.assertTrue(filecmp.cmp(PROGRAM / name, self.installed / name, shallow=False), name)
        self.assertTrue(self.shortcut.exists())
        self.assertIn(VERSION, self.wine.registry(UNINSTALL_KEY))

    def assert_gone(self):
        self.assertFalse(self.installed.exists())
        self.assertFalse(self.shortcut.exists())
        self.assertEqual(self.wine.registry(UNINSTALL_KEY), "")
        self.assertNotIn("spawnscope", (self.wine.path() or "").lower())
        self.assertEqual({path for path in self.wine.user_files() if self.data not in path.parents},
                         {path for path in self.files_before if self.data not in path.parents})

    def test_installs_runs_and_leaves_nothing(self):
        self.wine.run("reg", "add", r"HKCU\Environment", "/v", "Path", "/t", "REG_EXPAND_SZ", "/d",
                      r"%USERPROFILE%\bin;C:\other", "/f")
        self.install()
        self.assert_installed()
        self.assertEqual(self.wine.path().split(";")[:2], [r"%USERPROFILE%\bin", r"C:\other"])
        self.assertTrue(self.wine.path().lower().endswith(r"\programs\spawnscope"), self.wine.path())

        # Once more over a version that had another file: it stays, since it is not known whose it is; nothing doubles.
        path = self.wine.path()
        self.install()
        self.assert_installed()
        self.assertEqual(self.wine.path(), path)

        self.run_on_the_command_line()
        self.run_the_window()

        self.uninstall()
        self.assert_gone()
        self.assertEqual(self.wine.path(), r"%USERPROFILE%\bin;C:\other")
        self.assertTrue(self.data.exists(), "runs and settings are kept unless asked otherwise")

        self.install("/NOPATH")
        self.assert_installed()
        self.assertEqual(self.wine.path(), r"%USERPROFILE%\bin;C:\other")
        self.uninstall("/DATA")
        self.assert_gone()
        self.assertFalse(self.data.exists())

    def records(self):
        return {path.parent for path in self.data.rglob("run.json")}

    def run_on_the_command_line(self):
        """As typed in a console there: the shell takes spawnscope.com."""
        result = self.wine.run("cmd", "/c", "spawnscope --version", cwd=self.installed)
        self.assertIn(f"Spawnscope {VERSION}", result.stdout.decode())
        result = self.wine.run("cmd", "/c", "spawnscope run -- cmd /c echo from a child& echo %ERRORLEVEL%",
                               cwd=self.installed)
        self.assertIn(b"from a child", result.stdout)
        result = self.wine.run("cmd", "/c", "spawnscope", "run", "--shell", "exit 3", cwd=self.installed, check=False)
        self.assertEqual(result.returncode, 3, result)
        result = self.wine.run("cmd", "/c", "spawnscope run -- no-such-program", cwd=self.installed, check=False)
        self.assertEqual(result.returncode, 127, result)
        self.assertIn(b"no-such-program", result.stderr)
        result = self.wine.run("cmd", "/c", "spawnscope", "run", "--shell", "set /p LINE=& set LINE", cwd=self.installed,
                               stdin=None, input=b"alpha beta\r\n")
        self.assertEqual(result.stdout.strip(), b"LINE=alpha beta")
        result = self.wine.run(self.installed / "spawnscope.exe", "--help")
        self.assertIn(b"spawnscope [options]", result.stdout)

    def run_the_window(self):
        """The demonstration: commands run in the real window, which is then grabbed; its records stay in the data."""
        self.wine.run("wineserver", "-w", wine=()) # the desktop belongs to the display of the first program
        with Display() as display:
            self.wine.environment["DISPLAY"] = display
            try:
                picture = PACKAGES / "window.png"
                picture.unlink(missing_ok=True)
                result = self.wine.run(self.installed / "spawnscope.com", "--demonstrate", picture, check=False)
                self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
                self.assertGreater(picture.stat().st_size, 10_000)
                # A window of the user's own, closed by its window's close box, leaves his settings.
                records = self.records()
                window = subprocess.Popen(["wine", self.installed / "spawnscope.exe", "--shell", "echo kept"],
                                          env=self.wine.environment)
                wait_for("the record of a run", lambda: self.records() != records)
                self.wine.run("taskkill", "/im", "spawnscope.exe", check=False)
                try:
                    window.wait(30)
                except subprocess.TimeoutExpired:
                    self.wine.run("taskkill", "/f", "/im", "spawnscope.exe", check=False)
                    window.wait(30)
            finally:
                try:
                    self.wine.run("wineserver", "-w", wine=(), check=False, timeout=30)
                except subprocess.TimeoutExpired: # for such a host
                    self.wine.run("wineserver", "-k", wine=(), check=False)
                    self.wine.run("wineserver", "-w", wine=(), check=False)
                del self.wine.environment["DISPLAY"]

    def test_the_zip_holds_the_program(self):
        with zipfile.ZipFile(PACKAGES / f"Spawnscope-{VERSION}.zip") as archive:
            names = {name for name in archive.namelist() if not name.endswith("/")}
        self.assertEqual(names, {f"Spawnscope-{VERSION}/{name}" for name in files_below(PROGRAM)})
        for wanted in ["spawnscope.exe", "spawnscope.com", "Qt6Core.dll", "libstdc++-6.dll", "qt.conf",
                       "plugins/platforms/qwindows.dll", "licences/Spawnscope.txt"]:
            self.assertIn(f"Spawnscope-{VERSION}/{wanted}", names)


class Display:
    """A virtual display that ends with the block."""

    def __enter__(self):
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten",
                                        "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as number:
            return ":" + number.readline().strip()

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
