#include <map>
#include <utility>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "codec/sha256.h"
#include "core/text.h"
#include "report/incident.h"

namespace howdunit::testing {
namespace {

using nlohmann::json;

// What people put into evidence to break out of a cell, a string or an element: a formula, quotes,
// line ends, the end of a CDATA section, ESC, and what turns the direction of writing.
const std::string kHostile =
    "=cmd|' /C calc'!A0 \"quoted\"; a,b\n]]> <x a='1'> & \x1b[31m \xE2\x80\xAEtxt \xEF\xBF\xBF {0} "
    "[here](http://evil.example/)";

// The same where control characters are made visible.
const std::string kVisible =
    "=cmd|' /C calc'!A0 \"quoted\"; a,b\n]]> <x a='1'> & \\x1b[31m \\u202etxt \xEF\xBF\xBF {0} "
    "[here](http://evil.example/)";

// The incident, after `changes`: assignments to columns of a table's row. `:text` is `text`.
Database OpenWith(const std::vector<std::string>& changes, const std::string& text = kHostile) {
  Database database = OpenIncident();
  const std::string literal = "'" + ReplaceAll(text, "'", "''") + "'";
  for (const std::string& change : changes) {
    REQUIRE(database.Execute("UPDATE " + ReplaceAll(change, ":text", literal)));
  }
  return database;
}

// CSV by the letter of RFC 4180, with LF: rows of cells. Strict: a quote where none may stand
// fails.
std::vector<std::vector<std::string>> ParseCsv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && text[i + 1] == '"') {
      row.back() += text[i++];
    } else if (c == '"') {
      REQUIRE((quoted || row.back().empty()));
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      row.emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back(std::exchange(row, {""}));
    } else {
      row.back() += c;
    }
  }
  REQUIRE_FALSE(quoted);
  REQUIRE(row == std::vector<std::string>{""});  // the last line has its end
  return rows;
}

// The rows below the header, each by column.
std::vector<std::map<std::string, std::string>> Table(const std::string& text) {
  const auto rows = ParseCsv(text);
  REQUIRE_FALSE(rows.empty());
  std::vector<std::map<std::string, std::string>> table;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    REQUIRE(rows[i].size() == rows[0].size());
    for (std::size_t column = 0; column < rows[0].size(); ++column) {
      if (column == 0) table.emplace_back();
      table.back()[rows[0][column]] = rows[i][column];
    }
  }
  return table;
}

std::vector<json> Lines(const std::string& text) {
  std::vector<json> lines;
  for (const std::string_view line : Split(TrimRight(text), '\n')) {
    lines.push_back(json::parse(line));
  }
  return lines;
}

json Sarif(const Database& database) {
  const json document = json::parse(Render(database, "findings.sarif"));
  REQUIRE(document["version"] == "2.1.0");
  REQUIRE(document["runs"].size() == 1);
  return document["runs"][0];
}

const json& ResultOf(const json& run, const std::string& rule) {
  for (const json& result : run["results"]) {
    if (result["ruleId"] == rule) return result;
  }
  FAIL("no result of " << rule);
  return run;
}

