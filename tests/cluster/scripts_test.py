#!/usr/bin/env python3
"""Usage: scripts_test.py REPOSITORY

packaging/slurm/ without Slurm: what the scripts make of howdunit's exit codes, and what they hand to sbatch. Stand-ins for the
programs write down how they were called."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

FOLDER = os.path.abspath(os.path.join(sys.argv[1], "packaging", "slurm"))


class Scripts(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        os.mkdir(f"{self.folder}/bundles")

    def stand_in(self, program, script):
        path = f"{self.folder}/{program}"
        with open(path, "w", encoding="utf-8") as f:
            f.write(f'#!/bin/sh\necho "{program} $*" >>{self.folder}/calls\n{script}\n')
        os.chmod(path, 0o755)

    def run_script(self, name, *arguments, **environment):
        """The exit code, and the calls, by which the folder is not told."""
        environment["PATH"] = f"{self.folder}:/usr/bin:/bin"
        done = subprocess.run(["/bin/sh", f"{FOLDER}/{name}", *arguments], env=environment, check=False, capture_output=True)
        with open(f"{self.folder}/calls", encoding="utf-8") as f:
            return done.returncode, f.read().replace(self.folder, "").replace(FOLDER, "").splitlines()

    def left_behind(self):
        return [name for name in os.listdir(self.folder) if name.startswith("howdunit-")]

    def triage(self, code, **environment):
        self.stand_in("howdunit", f"exit {code}")
        self.stand_in("scontrol", "")
        return self.run_script("triage.sbatch", BUNDLES="/bundles", RESULTS=self.folder, SHARDS="12", SLURM_ARRAY_JOB_ID="81",
                               SLURM_ARRAY_TASK_ID="7", SCRATCH=self.folder, **environment)

    def test_a_task_reads_its_share(self):
        code, calls = self.triage(0, SLURM_CPUS_PER_TASK="4")
        self.assertEqual(code, 0)
        self.assertRegex("\n".join(calls), r"^howdunit triage /bundles --recursive --db /parts/part-00007.db --shard 7/12 "
                                           r"--scratch (/howdunit-triage\.\w+) --jobs 4 --format jsonl$")
        self.assertEqual(self.left_behind(), [])

    def test_a_share_with_unreadable_bundles_is_done(self):
        code, calls = self.triage(3)
        self.assertEqual((code, len(calls)), (0, 1))

    def test_wrong_usage_is_not_tried_again(self):
        code, calls = self.triage(2)
        self.assertEqual((code, len(calls)), (2, 1))

    def test_what_was_not_done_starts_again_three_times(self):
        for failed, restarts, again in ((4, {}, True), (137, {"SLURM_RESTART_COUNT": "2"}, True), (4, {"SLURM_RESTART_COUNT": "3"}, False),
                                        (4, {"TRIES": "0"}, False)):
            with self.subTest(failed=failed, restarts=restarts):
                code, calls = self.triage(failed, **restarts)
                self.assertEqual((code, calls[1:]), (failed, ["scontrol requeue 81_7"] if again else []))
                self.assertEqual(self.left_behind(), [])
                os.remove(f"{self.folder}/calls")

    def test_the_merge_leaves_what_is_whole_and_hands_its_exit_code_on(self):
        os.mkdir(f"{self.folder}/parts")
        open(f"{self.folder}/parts/part-00001.db", "w", encoding="utf-8").close()
        for failed, left in ((0, True), (3, True), (4, False)):
            with self.subTest(failed=failed):
                self.stand_in("howdunit", f'echo merged >"$4"; exit {failed}')
                code, _ = self.run_script("merge.sbatch", RESULTS=self.folder, TMPDIR=self.folder)
                self.assertEqual((code, os.path.exists(f"{self.folder}/all.db")), (failed, left))
                self.assertEqual(self.left_behind(), [])
                if left:
                    os.remove(f"{self.folder}/all.db")

    def test_the_merge_waits_for_all_tasks_and_options_are_for_the_triage(self):
        self.stand_in("sbatch", "echo 55")
        code, calls = self.run_script("submit", f"{self.folder}/bundles", f"{self.folder}/results", "12", "3,4", "--mem=4G")
        self.assertEqual((code, calls), (0, [
            "sbatch --parsable --array=3,4 --output=/results/logs/triage-%a.log --mem=4G /triage.sbatch",
            "sbatch --parsable --dependency=afterany:55 --output=/results/logs/merge.log /merge.sbatch"]))

    def test_without_a_choice_all_shares_are_run(self):
        self.stand_in("sbatch", "echo 55")
        _, calls = self.run_script("submit", f"{self.folder}/bundles", f"{self.folder}/results", "12")
        self.assertIn("--array=1-12 ", calls[0])

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_they_are_posix_scripts(self):
        scripts = [f"{FOLDER}/{name}" for name in os.listdir(FOLDER) if not name.endswith(".md")]
        self.assertEqual(subprocess.run(["shellcheck", *scripts], check=False, capture_output=True, text=True).stdout, "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
