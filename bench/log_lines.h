// Lines of logs as a cluster in trouble writes them. Codes: Cluster::Append().
#pragma once

#include "cluster.h"

namespace bench {

// Nothing is the matter: most lines.
inline constexpr std::array kKubeletNoise = std::to_array<Template>({
    {14,
     R"(I%K    2214 kubelet.go:2453] "SyncLoop (PLEG): event for pod" pod="%N/%P" event={"ID":"%U","Type":"ContainerStarted","Data":"%x"})"},
    {8,
     R"(I%K    2214 kubelet.go:2453] "SyncLoop (PLEG): event for pod" pod="%N/%P" event={"ID":"%U","Type":"ContainerDied","Data":"%x"})"},
    {10,
     R"(I%K    2214 reconciler_common.go:253] "operationExecutor.VerifyControllerAttachedVolume started for volume \"kube-api-access-%s\" (UniqueName: \"kubernetes.io/projected/%U-kube-api-access-%s\") pod \"%P\" (UID: \"%U\") " pod="%N/%P")"},
    {9,
     R"(I%K    2214 operation_generator.go:721] "MountVolume.SetUp succeeded for volume \"config-%s\" (UniqueName: \"kubernetes.io/configmap/%U-config\") pod \"%P\" (UID: \"%U\") " pod="%N/%P")"},
    {6,
     R"(I%K    2214 pod_startup_latency_tracker.go:102] "Observed pod startup duration" pod="%N/%P" podStartSLOduration=%d.%L podCreationTimestamp="%Z" firstStartedPulling="0001-01-01 00:00:00 +0000 UTC" observedRunningTime="%T" watchObservedRunningTime="%T")"},
    {5, R"(I%K    2214 scope.go:117] "RemoveContainer" containerID="%x")"},
    {5, R"(I%K    2214 kubelet.go:2421] "SyncLoop UPDATE" source="api" pods=["%N/%P"])"},
    {5,
     R"(I%K    2214 prober.go:107] "Probe succeeded" probeType="Readiness" pod="%N/%P" podUID="%U" containerName="%A" latency="%m")"},
    {4,
     R"(I%K    2214 kubelet_volumes.go:161] "Cleaned up orphaned pod volumes dir" podUID="%u" path="/var/lib/kubelet/pods/%u/volumes")"},
    {4,
     R"(I%K    2214 reconciler_common.go:300] "Volume detached for volume \"secret-%s\" (UniqueName: \"kubernetes.io/secret/%U-secret\") on node \"%n\" DevicePath \"\"")"},
    {4,
     R"(I%K    2214 cpu_manager.go:%d] "RemoveStaleState: removing container" podUID="%u" containerName="%A")"},
    {3,
     R"(W%K    2214 reflector.go:347] object-"%N"/"config-%s": watch of *v1.ConfigMap ended with: very short watch: Unexpected watch close - watch lasted less than a second and no items received)"},
    {3,
     R"(I%K    2214 csi_attacher.go:380] kubernetes.io/csi: attacher.MountDevice STAGE_UNSTAGE_VOLUME capability not set. Skipping MountDevice... volume=vol-%h took %m)"},
    {2,
     R"(E%K    2214 remote_runtime.go:432] "ContainerStatus from runtime service failed" err="rpc error: code = NotFound desc = an error occurred when try to find container \"%x\": not found" containerID="%x")"},
});

// What signatures look for.
inline constexpr std::
    array
        kKubeletTrouble =
            std::
                to_array<Template>(
                    {
                        {38,
                         R"(E%K    2214 pod_workers.go:1300] "Error syncing pod, skipping" err="failed to \"KillPodSandbox\" for \"%U\" with KillPodSandboxError: \"rpc error: code = Unknown desc = failed to destroy network for sandbox \\\"%x\\\": plugin type=\\\"calico\\\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized\"" pod="%N/%P" podUID="%U")"},
                        {14,
                         R"(E%K    2214 remote_runtime.go:222] "StopPodSandbox from runtime service failed" err="rpc error: code = Unknown desc = failed to destroy network for sandbox \"%x\": plugin type=\"calico\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized" podSandboxID="%x")"},
                        {12,
                         R"(E%K    2214 kubelet.go:1905] failed to "KillPodSandbox" for "%U" with KillPodSandboxError: "rpc error: code = Unknown desc = failed to destroy network for sandbox \"%x\": plugin type=\"calico\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized")"},
                        {12,
                         R"(E%K    2214 pod_workers.go:1300] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"%A\" with CrashLoopBackOff: \"back-off 5m0s restarting failed container=%A pod=%P_%N(%U)\"" pod="%N/%P" podUID="%U")"},
                        {4,
                         R"(E%K    2214 pod_workers.go:1300] "Error syncing pod, skipping" err="failed to \"StartContainer\" for \"%A\" with ImagePullBackOff: \"Back-off pulling image \\\"%G\\\"\"" pod="%N/%P" podUID="%U")"},
                        {8,
                         R"(E%K    2214 reflector.go:147] object-"%N"/"config-%s": Failed to watch *v1.ConfigMap: failed to list *v1.ConfigMap: Unauthorized)"},
                        {4,
                         R"(E%K    2214 controller.go:193] "Failed to update lease" err="Put \"https://10.0.0.1:6443/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/%n?timeout=10s\": context deadline exceeded")"},
                        {3,
                         R"(E%K    2214 nestedpendingoperations.go:348] Operation for "{volumeName:kubernetes.io/csi/csi.example^vol-%h podName: nodeName:}" failed. No retries permitted until %T (durationBeforeRetry 2m2s). Error: MountVolume.SetUp failed for volume "pvc-%u" : rpc error: code = DeadlineExceeded desc = context deadline exceeded)"},
                        {2,
                         R"(E%K    2214 kubelet.go:2373] "Skipping pod synchronization" err="PLEG is not healthy: pleg was last seen active 3m%d.%Ls ago; threshold is 3m0s")"},
                        {1,
                         R"(E%K    2214 server.go:%d] "Unable to authenticate the request" err="[x509: certificate has expired or is not yet valid: current time %Z is after 2026-05-01T00:00:00Z, verifying certificate SN=%L]")"},
                    });

inline constexpr std::array kContainerd = std::to_array<Template>({
    {1000,
     R"(time="%T" level=info msg="CreateContainer within sandbox \"%x\" for container &ContainerMetadata{Name:%A,Attempt:1,}")"},
    {1000, R"(time="%T" level=info msg="StartContainer for \"%x\" returns successfully")"},
    {800, R"(time="%T" level=info msg="shim disconnected" id=%x namespace=k8s.io)"},
    {800,
     R"(time="%T" level=warning msg="cleaning up after shim disconnected" id=%x namespace=k8s.io)"},
    {600,
     R"(time="%T" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:%P,Uid:%U,Namespace:%N,Attempt:0,} returns sandbox id \"%x\"")"},
    {600, R"(time="%T" level=info msg="PullImage \"%G\" returns image reference \"sha256:%x\"")"},
    {500, R"(time="%T" level=info msg="TearDown network for sandbox \"%x\" successfully")"},
    {500,
     R"(%Z [INFO][%d] ipam/ipam_plugin.go 288: Auto assigning IP ContainerID="%x" HandleID="k8s-pod-network.%x" Workload="%n-k8s-%A-%s-eth0")"},
    {60,
     R"(time="%T" level=error msg="StopPodSandbox for \"%x\" failed" error="failed to destroy network for sandbox \"%x\": plugin type=\"calico\" failed (delete): error getting ClusterInformation: connection is unauthorized: Unauthorized")"},
    {10,
     R"(time="%T" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:%P,Uid:%U,Namespace:%N,Attempt:0,} failed, error" error="failed to setup network for sandbox \"%x\": plugin type=\"calico\" failed (add): failed to request IPv4 addresses: no IP addresses available in range set")"},
    {3,
     R"(time="%T" level=error msg="PullImage \"%G\" failed" error="failed to pull and unpack image \"%G\": write /var/lib/containerd/tmpmounts/%s: no space left on device")"},
});

inline constexpr std::array kKernel = std::to_array<Template>({
    {100, "eth0: renamed from tmp%s"},
    {100, "IPv6: ADDRCONF(NETDEV_CHANGE): cali%s%d: link becomes ready"},
    {60, "device cali%s%d entered promiscuous mode"},
    {40,
     R"(audit: type=1400 audit(%L.%d:%L): apparmor="STATUS" operation="profile_load" profile="unconfined" name="cri-containerd.apparmor.d" pid=%d comm="apparmor_parser")"},
    {2,
     "Memory cgroup out of memory: Killed process %d (%A) total-vm:%LkB, anon-rss:%LkB, "
     "file-rss:%dkB, shmem-rss:0kB, UID:1000 pgtables:%dkB oom_score_adj:984"},
});

inline constexpr std::array kGoService = std::to_array<Template>({
    {2000,
     R"({"level":"info","ts":"%T","caller":"http/server.go:%d","msg":"request completed","method":"GET","path":"/api/v1/items/%L","status":200,"duration":"%m","trace_id":"%h%h","user_id":%L})"},
    {1000,
     R"({"level":"info","ts":"%T","caller":"http/server.go:%d","msg":"request completed","method":"POST","path":"/api/v1/orders","status":201,"duration":"%m","trace_id":"%h%h","user_id":%L})"},
    {500,
     R"({"level":"debug","ts":"%T","caller":"cache/redis.go:%d","msg":"cache miss","key":"item:%L","ttl":300,"trace_id":"%h%h"})"},
    {25,
     R"({"level":"error","ts":"%T","caller":"client/grpc.go:%d","msg":"upstream call failed","error":"rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: dial tcp %a:9090: connect: connection refused\"","trace_id":"%h%h"})"},
});
inline constexpr std::array kNginx = std::to_array<Template>({
    {2000,
     R"(%a - - [23/May/2026:%H +0000] "GET /static/js/app.%h.js HTTP/1.1" 200 %L "https://shop.example/" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36" %d 0.0%d [shop-frontend-80] [] %a:8080 %L 0.0%d 200 %h%h)"},
    {2000,
     R"(%a - - [23/May/2026:%H +0000] "POST /api/v1/cart HTTP/2.0" 200 %d "-" "okhttp/4.12.0" %d 0.0%d [shop-checkout-80] [] %a:8080 %d 0.0%d 200 %h%h)"},
    {30,
     R"(2026/05/23 %H [error] %d#%d: *%L connect() failed (111: Connection refused) while connecting to upstream, client: %a, server: shop.example, request: "GET /api/v1/items/%L HTTP/2.0", upstream: "http://%a:8080/api/v1/items/%L", host: "shop.example")"},
});
inline constexpr std::array kCalico = std::to_array<Template>({
    {1000,
     "%Z [INFO][%d] felix/summary.go 100: Summarising %d dataplane reconciliation loops over 1m2s: "
     "avg=%dms longest=%dms (resync-filter-v4,resync-mangle-v4,resync-nat-v4)"},
    {800,
     R"(%Z [INFO][%d] felix/endpoint_mgr.go 602: Updating per-endpoint chains. id=proto.WorkloadEndpointID{OrchestratorId:"k8s", WorkloadId:"%N/%P", EndpointId:"eth0"})"},
    {800,
     R"(%Z [INFO][%d] felix/table.go 508: Queueing update of chain. chainName="cali-tw-cali%s" ipVersion=0x4 table="filter")"},
    {30,
     R"(%Z [ERROR][%d] felix/watchercache.go 175: Failed to perform list of current data during resync ListRoot="/calico/resources/v3/projectcalico.org/kubernetesnetworkpolicies" error=Unauthorized)"},
});
inline constexpr std::array kJava = std::to_array<Template>({
    {1200,
     "%Z INFO [http-nio-8080-exec-%d] c.e.shop.OrderController - [traceId=%h%h] Order %L accepted "
     "customer=%L items=%d total=%d.50"},
    {800,
     "%Z DEBUG [pool-3-thread-%d] o.s.jdbc.core.JdbcTemplate - Executing prepared SQL statement "
     "[select o.id, o.status from orders o where o.customer_id = ?]"},
    {400,
     "%Z INFO [kafka-coordinator-heartbeat-thread] o.a.k.c.c.internals.AbstractCoordinator - "
     "[Consumer clientId=orders-%d, groupId=orders] Sent heartbeat to coordinator %a:9092 (id: %L "
     "rack: null)"},
    {60,
     "%Z ERROR [http-nio-8080-exec-%d] c.e.shop.OrderController - order %L failed\n"
     "java.net.SocketTimeoutException: Read timed out\n"
     "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:%d)\n"
     "\tat org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:%d) "
     "~[spring-webmvc-5.3.30.jar!/:5.3.30]\n"
     "\tat "
     "java.base/java.util.concurrent.ThreadPoolExecutor$Worker.run(ThreadPoolExecutor.java:%d)"},
});
inline constexpr std::array kApiServer = std::to_array<Template>({
    {1000,
     R"(I%K       1 trace.go:236] Trace[%L]: "Update" accept:application/vnd.kubernetes.protobuf,application/json,audit-id:%u,client:%a,protocol:HTTP/2.0,resource:leases,scope:resource,url:/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/%n,user-agent:kubelet/v1.28.5 (linux/amd64) kubernetes/%s,verb:PUT (%Z) (total time: %m))"},
    {1000,
     R"(I%K       1 httplog.go:132] "HTTP" verb="GET" URI="/api/v1/namespaces/%N/pods/%P" latency="%m" userAgent="kubelet/v1.28.5 (linux/amd64) kubernetes/%s" audit-ID="%u" srcIP="%a:%d" resp=200)"},
    {25,
     R"(E%K       1 authentication.go:73] "Unable to authenticate the request" err="[invalid bearer token, service account token has expired]")"},
    {5,
     R"(W%K       1 dispatcher.go:217] Failed calling webhook, failing closed vpod.kb.io: failed calling webhook "vpod.kb.io": failed to call webhook: Post "https://vpod.shop.svc:443/validate?timeout=10s": context deadline exceeded)"},
});

// What the containers of pods write, one kind a pod.
inline constexpr std::array<std::span<const Template>, 5> kPodKinds = {kGoService, kNginx, kCalico,
                                                                       kJava, kApiServer};

}  // namespace bench
