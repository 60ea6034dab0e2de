#include <catch2/catch.hpp>

#include "support/memory_sink.h"

namespace howdunit {
namespace {

using testing::FieldOf;
using testing::ReadText;

TEST_CASE("containerd-config: every version and quoting tells the directories", "[ingest]") {
  struct Row {
    const char* text;
    const char* conf_dir;
    const char* bin_dir;
    std::int64_t line;
  };
  const std::vector<Row> rows = {
      {"[plugins.cri.cni]\nbin_dir = \"/opt/cni/bin\"\nconf_dir = \"/etc/cni/net.d\"\n",
       "/etc/cni/net.d", "/opt/cni/bin", 3},
      {"# top\nversion = 2\n\n[plugins.\"io.containerd.grpc.v1.cri\".cni]\n  bin_dir = "
       "\"/opt/cni/bin\"\n  conf_dir = \"/etc/cni/net.d\"  # why\n",
       "/etc/cni/net.d", "/opt/cni/bin", 6},
      {"version = 3\nimports = []\n[plugins.'io.containerd.cri.v1.runtime'.cni]\n  bin_dirs = "
       "['/opt/cni/bin', '/x']\n  conf_dir = '/etc/cni/net.d'\n",
       "/etc/cni/net.d", "/opt/cni/bin,/x", 5},
      {"version = 2\n[plugins]\n  [plugins.\"io.containerd.grpc.v1.cri\"]\n"
       "    cni.conf_dir = \"/a\"\n",
       "/a", "", 4},
      {"version = 2\n[plugins.\"io.containerd.grpc.v1.cri\"]\n"
       "  cni = { conf_dir = \"/a\", bin_dir = \"/b\" }\n",
       "/a", "/b", 3},
      {"version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".cni]\n"
       "  bin_dir = \"${SNAP_DATA}/opt/cni/bin\"\n  conf_dir = \"${SNAP_DATA}/args/cni-network\"\n",
       "${SNAP_DATA}/args/cni-network", "${SNAP_DATA}/opt/cni/bin", 4},
      {"version = 2\n{{ template \"base\" . }}\n[plugins.\"io.containerd.grpc.v1.cri\".cni]\n"
       "  conf_dir = \"{{ .NodeConfig.AgentConfig.CNIConfDir }}\"\n",
       "{{ .NodeConfig.AgentConfig.CNIConfDir }}", "", 4},
      {"version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".cni]\n  max_conf_num = 1\n", "", "", 2},
      {"version = 3\n[plugins.'io.containerd.cri.v1.runtime'.cni]\n  bin_dirs = [\n    '/a',\n"
       "    '/b', # last\n  ]\n  conf_dir = '/c'\n",
       "/c", "/a,/b", 7},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const auto out = ReadText(row.text, "config.toml");
    CHECK(out.formats == std::vector<std::string>{"containerd-config"});
    const auto configs = out.All<RuntimeConfigRecord>();
    REQUIRE(configs.size() == 1);
    CHECK(configs[0].runtime == "containerd");
    CHECK(configs[0].conf_dir.str() == row.conf_dir);
    CHECK(configs[0].bin_dir.str() == row.bin_dir);
    CHECK(configs[0].source.line == row.line);
  }
}

TEST_CASE("containerd-config: other sections do not count, runtime classes do", "[ingest]") {
  const auto out = ReadText(
      "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".containerd.runtimes.kata]\n"
      "  cni_conf_dir = \"/kata\"\n"
      "[plugins.\"io.containerd.grpc.v1.cri\".containerd.runtimes.runc]\n  cni_conf_dir = \"\"\n"
      "[plugins.\"io.containerd.other\".cni]\n  conf_dir = \"/no\"\n");
  const auto configs = out.All<RuntimeConfigRecord>();
  REQUIRE(configs.size() == 1);
  CHECK(configs[0].conf_dir == "/kata");
  CHECK(configs[0].source.note == "for runtime class kata");
}

TEST_CASE("containerd-config: who manages cgroups, and the plugins that are off", "[ingest]") {
  struct Row {
    const char* text;
    const char* path;
    const char* value;
  };
  for (
      const Row& row : std::vector<Row>{
          {"version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".containerd.runtimes.runc.options]\n"
           "  SystemdCgroup = false\n",
           "runtimes.runc.SystemdCgroup", "false"},
          {"version = 3\n[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]\n"
           "  options = { SystemdCgroup = true }\n",
           "runtimes.runc.SystemdCgroup", "true"},
          {"[plugins.cri]\n  systemd_cgroup = true # both\n", "systemd_cgroup", "true"},
          {"version = 2\ndisabled_plugins = [\"cri\", \"aufs\"]\n", "disabled_plugins", "cri,aufs"},
      }) {
    INFO(row.text);
    const auto out = ReadText(row.text, "n1/etc/containerd/config.toml");
    const auto objects = out.All<ObjectRecord>();
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].kind == "ContainerdConfig");
    CHECK(objects[0].name == "/etc/containerd/config.toml");
    REQUIRE(objects[0].fields.size() == 1);
    CHECK(FieldOf(objects[0], row.path) == row.value);
  }
}

