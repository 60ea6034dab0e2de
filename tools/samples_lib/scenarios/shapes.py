"""Shapes of clusters that scenarios share."""

import datetime as dt

from ..managed import Cluster, Node, utc
from ..world import HERE

CDT = dt.timezone(dt.timedelta(hours=-5))
CST = dt.timezone(dt.timedelta(hours=-6))


def classic_2021(title, captured, names=("10.188.156.137", "10.188.156.151", "10.188.156.168")):
    """IKS 1.21: Calico in kube-system; describe prints -0500."""
    nodes = [Node(n, utc("2021-06-14 15:20:11"), utc(f"2021-09-20 07:1{i}:42")) for i, n in enumerate(names + HERE.more_workers)]
    return Cluster(title, utc(captured), nodes, CDT, "v1.21.5+IKS", "v3.19.3", "kube-system", "Ubuntu 18.04.6 LTS",
                   "4.15.0-159-generic", "containerd://1.5.7")


def operator_2024(title, captured, names=("10.94.227.12", "10.94.227.28", "10.94.227.48", "10.94.227.61")):
    """IKS 1.29: the Tigera operator runs Calico in calico-system."""
    nodes = [Node(n, utc("2023-11-02 10:41:07"), utc(f"2024-02-05 03:2{i}:18")) for i, n in enumerate(names + HERE.more_workers)]
    return Cluster(title, utc(captured), nodes, CST, "v1.29.1+IKS", "v3.26.4", "calico-system", "Ubuntu 20.04.6 LTS",
                   "5.4.0-170-generic", "containerd://1.7.11")