// The lines of the test case whose name begins with `rule`.
std::string TestCase(const std::string& xml, const std::string& rule) {
  const std::size_t name = xml.find(" name=\"" + rule);
  REQUIRE(name != std::string::npos);
  const std::size_t begin = xml.rfind("    <testcase", name);
  const std::size_t end = std::min(xml.find("\n    <testcase", name), xml.find("\n  </testsuite>"));
  return xml.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("timeline.csv: a row has both ends of its ranges, and its evidence") {
  const auto rows = Table(Render(OpenIncident(), "timeline.csv"));
  REQUIRE(rows.size() == 7);
  CHECK(rows[3].at("message") == "2 pods are asked to terminate");
  CHECK(rows[3].at("datetime") == "2026-05-23T02:01:00.000000+00:00");
  CHECK(rows[3].at("timestamp_desc") == "Occurrence (resolved from an age)");
  CHECK(rows[3].at("evidence") == "pods.txt:12; pods.txt:13");
  CHECK(rows[3].at("until_earliest").empty());
  CHECK(rows[4].at("timestamp_desc") == "First occurrence (resolved from an age)");
  CHECK(rows[4].at("earliest") == "2026-05-23T02:01:10.000000+00:00");
  CHECK(rows[4].at("latest") == "2026-05-23T02:01:16.000000+00:00");
  CHECK(rows[4].at("until_earliest") == "2026-05-23T02:45:54.000000+00:00");
  CHECK(rows[4].at("until_latest") == "2026-05-23T02:45:56.000000+00:00");
  CHECK(rows[4].at("basis") == "age");
  CHECK(rows[4].at("node") == "k8s01");
  CHECK(rows[4].at("count") == "185");
  CHECK(rows[4].at("evidence") == "describe-pod.txt:88");
  CHECK(rows[4].at("howdunit_version") == "1.2.3");
  CHECK(rows[6].at("latest") == "2026-05-23T02:31:01.500000+00:00");
}

TEST_CASE("timeline.csv: no cell is a formula, and nothing in it is invisible") {
  const auto rows =
      Table(Render(OpenWith({"timeline SET text = :text WHERE id = 1"}), "timeline.csv"));
  CHECK(rows[0].at("message") == "'" + kVisible);
  CHECK(rows[0].at("timestamp_desc") == "Occurrence (modification time of a file)");
  for (const std::string begin : {"=", "+", "-", "@", "\t", "\n"}) {
    const Database database = OpenWith({"timeline SET node = :text WHERE id = 1"}, begin + "1");
    CHECK(Table(Render(database, "timeline.csv"))[0].at("node") == "'" + begin + "1");
  }
  const Database database = OpenWith({"timeline SET node = :text WHERE id = 1"}, "\r=1");
  CHECK(Table(Render(database, "timeline.csv"))[0].at("node") == "\\x0d=1");
}

TEST_CASE("timeline.jsonl: what lasted has a line for its end") {
  const std::vector<json> lines = Lines(Render(OpenIncident(), "timeline.jsonl"));
  REQUIRE(lines.size() == 8);
  CHECK(lines[4] ==
        json{{"tag", {"howdunit"}},
             {"datetime", "2026-05-23T02:01:10.000000+00:00"},
             {"timestamp", 1779501670000000},
             {"timestamp_desc", "First occurrence (resolved from an age)"},
             {"message", "KillPodSandbox fails: connection is unauthorized: Unauthorized"},
             {"node", "k8s01"},
             {"basis", "age"},
             {"count", 185},
             {"earliest", "2026-05-23T02:01:10.000000+00:00"},
             {"latest", "2026-05-23T02:01:16.000000+00:00"},
             {"evidence", {"describe-pod.txt:88"}}});
  CHECK(lines[5]["timestamp_desc"] == "Last occurrence (resolved from an age)");
  CHECK(lines[5]["timestamp"] == 1779504354000000);
  CHECK(lines[5]["latest"] == "2026-05-23T02:45:56.000000+00:00");
  CHECK(lines[7]["timestamp_desc"] == "Occurrence (stated)");
  CHECK(lines[7]["message"] == "| <script>\n@team");
}

TEST_CASE("actions: the advice of the review in its order, for the findings that give it") {
  const auto rows = Table(Render(OpenIncident(), "actions.csv"));
  REQUIRE(rows.size() == 6);
  std::vector<std::string> kinds;
  for (const auto& row : rows) kinds.push_back(row.at("id") + " " + row.at("kind"));
  CHECK(kinds == std::vector<std::string>{"A1 remedy", "A2 remedy", "A3 verify", "A4 verify",
                                          "A5 prevent", "A6 prevent"});
  CHECK(rows[0].at("text") == "Make /etc/cni/net.d a link to the directory that containerd reads");
  CHECK(rows[0].at("command") ==
        "ln -s /var/snap/microk8s/current/args/cni-network /etc/cni/net.d");
  CHECK(rows[0].at("findings") ==
        "F5 (likely): On k8s01, install-cni writes to a directory that containerd does not read");
  CHECK(rows[4].at("priority") == "high");
  CHECK(rows[4].at("owner").empty());
  CHECK(rows[4].at("due").empty());
  const json document = json::parse(Render(OpenIncident(), "actions.json"));
  CHECK(document["schema"] == "howdunit/actions/1");
  REQUIRE(document["actions"].size() == 6);
  CHECK(document["actions"][5] ==
        json{{"id", "A6"},
             {"kind", "prevent"},
             {"text",
              "Compare the pod that the CNI token is bound to with the running calico-node pod."},
             {"command", "howdunit check kubeconfig FILE"},
             {"priority", "medium"},
             {"findings",
              {{{"id", "F4"},
                {"title", "The CNI token on k8s01 is bound to a pod that no longer exists"},
                {"verdict", "confirmed"}}}},
             {"owner", ""},
             {"due", ""}});
}

TEST_CASE("findings.sarif: what was found is a result, what is only possible is open") {
  const json run = Sarif(OpenIncident());
  std::map<std::string, std::string> found;
  for (const json& result : run["results"]) {
    found[result["ruleId"]] =
        result["kind"].get<std::string>() + " " + result["level"].get<std::string>();
    CHECK(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] ==
          result["ruleId"]);
  }
  CHECK(found == std::map<std::string, std::string>{{"anti-affinity-deadlock", "fail warning"},
                                                    {"clock-skew", "open none"},
                                                    {"cni-delete-unauthorized", "fail error"},
                                                    {"cni-directory-diverged", "fail warning"},
                                                    {"cni-kubeconfig-path-mismatch", "fail error"},
                                                    {"cni-token-pod-deleted", "fail error"},
                                                    {"pods-stuck-terminating", "fail error"},
                                                    {"pods-unschedulable", "fail warning"}});
  CHECK(run["tool"]["driver"]["name"] == "howdunit");
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  CHECK(run["tool"]["driver"]["rules"].size() == 10);
}