TEST_CASE("containerd-config: what is not set, or a template leaves open, is no setting",
          "[ingest]") {
  const auto out = ReadText(
      "version = 2\ndisabled_plugins = []\n# SystemdCgroup = true\n"
      "[plugins.\"io.containerd.grpc.v1.cri\".containerd.runtimes.runc.options]\n"
      "  SystemdCgroup = {{ .SystemdCgroup }}\n"
      "[plugins.\"other\".containerd.runtimes.runc.options]\n  SystemdCgroup = true\n"
      "[plugins.\"io.containerd.grpc.v1.cri\".containerd.runtimes.runc.options]\n  SystemdCg");
  CHECK(out.All<ObjectRecord>().empty());
}

TEST_CASE("a kubelet's configuration tells who manages cgroups", "[ingest]") {
  const auto objects = ReadText(
                           "apiVersion: kubelet.config.k8s.io/v1beta1\n"
                           "kind: KubeletConfiguration\ncgroupDriver: systemd\n"
                           "clusterDNS:\n- 10.96.0.10\n")
                           .All<ObjectRecord>();
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].kind == "KubeletConfiguration");
  CHECK(FieldOf(objects[0], "cgroupDriver") == "systemd");
}

TEST_CASE("crio-config: the network section tells the directories", "[ingest]") {
  const auto out = ReadText(
      "# crio\n[crio]\nlog_level = \"info\"\n[crio.network]\n# cni_default_network = \"\"\n"
      "network_dir = \"/etc/cni/net.d/\"\nplugin_dirs = [\n\t\"/opt/cni/bin/\",\n\t\"/usr\",\n]\n");
  CHECK(out.formats == std::vector<std::string>{"crio-config"});
  const auto configs = out.All<RuntimeConfigRecord>();
  REQUIRE(configs.size() == 1);
  CHECK(configs[0].runtime == "cri-o");
  CHECK(configs[0].conf_dir == "/etc/cni/net.d/");
  CHECK(configs[0].bin_dir == "/opt/cni/bin/,/usr");
  CHECK(configs[0].source.line == 6);
}

TEST_CASE("crio-config: a section with comments only states the defaults by leaving them out",
          "[ingest]") {
  const auto configs =
      ReadText("[crio.network]\n# network_dir = \"/x\"\n").All<RuntimeConfigRecord>();
  REQUIRE(configs.size() == 1);
  CHECK(configs[0].conf_dir.empty());
}

TEST_CASE("cni-config: a list names its plugins and the kubeconfig's line", "[ingest]") {
  const auto out = ReadText(
      "{\n  \"name\": \"k8s-pod-network\",\n  \"cniVersion\": \"0.3.1\",\n  \"plugins\": [\n"
      "    {\n      \"type\": \"calico\",\n      \"ipam\": {\"type\": \"calico-ipam\"},\n"
      "      \"kubernetes\": {\n        \"kubeconfig\": \"/etc/cni/net.d/calico-kubeconfig\"\n"
      "      }\n    },\n    {\"type\": \"portmap\", \"snat\": true}\n  ]\n}\nafter\n");
  CHECK(out.formats == std::vector<std::string>{"cni-config", ""});
  const auto configs = out.All<CniConfigRecord>();
  REQUIRE(configs.size() == 1);
  CHECK(configs[0].network == "k8s-pod-network");
  CHECK(configs[0].source.line == 2);
  CHECK(configs[0].plugins == "calico,portmap");
  CHECK(configs[0].kubeconfig == "/etc/cni/net.d/calico-kubeconfig");
  CHECK(configs[0].kubeconfig_source.line == 9);
  CHECK(configs[0].kubeconfig_source.text.str() ==
        "        \"kubeconfig\": \"/etc/cni/net.d/calico-kubeconfig\"");
}

TEST_CASE("cni-config: multus and flannel read too", "[ingest]") {
  auto configs = ReadText(R"({"cniVersion":"0.3.1","name":"multus-cni-network","type":"multus",)"
                          R"("kubeconfig":"/etc/cni/net.d/multus.d/multus.kubeconfig",)"
                          R"("delegates":[{"type":"calico"}]})")
                     .All<CniConfigRecord>();
  REQUIRE(configs.size() == 1);
  CHECK(configs[0].plugins == "multus");
  CHECK(configs[0].kubeconfig == "/etc/cni/net.d/multus.d/multus.kubeconfig");
  configs = ReadText(R"({"name":"cbr0","cniVersion":"0.3.1","plugins":[{"type":"flannel",)"
                     R"("delegate":{"isDefaultGateway":true}},{"type":"portmap"}]})")
                .All<CniConfigRecord>();
  REQUIRE(configs.size() == 1);
  CHECK(configs[0].plugins == "flannel,portmap");
  CHECK(configs[0].kubeconfig.empty());
}

TEST_CASE("cni-config: broken JSON is a problem", "[ingest]") {
  const auto out = ReadText("{\n \"cniVersion\": \"0.3.1\",\n \"type\": \"calico\",,\n}\n");
  CHECK(out.All<CniConfigRecord>().empty());
  REQUIRE(out.All<ProblemRecord>().size() == 1);
  CHECK(out.All<ProblemRecord>()[0].reason.starts_with("the CNI configuration is broken: "));
}

}  // namespace
}  // namespace howdunit
