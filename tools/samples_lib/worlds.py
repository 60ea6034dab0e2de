"""Plans of many bundles: which scenario, of which cluster, when, and what its nodes and workloads are called.

Every choice is drawn from the seed and the number of the bundle or of its cluster, so the first hundred of a thousand are
the hundred that would be made alone.
"""

import dataclasses
import datetime as dt
import random

from .world import World

UTC = dt.timezone.utc
BEGIN, END = dt.datetime(2023, 7, 1, tzinfo=UTC), dt.datetime(2026, 6, 30, tzinfo=UTC)
RETURN = 0.2  # of the bundles are of a cluster that had an earlier one
AGAIN = 0.5   # of these tell the same scenario again
PAUSE = dt.timedelta(days=60)  # longer than the scenarios of a family are apart, so that a cluster's past stays before them


@dataclasses.dataclass(frozen=True)
class Family:
    """Scenarios that are told of one cluster. Moments before `founded` (UTC, of the samples) are the cluster's own. Machines
    are given by their names and addresses in the samples; one that has just joined is another in each bundle. `more`: how many
    workers may be added."""
    scenarios: tuple
    founded: str
    machines: dict
    controls: int = 0  # the first so many machines are the control plane
    joined: str = ""
    more: int = 0
    returns: bool = True


def named_by_address(prefix, ends):
    return {prefix + end: prefix + end for end in ends}


def kubeadm(names):
    return {name: f"10.20.0.{11 + i}" for i, name in enumerate(names)}


FAMILIES = (
    Family(("k8s01-path-mismatch", "healthy"), "2025-01-01", {f"k8s0{i}": f"10.30.5.1{i}" for i in (1, 2, 3)}),
    Family(("node-kubelet-stopped-posting", "node-ready-toggling", "typha-unhealthy"), "2021-09-21",
           named_by_address("10.188.156.", ("137", "151", "168")), more=4),
    Family(("calico-is-down", "calico-node-nowhere", "calico-node-webhook", "calico-node-crashloop-most",
            "calico-bgp-password-left-behind", "cni-not-initialized", "cni-image-pull"), "2024-02-06",
           named_by_address("10.94.227.", ("12", "28", "48", "61", "77")), joined="10.94.227.77", more=4),
    Family(("expired-token",), "2026-03-03", kubeadm(("cp1", "w1", "w2")), 1),
    Family(("old-account-after-upgrade",), "2025-06-11", kubeadm(("cp1", "w1", "w2")), 1),
    Family(("signing-key-rotated",), "2026-02-12", kubeadm(("cp1", "w1", "w2")), 1),
    # Their clusters were made anew within the hour: they have no identity to come back with.
    Family(("kubeadm-reinit-401", "kubeadm-reinit-x509"), "2026-01-01",
           kubeadm(("k8s-master", "k8s-worker1", "k8s-worker2")), 1, returns=False),
)
FAMILY_OF = {scenario: family for family in FAMILIES for scenario in family.scenarios}
SCENARIOS = tuple(FAMILY_OF)


# ---- names --------------------------------------------------------------------------------------

HEX = "0123456789abcdef"


def drawn(r, n, letters):
    return "".join(r.choice(letters) for _ in range(n))


def _numbered(pattern):
    """{role} is master or worker, {i} counts the machines of the role from 1."""
    return lambda r: lambda role, i, address: pattern.format(role=role, i=i)


def _qualified(r):
    domain = r.choice(("example.net", "corp.example.com", "k8s.example.org", "dc2.example.internal"))
    return lambda role, i, address: f"{role}-{i}.{domain}"


def _ec2(r):
    domain = r.choice(("", ".eu-central-1.compute.internal", ".ec2.internal"))
    return lambda role, i, address: "ip-" + address.replace(".", "-") + domain


def _aks(r):
    number = r.randint(10**7, 10**8 - 1)
    return lambda role, i, address: f"aks-{'systempool' if role == 'master' else 'agentpool'}-{number}-vmss{i:06}"


def _gke(r):
    cluster, group, salt = r.choice(("prod", "stage", "blue")), drawn(r, 8, HEX), r.random()
    return lambda role, i, address: f"gke-{cluster}-default-pool-{group}-{drawn(random.Random(f'{salt}/{role}/{i}'), 4, HEX)}"


def _rack(r):
    rack = r.randint(1, 40)
    return lambda role, i, address: f"rack{rack:02}-{'head' if role == 'master' else 'blade'}{i:02}"


