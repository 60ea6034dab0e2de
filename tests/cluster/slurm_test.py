#!/usr/bin/env python3
"""Usage: slurm_test.py HOWDUNIT REPOSITORY FOLDER

The scripts of packaging/slurm on a real Slurm of two nodes: what many tasks find is what one process finds, also when tasks are
killed and parts are lost, doubled or damaged. HOWDUNIT_CLUSTER_BUNDLES: how many bundles (default: 200). Works in FOLDER, which is
emptied. Ends with 77 where Slurm is not installed or this is not root."""

import contextlib
import glob
import os
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.dont_write_bytecode = True
import case_digest  # noqa: E402
import slurm_cluster  # noqa: E402

HOWDUNIT, REPOSITORY, FOLDER = map(os.path.abspath, sys.argv[1:4])
BUNDLES = int(os.environ.get("HOWDUNIT_CLUSTER_BUNDLES", "200"))
SHARES = 10
PATIENCE = 120 + 2 * BUNDLES  # seconds for a job; only a bug needs them


def text_of(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


class ManyMachines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(FOLDER, ignore_errors=True)
        cls.bundles = f"{FOLDER}/bundles"
        os.makedirs(f"{FOLDER}/one")
        subprocess.run([f"{REPOSITORY}/tools/make-bundles", "--count", str(BUNDLES), "--seed", "cluster", "-o", cls.bundles], check=True)
        os.remove(f"{cls.bundles}/truth.csv")
        part, merged = f"{FOLDER}/one/part.db", f"{FOLDER}/one/all.db"
        started = time.monotonic()
        subprocess.run([HOWDUNIT, "--quiet", "triage", cls.bundles, "--recursive", "--db", part, "--jobs", "1", "--format", "jsonl"],
                       check=True, stdout=subprocess.DEVNULL)
        print(f"one process: {BUNDLES} bundles in {time.monotonic() - started:.0f} s", file=sys.stderr)
        subprocess.run([HOWDUNIT, "--quiet", "merge", part, "-o", merged], check=True)
        cls.expected = case_digest.contents(merged)
        cls.slurm = cls.enterClassContext(slurm_cluster.Slurm())

    def setUp(self):
        self.results = f"{FOLDER}/{self._testMethodName}"

    def submit(self, *tasks):
        """The numbers of the two jobs."""
        environment = {"HOWDUNIT": HOWDUNIT, "SCRATCH": self.slurm.folder}
        done = self.slurm.run(f"{REPOSITORY}/packaging/slurm/submit", self.bundles, self.results, str(SHARES), *tasks, **environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        _, triage, _, merge = done.stdout.replace(",", "").split()
        return triage, merge

    def run_all(self, *tasks):
        """The exit code of the merge, and what it said."""
        _, merge = self.submit(*tasks)
        code = self.slurm.wait(merge, PATIENCE)
        return code, text_of(f"{self.results}/logs/merge.log")

    def part(self, number):
        return f"{self.results}/parts/part-{number:05}.db"

    def log(self, number):
        return text_of(f"{self.results}/logs/triage-{number}.log")

    def differences(self):
        return case_digest.differences(case_digest.contents(f"{self.results}/all.db"), self.expected)

    def assert_whole(self, merged):
        code, said = merged
        self.assertEqual((code, self.differences()), (0, []), said)

    def assert_names_and_heals(self, merged, number, name):
        """The merge said which share is not there; run alone it is."""
        code, said = merged
        self.assertEqual(code, 3, said)
        self.assertIn(name, said)
        self.assertNotEqual(self.differences(), [])
        self.assert_whole(self.run_all(str(number)))

    def take_the_results_of_the_first(self):
        """So that not every test reads all bundles."""
        shutil.copytree(f"{FOLDER}/{FIRST}", self.results)

    def kill_in_the_middle(self, number, kill):
        """Stops howdunit when it has begun to write the case file of a share, and has its process killed."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for pid in self.slurm.processes(("--shard", f"{number}/{SHARES}")):
                with contextlib.suppress(OSError):  # it was not there any more
                    if any(f"{self.slurm.folder}/howdunit-" in os.readlink(fd) for fd in glob.glob(f"/proc/{pid}/fd/*")):
                        os.kill(pid, signal.SIGSTOP)
                        kill(pid)
                        return
        self.fail(f"share {number} was not seen at work")

    def test_1_many_tasks_find_what_one_process_finds(self):
        started = time.monotonic()
        merged = self.run_all()
        print(f"{SHARES} shares on two nodes, and the merge: {time.monotonic() - started:.0f} s", file=sys.stderr)
        self.assert_whole(merged)
        self.assertEqual(len(os.listdir(f"{self.results}/parts")), SHARES)

    def test_2_a_task_whose_program_is_killed_starts_again(self):
        triage, merge = self.submit()
        self.kill_in_the_middle(1, lambda pid: os.kill(pid, signal.SIGKILL))
        self.slurm.wait(triage, PATIENCE)
        code = self.slurm.wait(merge, PATIENCE)
        self.assertIn(f"share 1/{SHARES}: exit code 137, starts again", self.log(1))
        self.assert_whole((code, text_of(f"{self.results}/logs/merge.log")))

    def test_3_a_task_that_is_killed_whole_is_named_and_heals(self):
        self.take_the_results_of_the_first()
        os.remove(self.part(2))
        _, merge = self.submit("2")
        self.kill_in_the_middle(2, lambda pid: os.killpg(os.getpgid(pid), signal.SIGKILL))  # the script too
        code = self.slurm.wait(merge, PATIENCE)
        self.assertFalse(os.path.exists(self.part(2)))
        self.assert_names_and_heals((code, text_of(f"{self.results}/logs/merge.log")), 2, f"2/{SHARES}")

    def test_4_a_part_that_is_lost_is_named_and_heals(self):
        self.take_the_results_of_the_first()
        os.remove(self.part(3))
        self.assert_names_and_heals(self.run_all("4"), 3, f"3/{SHARES}")

    def test_5_a_part_that_is_there_twice_counts_once(self):
        self.take_the_results_of_the_first()
        shutil.copyfile(self.part(5), self.part(SHARES + 5))
        self.assert_whole(self.run_all("6"))

    def test_6_a_part_that_is_cut_off_is_named_and_heals(self):
        self.take_the_results_of_the_first()
        os.truncate(self.part(7), os.path.getsize(self.part(7)) // 2)
        self.assert_names_and_heals(self.run_all("8"), 7, "part-00007.db")

    def test_7_the_task_of_a_node_that_is_lost_runs_on_the_other(self):
        self.take_the_results_of_the_first()
        os.remove(self.part(9))
        _, merge = self.submit("9")
        self.kill_in_the_middle(9, lambda pid: self.slurm.lose(slurm_cluster.variable(pid, "SLURMD_NODENAME")))
        code = self.slurm.wait(merge, PATIENCE)
        self.assert_whole((code, text_of(f"{self.results}/logs/merge.log")))


FIRST = ManyMachines.test_1_many_tasks_find_what_one_process_finds.__name__

if __name__ == "__main__":
    reason = slurm_cluster.missing()
    if reason:
        print(f"skipped: {reason}")
        sys.exit(77)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the daemons end with it
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]], verbosity=2)
