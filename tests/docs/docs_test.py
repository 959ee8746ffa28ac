#!/usr/bin/python3
"""Checks that pages, vectors and the independent verifier agree with the programs.

    tests/docs/docs_test.py BIN      BIN: the folder of mingzhang and mingzhang-audit

Needs python3-cryptography.
"""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "independent"))
import verify_ledger  # noqa: E402

VECTORS = json.loads((ROOT / "docs" / "format" / "vectors.json").read_text("utf-8"))
BIN = None


def run(program, *arguments):
    return subprocess.run([BIN / program, *arguments], check=True, capture_output=True, text=True)


def verify(*arguments):
    """The independent verifier's exit code and last line."""
    program = ROOT / "tests" / "independent" / "verify_ledger.py"
    done = subprocess.run(["/usr/bin/python3", program, *arguments], capture_output=True,
                          text=True)
    return done.returncode, done.stdout.strip().rpartition("\n")[2]


class Pages(unittest.TestCase):
    def test_the_list_of_doubts_is_the_program_s(self):
        page = (ROOT / "docs" / "guide" / "audit-findings.md").read_text("utf-8")
        for language, place in (("zh", 0), ("en", 1)):
            printed = re.findall(r"^(A\d\d)  (.*)$", run(
                "mingzhang-audit", "examine", "--list", "--lang", language).stdout, re.M)
            written = [(row[0], row[1].split(" / ")[place])
                       for row in re.findall(r"^\| (A\d\d) \| ([^|]*) \|", page, re.M)]
            self.assertEqual(len(printed), 27)
            self.assertEqual(printed, written)

    def test_the_format_page_is_in_step_with_the_code(self):
        script = ROOT / "scripts" / "format_tables.py"
        subprocess.run(["/usr/bin/python3", script, "--check"], check=True)

    def test_the_vectors_are_what_their_script_makes(self):
        script = ROOT / "tests" / "docs" / "make_vectors.py"
        subprocess.run(["/usr/bin/python3", script, "--check"], check=True)

    def test_the_fork_on_the_format_page_is_proved(self):
        page = (ROOT / "docs" / "format.md").read_text("utf-8")
        fork = re.search(r"^```\n(mingzhang/fork/1\n.*?)^```$", page, re.M | re.S).group(1)
        key = re.search(r"^Its log has the key `([^`]+)`", page, re.M).group(1)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "log.vkey").write_text(key + "\n", "utf-8")
            for text, proved in ((fork, True), (fork.replace("\n45\n", "\n44\n"), False)):
                (folder / "fork").write_text(text, "utf-8")
                done = subprocess.run([BIN / "mingzhang-audit", "check", folder / "fork", "--vkey",
                                       folder / "log.vkey", "--format", "json"],
                                      capture_output=True, text=True)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(json.loads(done.stdout)["proved"], proved)

    def test_every_link_leads_somewhere(self):
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("config/*.md")]:
            for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
                self.assertTrue((page.parent / link).exists(), f"{page}: {link}")

    def test_every_kind_has_its_section(self):
        page = (ROOT / "docs" / "format.md").read_text("utf-8")
        for kind in re.findall(r'MZ_KIND\(\w+, "([^"]+)"',
                               (ROOT / "ledger" / "fund" / "kinds.def").read_text("utf-8")):
            self.assertIn(f"\n### {kind}\n", page)


class Readmes(unittest.TestCase):
    def check_commands(self, name):
        """Runs the code blocks about the ledger `office`, in a folder that looks like this one."""
        blocks = re.findall(r"```\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
        script = "\n".join(block for block in blocks if "office" in block)
        script = re.sub(r"(?m)^sudo .*$", "", script)
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "build" / "release").mkdir(parents=True)
            (Path(folder) / "build" / "release" / "bin").symlink_to(BIN)
            for part in ("scripts", "tests"):
                (Path(folder) / part).symlink_to(ROOT / part)
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder,
                                  capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        leaf = re.search(r"^([0-9a-f]{64})  -$", done.stdout, re.M)
        self.assertIn(f'"prev":"{leaf[1]}"', done.stdout)

    def test_every_command_of_the_english_readme_runs(self):
        self.check_commands("README.md")

    def test_every_command_of_the_chinese_readme_runs(self):
        self.check_commands("README.zh-CN.md")


class Vectors(unittest.TestCase):
    def test_the_independent_reader_takes_every_entry(self):
        for entry in VECTORS["entries"]:
            verify_ledger.parse_entry(entry["bytes"].encode())

    def test_the_independent_reader_refuses_what_no_field_list_is_needed_for(self):
        for refused in VECTORS["refused"]:
            if refused["field"].startswith("body.") or refused["field"] == "kind":
                continue
            with self.assertRaises(verify_ledger.Wrong, msg=refused["name"]):
                verify_ledger.parse_entry(bytes.fromhex(refused["hex"]))

    def test_the_independent_tree_has_the_roots(self):
        tree = verify_ledger.Tree()
        for size in range(258):
            if str(size) in VECTORS["trees"]["roots"]:
                self.assertEqual(tree.root().hex(), VECTORS["trees"]["roots"][str(size)])
            tree.append(verify_ledger.sha256(b"\0" + str(size).encode()))

    def test_the_independent_reader_opens_the_checkpoint(self):
        verifier = verify_ledger.Verifier(VECTORS["key"]["vkey"])
        size, root = verifier.checkpoint(VECTORS["chain"]["checkpoint"])
        self.assertEqual((size, root.hex()), (3, VECTORS["chain"]["roots"][3]))


class DemoLedger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.ledger = cls.folder / "demo"
        run("mingzhang", "init", cls.ledger, "--demo")
        run("mingzhang", "import", cls.ledger, ROOT / "scripts/demo/gifts.csv", "--fund", "jinan")
        run("mingzhang", "import", cls.ledger, ROOT / "scripts/demo/gifts_zh.csv", "--fund",
            "jinan")
        run("mingzhang", "confirm", cls.ledger, "--fund", "jinan")

    def test_is_sound_to_both_verifiers_and_they_counted_alike(self):
        report = json.loads(
            run("mingzhang-audit", "verify", self.ledger, "--format", "json").stdout)
        code, line = verify(self.ledger)
        self.assertEqual(code, 0, line)
        self.assertTrue(report["sound"])
        self.assertTrue(line.startswith(
            f"{report['entries']} entries, {report['checkpoints']} checkpoints met, 48 gifts of"))

    def test_is_sound_as_a_folder_of_tiles(self):
        run("mingzhang-audit", "export", self.ledger, self.folder / "tiles", "--as", "tiles")
        code, line = verify(self.folder / "tiles", "--checkpoint",
                            self.folder / "tiles" / "checkpoint")
        self.assertEqual(code, 0, line)
        self.assertIn(" 2 checkpoints met", line)

    def test_is_found_altered_by_both_verifiers(self):
        copy = self.folder / "copy"
        run("mingzhang", "backup", self.ledger, copy)
        with sqlite3.connect(copy / "ledger.db") as database:
            database.execute("DROP TRIGGER entries_no_update")
            database.execute("UPDATE entries SET bytes = CAST(replace(CAST(bytes AS TEXT),"
                             " '\"amount\":', '\"amount\":1') AS BLOB) WHERE seq = 40")
        database.close()
        self.assertEqual(verify(copy)[0], 1)
        audit = subprocess.run([BIN / "mingzhang-audit", "verify", copy], capture_output=True)
        self.assertEqual(audit.returncode, 1)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    BIN = Path(sys.argv.pop(1)).resolve()
    unittest.main()