TEST_CASE("findings.sarif: a result tells its answer, its lines and whose bytes they are") {
  const json run = Sarif(OpenIncident());
  const json& result = ResultOf(run, "pods-unschedulable");
  CHECK(result["message"]["text"] ==
        "1 replacement pod is Pending. pvc-1-rep-0-new is Pending: 1 node(s) didn't match pod "
        "anti-affinity rules, 2 node(s) didn't match Pod's node affinity/selector.");
  REQUIRE(result["locations"].size() == 1);
  const json& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "describe-pod.txt");
  CHECK(place["artifactLocation"]["uriBaseId"] == "B1");
  CHECK(place["region"]["startLine"] == 110);
  CHECK(place["region"]["endLine"] == 112);
  CHECK(place["region"]["snippet"]["text"].get<std::string>().starts_with("Warning  Failed"));
  REQUIRE(result["relatedLocations"].size() == 1);
  CHECK(result["relatedLocations"][0]["message"]["text"] == "speaks for it");
  const json& artifact = run["artifacts"][place["artifactLocation"]["index"].get<std::size_t>()];
  CHECK(artifact == json{{"location", {{"uri", "describe-pod.txt"}, {"uriBaseId", "B1"}}},
                         {"length", 9000},
                         {"hashes", {{"sha-256", "1a"}}}});
  CHECK(run["originalUriBaseIds"]["B1"]["description"]["text"] ==
        "k8s01-incident.tar.gz, sha256 "
        "7879e1aeb31c71647879e1aeb31c71647879e1aeb31c71647879e1aeb31c7164");
  const json& clock = ResultOf(run, "clock-skew");
  CHECK(clock["relatedLocations"][0]["message"]["text"] == "speaks against it");
}

TEST_CASE("findings.sarif: evidence makes no placeholder, no link and no other path") {
  const json run = Sarif(
      OpenWith({"finding SET title = :text, mechanism = :text WHERE id = 4",
                "statement SET text = :text WHERE id = 4", "source SET text = :text WHERE id = 4",
                "member SET path = '/a b:c' || char(10) || '%{' WHERE id = 3"}));
  const json& result = ResultOf(run, "cni-token-pod-deleted");
  const std::string message =
      ReplaceAll(ReplaceAll(kVisible, "{0}", "{{0}}"), "[here](", "[here\\](");
  CHECK(result["message"]["text"].get<std::string>().starts_with(message + ". " + message + "."));
  CHECK(run["tool"]["driver"]["rules"][3]["help"]["text"] == message);
  const json& place = result["locations"][0]["physicalLocation"];
  CHECK(place["region"]["snippet"]["text"] == kVisible);
  CHECK(place["artifactLocation"]["uri"] == "%2Fa%20b%3Ac%0A%25%7B");
}

TEST_CASE("findings.sarif: a fingerprint is of the rule and the subject, not of the time") {
  const auto fingerprint = [](const Database& database) {
    const json run = Sarif(database);
    return ResultOf(run, "cni-delete-unauthorized")["partialFingerprints"]["ruleAndSubject/v1"]
        .get<std::string>();
  };
  const std::string before = fingerprint(OpenIncident());
  CHECK(before == Sha256::Of("cni-delete-unauthorized\nnode=k8s01\ncomponent=calico"));
  CHECK(fingerprint(OpenWith({"finding SET first_earliest = 1, count = 9, title = 'x'"})) ==
        before);
  CHECK(fingerprint(OpenWith({"finding SET node = 'k8s02'"})) != before);
}

