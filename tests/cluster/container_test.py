#!/usr/bin/env python3
"""Usage: container_test.py REPOSITORY ARCHIVES BINARY...

The image has the packages of every library that the program and its modules are linked to, but for those that are ARCHIVES in
the program of the image ("re2 yaml"). (Nothing is built: that would need a registry.)"""

import os
import re
import shutil
import subprocess
import sys

REPOSITORY, ARCHIVES, *BINARIES = sys.argv[1:]
IN_EVERY_DEBIAN = {"libc6", "libgcc-s1", "libstdc++6"}  # libstdc++6 comes with apt


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def package_of(path):
    # A library of /lib is found under /usr/lib where the two are one folder, and dpkg knows it by one of them.
    names = (path, path.removeprefix("/usr"))
    found = subprocess.run(("dpkg", "-S", *names), check=False, capture_output=True, text=True).stdout
    return found.split(":")[0]


if not all(map(shutil.which, ("dpkg", "ldd", "objdump"))):
    print("skipped: dpkg, ldd or objdump is not there")
    sys.exit(77)
with open(os.path.join(REPOSITORY, "packaging", "container", "Containerfile"), encoding="utf-8") as f:
    last_stage = f.read().rsplit("FROM ", 1)[1]
packages = set(re.findall(r"\S+", last_stage.split("--no-install-recommends", 1)[1].split("&&")[0].replace("\\", "")))
wanted = set()
for binary in BINARIES:
    paths = dict(re.findall(r"(\S+) => (/\S+)", output("ldd", binary)))
    for library in re.findall(r"NEEDED\s+(\S+)", output("objdump", "-p", binary)):
        name = library.removeprefix("lib").split(".so")[0]
        if library in paths and not {name, re.sub(r"-[0-9.]+$", "", name)} & set(ARCHIVES.split()):
            wanted.add(package_of(os.path.realpath(paths[library])))
for package in packages & wanted:  # what a package depends on comes with it
    wanted -= set(re.findall(r"[a-z0-9][a-z0-9.+-]+", output("dpkg-query", "-W", "-f", "${Depends}", package))) - packages
missing = sorted(wanted - packages - IN_EVERY_DEBIAN)
unused = sorted(packages - wanted - {"tzdata"})
if missing or unused:
    sys.exit(f"packaging/container/Containerfile: missing {missing}, not needed {unused}")
