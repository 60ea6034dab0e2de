"""The world in which a scenario is told: its date, the names of its nodes and workloads, and every identity.

The committed samples are told in the default world, which changes nothing. tools/make-bundles tells the same scenarios in
others. What the samples write down (a moment, a name, a part that Kubernetes made up, a key) goes through HERE; what they
compute from it follows. The modules of the samples hold moments as constants, so HERE is set before they are imported.
"""

import base64
import datetime as dt
import hashlib
import random
import re
import uuid

GENERATED = "bcdfghjklmnpqrstvwxz2456789"  # what Kubernetes makes names of: no vowels, no 0, 1, 3
UTC_TIME = re.compile(rb"\x17\x0d(\d{12})Z")
KEY_IDENTIFIER = 20  # bytes


class World:
    """`cluster` and `bundle` are what identities are derived from: those that last as long as the cluster (nodes, accounts,
    keys) and those of one moment (pods, sandboxes, chance). Both are empty in the world of the samples."""

    def __init__(self, cluster="", bundle="", founded=None, founded_shift=dt.timedelta(), shift=dt.timedelta(), names=None,
                 addresses=None, more_workers=()):
        self.cluster, self.bundle = cluster, bundle
        self.founded, self.founded_shift, self.shift = founded, founded_shift, shift
        self.names, self.addresses, self.more_workers = names or {}, addresses or {}, tuple(more_workers)

    def moved(self, moment):
        """What was before `founded` belongs to the cluster: it is as far away in each of the cluster's bundles."""
        return moment + (self.founded_shift if self.founded and moment < self.founded else self.shift)

    def name(self, text):
        """What a node, a namespace or a workload of the samples is called here."""
        return self.names.get(text, text)

    def address(self, text):
        """The address of a machine whose address (or name, where they are the same) is `text` in the samples."""
        return self.addresses.get(text, text)

    def title(self, text):
        """The scenario's part of an identity: none where one cluster is in several scenarios."""
        return "" if self.cluster else text

    def generated(self, text):
        """The part of a name that Kubernetes made up."""
        if not self.bundle:
            return text
        r = random.Random(f"{self.bundle}/generated/{text}")
        return "".join(r.choice(GENERATED) for _ in text)

    def volume(self, text):
        """The uuid in the name of a volume."""
        return str(uuid.UUID(bytes=self._digest(text)[:16], version=4)) if self.cluster else text

    def key(self, text):
        """The id of a key that signs tokens."""
        return base64.urlsafe_b64encode(self._digest(text)).rstrip(b"=").decode() if self.cluster else text

    def certificate(self, pem):
        """Valid as much earlier or later as the cluster is, and of another key by its key identifiers. Only they and the
        dates are changed, so the signature is of the original: it is as invented as the signatures of the tokens."""
        if not self.cluster:
            return pem
        lines = pem.strip().split("\n")
        der = UTC_TIME.sub(self._moved_utc_time, base64.b64decode("".join(lines[1:-1])))
        identifier = der.find(b"\x55\x1d\x0e\x04\x16\x04\x14")  # subjectKeyIdentifier
        if identifier >= 0:
            old = der[identifier + 7:identifier + 7 + KEY_IDENTIFIER]
            der = der.replace(old, self._digest(pem)[:KEY_IDENTIFIER])
        text = base64.b64encode(der).decode()
        body = [text[i:i + 64] for i in range(0, len(text), 64)]
        return "\n".join([lines[0], *body, lines[-1]]) + "\n"

    def _moved_utc_time(self, match):
        moment = dt.datetime.strptime(match[1].decode(), "%y%m%d%H%M%S").replace(tzinfo=dt.timezone.utc)
        return b"\x17\x0d" + self.moved(moment).strftime("%y%m%d%H%M%SZ").encode()

    def _digest(self, text):
        return hashlib.sha256(f"{self.cluster}/{text}".encode()).digest()


HERE = World()
