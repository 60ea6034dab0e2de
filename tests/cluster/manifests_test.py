#!/usr/bin/env python3
"""Usage: manifests_test.py REPOSITORY

packaging/kubernetes/ without a cluster: the manifests have the fields that Kubernetes knows and no others, what they refer to
exists, pods are as the profile "restricted" demands, and the scripts in them make of each exit code what README.md says."""

import glob
import os
import subprocess
import sys
import tempfile
import unittest

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not installed")
    sys.exit(77)

FOLDER = os.path.join(sys.argv[1], "packaging", "kubernetes")

# A schema: a type; a set of the values; [the schema of each item]; {field: schema}, a field with "?" may be missing;
# {str: schema} of any field.
QUANTITIES = {str: str}
METADATA = {"name": str, "namespace?": str, "labels?": {str: str}}
POD_SECURITY = {"runAsNonRoot": {True}, "runAsUser": int, "runAsGroup": int, "fsGroup": int,
                "fsGroupChangePolicy": {"OnRootMismatch", "Always"}, "seccompProfile": {"type": {"RuntimeDefault"}}}
CONTAINER_SECURITY = {"allowPrivilegeEscalation": {False}, "readOnlyRootFilesystem": {True}, "capabilities": {"drop": [{"ALL"}]}}
CONTAINER = {"name": str, "image": str, "command": [str], "args": [str], "env": [{"name": str, "value": str}],
             "resources": {"requests": QUANTITIES, "limits": QUANTITIES}, "securityContext": CONTAINER_SECURITY,
             "volumeMounts": [{"name": str, "mountPath": str, "readOnly?": bool}]}
VOLUME = {"name": str, "persistentVolumeClaim?": {"claimName": str, "readOnly?": bool}, "emptyDir?": {"sizeLimit": str}}
POD = {"restartPolicy": {"Never"}, "automountServiceAccountToken": {False}, "securityContext": POD_SECURITY,
       "containers": [CONTAINER], "volumes": [VOLUME]}
POLICY = {"rules": [{"action": {"FailJob", "FailIndex", "Ignore", "Count"}, "onPodConditions?": [{"type": str}],
                     "onExitCodes?": {"containerName": str, "operator": {"In", "NotIn"}, "values": [int]}}]}
JOB = {"completionMode?": {"Indexed"}, "completions?": int, "parallelism?": int, "backoffLimit?": int,
       "backoffLimitPerIndex?": int, "maxFailedIndexes?": int, "ttlSecondsAfterFinished": int, "podFailurePolicy": POLICY,
       "template": {"metadata": {"labels": {str: str}}, "spec": POD}}
KINDS = {
    "Namespace": {"apiVersion": {"v1"}, "kind": str, "metadata": METADATA},
    "PersistentVolumeClaim": {"apiVersion": {"v1"}, "kind": str, "metadata": METADATA, "spec": {
        "accessModes": [{"ReadOnlyMany", "ReadWriteMany"}], "resources": {"requests": QUANTITIES}}},
    "Job": {"apiVersion": {"batch/v1"}, "kind": str, "metadata": METADATA, "spec": JOB},
}


def faults(value, schema, where):
    """What of the value is not as the schema says."""
    if isinstance(schema, type):
        return [] if type(value) is schema else [f"{where}: {value!r} is not {schema.__name__}"]
    if isinstance(schema, set):
        return [] if value in schema else [f"{where}: {value!r} is none of {schema}"]
    if isinstance(schema, list):
        if not isinstance(value, list) or not value:
            return [f"{where}: is no list, or empty"]
        return [f for i, item in enumerate(value) for f in faults(item, schema[0], f"{where}[{i}]")]
    if not isinstance(value, dict):
        return [f"{where}: is no mapping"]
    if str in schema:
        return [f for key, item in value.items() for f in faults(item, schema[str], f"{where}.{key}")]
    fields = {name.rstrip("?"): (item, name.endswith("?")) for name, item in schema.items()}
    out = [f"{where}.{key}: unknown" for key in value if key not in fields]
    for name, (item, may_be_missing) in fields.items():
        if name in value:
            out += faults(value[name], item, f"{where}.{name}")
        elif not may_be_missing:
            out.append(f"{where}.{name}: missing")
    return out