STYLES = (_qualified, _ec2, _aks, _gke, _rack, _numbered("{role}-{i}"), _numbered("kube-{role}-{i:02}"),
          lambda r: lambda role, i, address: ("node" if role == "worker" else "ctl") + f"{i:02}",
          lambda r: lambda role, i, address: address)

NAMESPACES = ("payments", "billing", "orders", "search", "logistics", "identity", "media", "analytics", "crm", "iot-ingest",
              "team-blue", "team-red", "staging", "frontend", "ml-train", "warehouse", "booking", "telemetry", "portal", "claims")
WORKLOADS = ("ledger", "pricing", "invoices", "gateway", "indexer", "tracker", "login", "thumbnails", "rollup", "contacts",
             "collector", "profile", "stock", "landing", "trainer", "picker", "calendar", "sampler", "editor", "archiver",
             "mailer", "notifier", "scheduler-ui", "quotes", "session-store", "geocoder", "renderer", "uploader", "ratings",
             "fulfilment", "dunning", "reconciler", "planner", "dispatcher", "inspector")
SAMPLE_NAMESPACES = ("shop", "monitoring", "web", "batch", "jobs")
SAMPLE_WORKLOADS = ("cart", "catalog", "checkout", "report", "wiki", "git", "queue", "mail", "export", "guestbook", "redis-master",
                    "redis-replica")


def names_of(family, r, today):
    """(names, addresses, added workers) of a cluster: the first two by what the samples say. `r` draws what is of the cluster,
    `today` what is of one bundle."""
    names = dict(zip(SAMPLE_NAMESPACES, r.sample(NAMESPACES, len(SAMPLE_NAMESPACES))))
    names.update(zip(SAMPLE_WORKLOADS, r.sample(WORKLOADS, len(SAMPLE_WORKLOADS))))
    style = r.choice(STYLES)(r)
    net, host = f"10.{r.randint(64, 250)}.{r.randint(0, 250)}", r.randint(4, 60)
    added = [f"added-{i}" for i in range(r.randint(0, family.more))]
    addresses, counts = {}, {"master": 0, "worker": 0}
    for i, (machine, old) in enumerate([*family.machines.items(), *((n, n) for n in added)]):
        role = "master" if i < family.controls else "worker"
        if machine == family.joined:
            number = today.randint(20, 99)
            addresses[old] = f"{net}.{number + 150}"
            names[machine] = style(role, number, addresses[old])
            continue
        counts[role] += 1
        addresses[old] = f"{net}.{host}"
        names[machine] = style(role, counts[role], addresses[old])
        host += r.randint(1, 17)
    return names, addresses, added


# ---- plans --------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Plan:
    number: int            # of the bundle, from 1
    seed: str
    scenario: str
    cluster: int           # the number of its first bundle
    captured: dt.datetime
    first: dt.timedelta    # how far the cluster's first bundle is from its sample
    shift: dt.timedelta    # how far this one is

    def world(self):
        family, cluster = FAMILY_OF[self.scenario], f"{self.seed.rsplit('/', 1)[0]}/cluster/{self.cluster}"
        names, addresses, added = names_of(family, random.Random(cluster), random.Random(self.seed + "/names"))
        return World(cluster, self.seed, dt.datetime.fromisoformat(family.founded).replace(tzinfo=UTC), self.first, self.shift,
                     names, addresses, added)


def plans(count, seed, captured):
    """`captured`: {scenario: when its sample was captured}."""
    out = []
    for number in range(1, count + 1):
        label = f"{seed}/{number}"
        r = random.Random(label)
        earlier = [p for p in out if FAMILY_OF[p.scenario].returns and p.captured < END - PAUSE] if r.random() < RETURN else []
        if earlier:
            before = r.choice(earlier)
            again = r.random() < AGAIN
            scenario = before.scenario if again else r.choice(FAMILY_OF[before.scenario].scenarios)
            cluster, begin = before.cluster, before.captured + PAUSE
        else:
            scenario, cluster, begin = r.choice(SCENARIOS), number, BEGIN
        moment = begin + dt.timedelta(seconds=r.randrange(int((END - begin).total_seconds())))
        shift = moment.replace(microsecond=0) - captured[scenario]
        out.append(Plan(number, label, scenario, cluster, captured[scenario] + shift,
                        before.first if earlier else shift, shift))
    return out
