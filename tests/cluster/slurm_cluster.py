"""A Slurm of two nodes on this machine, in a folder of its own: munged, slurmctld and two slurmd on free ports of loopback.

Needs root, and the packages slurm-wlm and munge. Everything ends with the `with` block, or with this process if that is killed."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PROGRAMS = ("munged", "munge", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel")
SBIN = "/usr/sbin:/sbin"
START = 60  # seconds until all must answer
NODES = ("n1", "n2")
PR_SET_PDEATHSIG = 1
# A step outlives its daemon, as a machine's processes do not outlive the machine: so each node is a world of processes that
# ends with its daemon.
AS_A_MACHINE = ("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")

CONFIG = """\
ClusterName=howdunit
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.sock,cred_expire=5
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
ReturnToService=2
SlurmdTimeout=10
MinJobAge=3600
MaxArraySize=10001
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1,bf_interval=1
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 RealMemory=8000
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 RealMemory=8000
PartitionName=all Nodes=n[1-2] Default=YES MaxTime=INFINITE State=UP
"""


def missing():
    """Why there can be no cluster here; "" if there can."""
    path = f"{os.environ.get('PATH', '')}:{SBIN}"
    absent = [p for p in PROGRAMS if not shutil.which(p, path=path)]
    if absent:
        return f"{', '.join(absent)} not installed (Debian: apt-get install slurm-wlm munge)"
    return "" if os.geteuid() == 0 else "only root can start Slurm's daemons"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def _ends_with_its_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def variable(pid, name):
    """A variable of a process's environment."""
    with open(f"/proc/{pid}/environ", encoding="utf-8") as f:
        return dict(v.split("=", 1) for v in f.read().split("\0") if "=" in v)[name]


class Slurm:
    def __init__(self):
        # Short: the path of munge's socket has a limit.
        self.folder = tempfile.mkdtemp(prefix="howdunit-slurm-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.daemons, self.nodes = [], {}
        self.environment = dict(os.environ, SLURM_CONF=f"{self.folder}/slurm.conf", PATH=f"{os.environ['PATH']}:{SBIN}")

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        for name in ("state", *(f"spool-{n}" for n in NODES)):
            os.mkdir(f"{self.folder}/{name}")
        with open(f"{self.folder}/munge.key", "wb") as f:
            f.write(os.urandom(128))
        os.chmod(f"{self.folder}/munge.key", 0o400)
        with open(f"{self.folder}/slurm.conf", "w", encoding="utf-8") as f:
            f.write(CONFIG.format(host=socket.gethostname().split(".")[0], folder=self.folder, ports=free_ports(3)))
        self._daemon("munged", "--foreground", "--num-threads=2", *(
            f"--{option}={self.folder}/{name}" for option, name in (
                ("key-file", "munge.key"), ("socket", "munge.sock"), ("pid-file", "munged.pid"), ("log-file", "munged.log"),
                ("seed-file", "munged.seed"))))
        self._until("munged", lambda: self.run("munge", "-n", "-S", f"{self.folder}/munge.sock").returncode == 0)
        self._daemon("slurmctld", "-D", "-i")
        machine = AS_A_MACHINE if self.run(*AS_A_MACHINE, "true").returncode == 0 else ()
        for node in NODES:
            self.nodes[node] = self._daemon(*machine, "slurmd", "-D", "-N", node)
        self._until("slurmd", lambda: self.run("sinfo", "--noheader", "--format=%T").stdout.split() == ["idle"])

    def _daemon(self, *command):
        """Starts a daemon that ends with this process."""
        with open(f"{self.folder}/{command[0]}.out", "a", encoding="utf-8") as log:
            self.daemons.append(subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                 preexec_fn=_ends_with_its_parent))
        return self.daemons[-1]

    def _until(self, name, answers):
        for _ in range(10 * START):
            if answers():
                return
            ended = [d for d in self.daemons if d.poll() is not None]
            if ended:
                break
            time.sleep(0.1)
        raise RuntimeError(f"{name} does not answer\n{self.logs()}")

    def logs(self):
        """The ends of the daemons' logs, for when something goes wrong."""
        return "\n".join(self.run("sh", "-c", f"tail -n 8 {self.folder}/*.log {self.folder}/*.out").stdout.splitlines())

    def run(self, *command, **more):
        """Runs a command that sees this cluster."""
        environment = dict(self.environment, **more)
        return subprocess.run(command, env=environment, check=False, text=True, capture_output=True)

    def lose(self, node):
        """The power of a node fails."""
        self.nodes[node].kill()

    # -- jobs ------------------------------------------------------------------------------------

    def job(self, number):
        """What scontrol says of a job: {field: value}."""
        fields = self.run("scontrol", "--oneliner", "show", "job", str(number)).stdout.splitlines()
        return dict(f.split("=", 1) for f in fields[0].split() if "=" in f) if fields else {}

    def wait(self, number, seconds):
        """The exit code of a job, when it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            job = self.job(number)
            if job.get("JobState") in ("COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL"):
                return int(job["ExitCode"].split(":")[0])
            time.sleep(0.2)
        raise RuntimeError(f"job {number} has not ended\n{self.run('squeue').stdout}{self.logs()}")

    def processes(self, words):
        """The processes of this cluster whose command line has all the words in a row."""
        out = []
        mine, wanted = f"SLURM_CONF={self.folder}/".encode(), b"\0".join(w.encode() for w in words)
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/environ", "rb") as f:
                    environment = f.read()
                with open(f"/proc/{pid}/cmdline", "rb") as f:
                    command = f.read()
            except OSError:  # it has ended
                continue
            if mine in environment and wanted in command and int(pid) != os.getpid():
                out.append(int(pid))
        return out

    def __exit__(self, *_):
        self.run("scancel", "--user=root")
        for node in self.nodes:
            self.lose(node)
        for daemon in self.daemons:
            daemon.terminate()
        for daemon in self.daemons:
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        for pid in self.processes([""]):  # steps outlive their daemon
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
