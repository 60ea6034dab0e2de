#!/usr/bin/env python3
"""Usage: bundles_test.py HOWDUNIT REPOSITORY FOLDER

What tools/make-bundles writes: the same for the same seed, nothing of the samples in it but their scenario, and to howdunit the
same root causes as of the sample. And tools/make-samples still writes the samples. Works in FOLDER, which is emptied."""

import csv
import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import unittest

HOWDUNIT, REPOSITORY, FOLDER = sys.argv[1:4]
SAMPLES = os.path.join(REPOSITORY, "samples")
COUNT = 50  # every scenario is among them
# Names, addresses, generated parts and keys that the samples write down.
OF_THE_SAMPLES = re.compile(
    rb"k8s0[123]\b|\b10\.30\.5\.|\b10\.20\.0\.1\d\b|\b10\.188\.156\.|\b10\.94\.227\.|-(px6bj|c6rjn|zl9fk|4t5hk|m8ztq|hw2vd|v8qzt|7xq2k)\b"
    rb"|1c0f6a52|3e9b0d74|58a7c3f1|7b42e9d8|a6d15f3c|d90e7b26|\b(shop|cart|catalog|checkout|wiki|guestbook|redis-master)\b"
    rb"|\b(cp1|w1|w2|k8s-master|k8s-worker[12])\b|nxOzSHAZ|Zk1mVn|p4WmQ0")


def made(name, count):
    folder = os.path.join(FOLDER, name)
    subprocess.run([os.path.join(REPOSITORY, "tools", "make-bundles"), "--count", str(count), "--seed", "test", "--complete", "-o", folder],
                   check=True)
    with open(os.path.join(folder, "truth.csv"), encoding="utf-8") as f:
        return folder, list(csv.DictReader(f))


def causes(bundle):
    """The rules of the root causes of each incident."""
    out = os.path.join(FOLDER, "review")
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([HOWDUNIT, "--quiet", "analyze", bundle, "--format", "json", "-o", out], check=True)
    with open(os.path.join(out, "findings.json"), encoding="utf-8") as f:
        document = json.load(f)
    rule = {finding["id"]: finding["rule"] for finding in document["findings"]}
    return sorted(sorted(rule[cause] for cause in incident["root_causes"]) for incident in document["incidents"])


class MakeBundles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(FOLDER, ignore_errors=True)
        os.makedirs(FOLDER)
        cls.folder, cls.truth = made("many", COUNT)

    def test_each_bundle_has_the_root_causes_of_its_sample(self):
        of_samples = {sample.name: causes(sample.path) for sample in os.scandir(SAMPLES) if sample.is_dir()}
        self.assertEqual({row["scenario"] for row in self.truth}, of_samples.keys())
        for row in self.truth:
            with self.subTest(bundle=row["bundle"], scenario=row["scenario"]):
                self.assertEqual(causes(os.path.join(self.folder, row["bundle"])), of_samples[row["scenario"]])

    def test_nothing_of_the_samples_is_in_a_bundle(self):
        for row in self.truth:
            with tarfile.open(os.path.join(self.folder, row["bundle"])) as tar:
                for member in tar:
                    self.assertNotRegex(member.name.encode(), OF_THE_SAMPLES)
                    self.assertNotRegex(tar.extractfile(member).read(), OF_THE_SAMPLES, member.name)

    def test_the_same_seed_gives_the_same_bytes_and_few_are_the_first_of_many(self):
        folder, truth = made("few", 20)
        self.assertEqual(truth, self.truth[:20])
        names = [row["bundle"] for row in truth]
        self.assertEqual(filecmp.cmpfiles(folder, self.folder, names, shallow=False), (names, [], []))

    def test_clusters_come_back_at_a_later_date(self):
        first = {}
        again = 0
        for row in self.truth:
            if row["cluster"] in first:
                again += 1
                self.assertLess(first[row["cluster"]], row["date"])
            first.setdefault(row["cluster"], row["date"])
        self.assertGreater(again, COUNT // 12)

    def test_the_samples_are_what_make_samples_writes(self):
        folder = os.path.join(FOLDER, "samples")
        subprocess.run([os.path.join(REPOSITORY, "tools", "make-samples"), folder], check=True)
        self.assertEqual(self.differences(filecmp.dircmp(folder, SAMPLES, ignore=["README.md"])), [])

    def differences(self, pair):
        _, unequal, unread = filecmp.cmpfiles(pair.left, pair.right, pair.common_files, shallow=False)
        inner = [path for folder in pair.subdirs.values() for path in self.differences(folder)]
        return pair.left_only + pair.right_only + unequal + unread + inner


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
