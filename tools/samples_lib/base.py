"""Times, ages, tables, YAML, identifiers and tokens shared by all parts of the sample maker."""

import base64
import datetime as dt
import hashlib
import json
import random
import re
import uuid

from .world import GENERATED, HERE

UTC = dt.timezone.utc
AEST = dt.timezone(dt.timedelta(hours=10), "AEST")


# ---- moments and their printed forms ------------------------------------------------------------

def at(text):
    """A moment from 'YYYY-MM-DD HH:MM:SS[.ffffff]' in the cluster's local time (AEST)."""
    return HERE.moved(dt.datetime.fromisoformat(text).replace(tzinfo=AEST))


def utc(text):
    """A moment from the same form in UTC."""
    return HERE.moved(dt.datetime.fromisoformat(text).replace(tzinfo=UTC))


def after(moment, seconds):
    return moment + dt.timedelta(seconds=seconds)


def epoch(moment):
    return int(moment.timestamp())


def zulu(moment):
    """metav1.Time: whole seconds, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc1123z(moment):
    """The form of kubectl describe, in the zone of the workstation."""
    return moment.astimezone(AEST).strftime("%a, %d %b %Y %H:%M:%S %z")


def date_command(moment):
    return moment.astimezone(AEST).strftime("%a %b %e %H:%M:%S AEST %Y")


def age(now, then):
    """HumanDuration of apimachinery: truncates, with its uneven resolution."""
    whole = epoch(then)  # API times are truncated to whole seconds
    d = int(now.timestamp() - whole)
    if now.timestamp() - whole <= -2:
        return "<invalid>"
    if d < 0:
        return "0s"
    m, s = divmod(d, 60)
    if d < 120:
        return f"{d}s"
    if m < 10:
        return f"{m}m{s}s" if s else f"{m}m"
    if m < 180:
        return f"{m}m"
    h, m = divmod(m, 60)
    if h < 8:
        return f"{h}h{m}m" if m else f"{h}h"
    if h < 48:
        return f"{h}h"
    days, h = divmod(h, 24)
    if days < 8:
        return f"{days}d{h}h" if h else f"{days}d"
    if days < 2 * 365:
        return f"{days}d"
    y, days = divmod(days, 365)
    if y < 8:
        return f"{y}y{days}d" if days else f"{y}y"
    return f"{y}y"


# ---- stable pseudo-random identifiers -----------------------------------------------------------

def rng(label):
    return random.Random(f"howdunit-sample/{HERE.bundle}{label}")


def hex64(label):
    return hashlib.sha256(f"id/{HERE.bundle}{label}".encode()).hexdigest()


def uid(label):
    return str(uuid.UUID(bytes=hashlib.sha256(f"uid/{HERE.cluster}{label}".encode()).digest()[:16], version=4))


def suffix(label, n=5):
    r = rng("suffix/" + label)
    return "".join(r.choice(GENERATED) for _ in range(n))


# ---- text helpers -------------------------------------------------------------------------------

def go_quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def tabwriter(lines, padding, minwidth=0):
    """Go's text/tabwriter: 'lines' hold cells split by TAB; each run of lines sharing a cell is one column block."""
    rows = [line.split("\t") for line in lines]
    widths = [[0] * len(row) for row in rows]

    def block(lo, hi, col):
        i = lo
        while i < hi:
            if len(rows[i]) <= col + 1:
                i += 1
                continue
            j = i
            while j < hi and len(rows[j]) > col + 1:
                j += 1
            width = max([minwidth] + [len(rows[k][col]) + padding for k in range(i, j)])
            for k in range(i, j):
                widths[k][col] = width
            block(i, j, col + 1)
            i = j

    block(0, len(rows), 0)
    out = []
    for row, w in zip(rows, widths):
        out.append("".join(c.ljust(n) for c, n in zip(row[:-1], w)) + row[-1])
    return "\n".join(out) + "\n"


def table(header, rows):
    """A kubectl get table: upper-case header, three blanks between columns."""
    return tabwriter(["\t".join(r) for r in [header] + rows], 3, 6)


# ---- YAML as kubectl prints it ------------------------------------------------------------------

PLAIN = re.compile(r"^[A-Za-z/_.][A-Za-z0-9 _./:@%,+=()\[\]'-]*$")
AMBIGUOUS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "~"}


def scalar(value, indent, column):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if value == "":
        return '""'
    number = re.match(r"^[0-9.eE+-]+$", value) and re.search(r"\d", value)
    if (number and value.count(".") < 2) or value.lower() in AMBIGUOUS or re.match(r"^\d{4}-\d\d-\d\dT", value):
        return '"' + value + '"'
    plain = (PLAIN.match(value) or re.match(r"^[0-9][0-9a-zA-Z.:/-]*$", value) or re.match(r"^--?[a-zA-Z]", value)) \
        and ": " not in value and not value.endswith(":") and " #" not in value
    if '"' in value and not plain:
        plain = False
    text = value if plain else "'" + value.replace("'", "''") + "'"
    return fold(text, indent, column)


def fold(text, indent, column):
    """Break long scalars at the first blank past column 80."""
    words, lines, line = text.split(" "), [], ""
    width = column
    for i, word in enumerate(words):
        if i and width + len(line) > 80:
            lines.append(line)
            line, width = word, indent
        else:
            line = word if not i else line + " " + word
    lines.append(line)
    return ("\n" + " " * indent).join(lines)