TEST_CASE("findings.sarif: times of a result are its properties, null if not known") {
  const json run = Sarif(OpenIncident());
  CHECK(ResultOf(run, "cni-delete-unauthorized")["properties"] ==
        json{{"finding", "F1"},
             {"kind", "symptom"},
             {"verdict", "confirmed"},
             {"severity", "critical"},
             {"first", "2026-05-23T02:01:10.000000+00:00"},
             {"last", "2026-05-23T02:45:56.000000+00:00"}});
  CHECK(ResultOf(run, "cni-token-pod-deleted")["properties"]["first"].is_null());
}

TEST_CASE("findings.sarif: a rule with several findings is not described by the subject of one") {
  const json run = Sarif(OpenWith({"finding SET rule = 'clock-skew' WHERE id IN (4, 8)"}));
  const json& rules = run["tool"]["driver"]["rules"];
  CHECK(rules[3]["id"] == "clock-skew");
  CHECK(rules[3]["shortDescription"]["text"] == "clock skew.");
  CHECK(rules[0]["shortDescription"]["text"] ==
        "The Calico CNI plugin is refused with 401 when pods are torn down on k8s01.");
}

TEST_CASE("findings.junit.xml: found fails, open is skipped, ruled out passes") {
  const std::string xml = Render(OpenIncident(), "findings.junit.xml");
  CHECK(Contains(xml,
                 "<testsuite name=\"howdunit\" tests=\"10\" failures=\"7\" errors=\"0\" "
                 "skipped=\"2\">\n"));
  CHECK(TestCase(xml, "pods-unschedulable") ==
        "    <testcase classname=\"symptom\" name=\"pods-unschedulable (namespace openebs)\">\n"
        "      <failure type=\"confirmed\" message=\"1 replacement pod is Pending\">"
        "pvc-1-rep-0-new is Pending: 1 node(s) didn't match pod anti-affinity rules, 2 node(s) "
        "didn't match Pod's node affinity/selector. [describe-pod.txt:110-112; pods.txt:20]"
        "</failure>\n    </testcase>");
  CHECK(TestCase(xml, "cni-token-expired") ==
        "    <testcase classname=\"cause\" name=\"cni-token-expired (node k8s01)\"/>");
  CHECK(TestCase(xml, "sa-signing-key-rotated") ==
        "    <testcase classname=\"cause\" name=\"sa-signing-key-rotated\">\n"
        "      <skipped message=\"undetermined: missing is the API server's public keys\">"
        "Missing: the API server's public keys\n  kubectl get --raw /openid/v1/jwks</skipped>\n"
        "    </testcase>");
  CHECK(Contains(TestCase(xml, "clock-skew"),
                 "<skipped message=\"possible: The clock of k8s01 | &lt;b&gt;differs&lt;/b&gt; "
                 "from that of the API server\">"));
}

TEST_CASE("findings.junit.xml: hostile text is text, and XML") {
  const std::string xml = Render(OpenWith({"finding SET title = :text WHERE id = 4",
                                           "statement SET text = :text WHERE id = 4"}),
                                 "findings.junit.xml");
  const std::string content =
      "=cmd|' /C calc'!A0 &quot;quoted&quot;; a,b\n]]&gt; &lt;x a='1'&gt; &amp; \\x1b[31m "
      "\\u202etxt \\uffff {0} [here](http://evil.example/)";
  const std::string found = TestCase(xml, "cni-token-pod-deleted");
  CHECK(Contains(found,
                 " message=\"" + ReplaceAll(content, "\n", "&#10;") + "\">" + content + ". ["));
}

TEST_CASE("exports: nothing found is a file too, and one that may be replaced") {
  const std::vector<std::string> names = {"timeline.csv",   "actions.csv",    "actions.json",
                                          "timeline.jsonl", "findings.sarif", "findings.junit.xml"};
  for (const std::string& name : names) {
    const std::string healthy = Render(OpenHealthy(), name);
    // What OutputFolder looks for before it replaces a file.
    CHECK((healthy.empty() || Contains(healthy.substr(0, 512), "howdunit")));
    CHECK(Contains(Render(OpenIncident(), name).substr(0, 512), "howdunit"));
  }
  CHECK(Table(Render(OpenHealthy(), "timeline.csv")).empty());
  CHECK(Render(OpenHealthy(), "timeline.jsonl").empty());
  CHECK(Sarif(OpenHealthy())["results"] == json::array());
}

}  // namespace howdunit::testing