class Manifests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.all = []
        for path in sorted(glob.glob(os.path.join(FOLDER, "*.yaml"))):
            with open(path, encoding="utf-8") as f:
                cls.all += yaml.safe_load_all(f)
        cls.jobs = {o["metadata"]["name"]: o["spec"] for o in cls.all if o["kind"] == "Job"}

    def test_they_have_the_fields_that_kubernetes_knows(self):
        self.assertEqual(len(self.all), 5)
        for o in self.all:
            self.assertEqual(faults(o, KINDS[o["kind"]], o["kind"]), [])

    def test_what_they_refer_to_exists(self):
        names = {o["metadata"]["name"] for o in self.all if o["kind"] == "Namespace"}
        claims = {o["metadata"]["name"] for o in self.all if o["kind"] == "PersistentVolumeClaim"}
        for o in self.all:
            if o["kind"] != "Namespace":
                self.assertIn(o["metadata"]["namespace"], names)
        for job in self.jobs.values():
            pod = job["template"]["spec"]
            for volume in pod["volumes"]:
                if "persistentVolumeClaim" in volume:
                    self.assertIn(volume["persistentVolumeClaim"]["claimName"], claims)
            container, = pod["containers"]
            self.assertEqual({m["name"] for m in container["volumeMounts"]}, {v["name"] for v in pod["volumes"]})
            self.assertIn("memory", container["resources"]["limits"])
            for rule in job["podFailurePolicy"]["rules"]:
                if "onExitCodes" in rule:
                    self.assertEqual(rule["onExitCodes"]["containerName"], container["name"])

    def test_the_bundles_are_mounted_for_reading(self):
        pod = self.jobs["howdunit-triage"]["template"]["spec"]
        mount, = (m for m in pod["containers"][0]["volumeMounts"] if m["name"] == "bundles")
        volume, = (v for v in pod["volumes"] if v["name"] == "bundles")
        self.assertTrue(mount["readOnly"] and volume["persistentVolumeClaim"]["readOnly"])

    def test_the_number_of_shares_is_said_twice_and_is_the_same(self):
        job = self.jobs["howdunit-triage"]
        env = {e["name"]: e["value"] for e in job["template"]["spec"]["containers"][0]["env"]}
        self.assertEqual(env["JOB_COMPLETIONS"], str(job["completions"]))
        self.assertLessEqual(job["maxFailedIndexes"], job["completions"])

    def fate(self, job, code):
        """What becomes of a pod that ends with the code."""
        for rule in job["podFailurePolicy"]["rules"]:
            if "onExitCodes" in rule and (code in rule["onExitCodes"]["values"]) == (rule["onExitCodes"]["operator"] == "In"):
                return rule["action"]
        return "done" if code == 0 else "again"

    def outcome(self, name, code, folder):
        """What the script of the Job makes of howdunit's exit code, and how howdunit was called."""
        container, = self.jobs[name]["template"]["spec"]["containers"]
        script = container["args"][0]
        for path in ("results", "scratch"):
            os.makedirs(f"{folder}/{path}/parts", exist_ok=True)
            script = script.replace(f"/{path}", f"{folder}/{path}")
        open(f"{folder}/results/parts/part-00001.db", "w").close()
        with open(f"{folder}/howdunit", "w") as f:
            f.write(f'#!/bin/sh\necho "$*" >"{folder}/called"\n[ "$1" != merge ] || echo merged >"{folder}/scratch/all.db"\nexit {code}\n')
        os.chmod(f"{folder}/howdunit", 0o755)
        env = {"PATH": f"{folder}:/usr/bin:/bin", "JOB_COMPLETION_INDEX": "6", **{e["name"]: e["value"] for e in container["env"]}}
        ended = subprocess.run([*container["command"], script], env=env, stdout=subprocess.DEVNULL, check=False)
        with open(f"{folder}/called") as f:
            return self.fate(self.jobs[name], ended.returncode), f.read().strip().replace(folder, "")

    def test_each_exit_code_of_triage_comes_to_what_the_readme_says(self):
        for code, fate in ((0, "done"), (3, "done"), (4, "again"), (137, "again"), (2, "FailJob")):
            with self.subTest(code=code), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(self.outcome("howdunit-triage", code, folder),
                                 (fate, "triage /bundles --recursive --shard auto --jobs 1 --format jsonl "
                                        "--db /results/parts/part-00007.db --scratch /scratch"))

    def test_a_merge_that_misses_parts_leaves_what_is_whole_and_is_not_tried_again(self):
        for code, fate, left in ((0, "done", True), (3, "FailJob", True), (4, "again", False), (2, "FailJob", False)):
            with self.subTest(code=code), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(self.outcome("howdunit-merge", code, folder),
                                 (fate, "merge /results/parts/part-00001.db -o /scratch/all.db"))
                self.assertEqual(os.path.exists(f"{folder}/results/all.db"), left)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