def yaml(value, indent=0):
    pad, out = " " * indent, []
    if isinstance(value, dict):
        for key in sorted(value):
            v = value[key]
            name = scalar(key, 0, 0)
            if isinstance(v, dict):
                out.append(f"{pad}{name}: {{}}\n" if not v else f"{pad}{name}:\n" + yaml(v, indent + 2))
            elif isinstance(v, list):
                out.append(f"{pad}{name}: []\n" if not v else f"{pad}{name}:\n" + yaml(v, indent))
            elif isinstance(v, str) and "\n" in v:
                body = "".join(f"{pad}  {line}\n" for line in v.rstrip("\n").split("\n"))
                out.append(f"{pad}{name}: |\n{body}")
            else:
                out.append(f"{pad}{name}: {scalar(v, indent + 2, indent + len(name) + 2)}\n")
    else:
        for item in value:
            if isinstance(item, (dict, list)):
                text = yaml(item, indent + 2)
                out.append(pad + "- " + text[indent + 2:])
            else:
                out.append(f"{pad}- {scalar(item, indent + 2, indent + 2)}\n")
    return "".join(out)


def object_list(items):
    return yaml({"apiVersion": "v1", "items": items, "kind": "List", "metadata": {"resourceVersion": ""}})


# ---- tokens -------------------------------------------------------------------------------------

SIGNING_KEY_ID = HERE.key("nxOzSHAZFRZJSt_HdkP0ynvTH9RORuwadscOJZwBtiY")

CA_PEM = HERE.certificate("""\
-----BEGIN CERTIFICATE-----
MIIC4jCCAcqgAwIBAgIISnwx0uBVmxYwDQYJKoZIhvcNAQELBQAwFzEVMBMGA1UE
AwwMMTAuMTUyLjE4My4xMB4XDTIxMDkxNDAyMTEwN1oXDTMxMDkxMjAyMTEwN1ow
FzEVMBMGA1UEAwwMMTAuMTUyLjE4My4xMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
MIIBCgKCAQEAx8ntXiLo0NpZwYN8N8g4lPyO8q+Xt8gIr9ym2MbP0Q7GF6SNqcJw
qn1/ttrRbgcWUR4XSv+xUayvlcqOSvKwTN8z7Z1cgpwPwjARj561YNfeaS2Fw553
joGYe71ruh+R0awmgJZkLo/OrBRiQr8X2RdOf3oI9RWnFgXc23Pjbi4YNYXWzXk9
YykThQs3aOTEsjLZK2rynbS/CsjyrtTTrc1KqENdFY0lYKXS5UQoHOU/W9Y1HQdZ
dpDPOj6WLEOB+8YfcjyJVjLX9EB0u7rA/6dxCM6DYxYrb3K48hzWfEMIe59QRc/g
8DY4PpQlQ+V0GB4cBzKiGxJ5KZbvXpiT4QIDAQABozIwMDAPBgNVHRMBAf8EBTAD
AQH/MB0GA1UdDgQWBBSGGOUPptX8f7spMZYJgtxzwArYazANBgkqhkiG9w0BAQsF
AAOCAQEAx1KWIQ6rNtFz9HlwoguAgXJeUGsdBEFoirSqhAo3jmoaDmSvwf5+Yn5r
4CRdqq7TkU4VAK5gbAsCRZDW3pk5rJvsDfr+d+iD3CQFsk7xXEwJDCaIXVEJSOfh
PssTJnPMVhJYDvJ4U9tO/4i4bXF1HaPYrCQdC7r4UE2uyLZyNZM8B581xobp5FmU
5KpvDAqyaAKhFWurNEXxR1Bp4Sbntfj+t1flUVyy3HksJnTR1DMlIPGdKv9Qua8N
OGNvwEApYvWrmqrG05RF46W0ASWdU9GNqtDUV/e5yCSLZf9ap0Aag0nGvDr5tqJu
xuRKTRzFb8xquJVnbeBFL4vYjCggdw==
-----END CERTIFICATE-----
""")


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def ca_data():
    return base64.b64encode(CA_PEM.encode()).decode()


def pod_token(account, account_uid, pod, pod_uid, node, node_uid, issued):
    """A projected token bound to a pod, lifetime extended to one year; its signature is only bytes of the right length."""
    iat = epoch(issued)
    claims = {
        "aud": ["https://kubernetes.default.svc"],
        "exp": iat + 31536000,
        "iat": iat,
        "iss": "https://kubernetes.default.svc",
        "jti": uid(f"jti/{pod}/{iat}"),
        "kubernetes.io": {
            "namespace": "kube-system",
            "node": {"name": node, "uid": node_uid},
            "pod": {"name": pod, "uid": pod_uid},
            "serviceaccount": {"name": account, "uid": account_uid},
            "warnafter": iat + 3607,
        },
        "nbf": iat,
        "sub": "system:serviceaccount:kube-system:" + account,
    }
    header = {"alg": "RS256", "kid": SIGNING_KEY_ID}
    parts = [b64url(json.dumps(p, separators=(",", ":")).encode()) for p in (header, claims)]
    signature = b"".join(hashlib.sha256(f"sig/{pod}/{iat}/{i}".encode()).digest() for i in range(8))
    return ".".join(parts + [b64url(signature)])
