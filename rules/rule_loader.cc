#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "codec/sha256.h"
#include "codec/yaml.h"
#include "core/embedded.h"
#include "core/profile.h"
#include "core/text.h"
#include "rules/common_selects.h"
#include "rules/needed_hits.h"
#include "rules/rule.h"
#include "rules/schema.h"

namespace howdunit {

const std::vector<EmbeddedFile>& RuleFiles();

namespace {

// Rule files are written by people: they are small, or they are a mistake.
constexpr DocumentLimits kRuleLimits{
    .bytes = 1U << 20U, .depth = 16, .aliases = 20, .nodes = 20'000, .scalar_bytes = 256U << 10U};

Error At(const std::string& file, std::int64_t line, const std::string& problem) {
  return Error{file + ":" + std::to_string(line) + ": " + problem};
}

std::string IdOf(const std::string& name) { return std::filesystem::path(name).stem().string(); }

// What files of a kind have in common.
struct FileKind {
  std::string_view schema;
  std::string_view last_key;  // what only `rules lint` and `rules test` look at, to the end
};

constexpr FileKind kRuleFile{.schema = "rule.schema.json", .last_key = "\ntests:"};
constexpr FileKind kSignatureFile{.schema = "signature.schema.json", .last_key = "\nexamples:"};

Result<Document> ParseFile(const std::string& name, std::string_view text, const FileKind& kind,
                           BookUse use) {
  if (use == BookUse::kRun) text = text.substr(0, text.find(kind.last_key));
  auto documents = ParseYaml(text, 1, kRuleLimits);
  if (!documents) return Error{name + ": " + documents.error().message};
  if (documents->size() != 1) return At(name, 1, "expected one YAML document");
  if (use == BookUse::kCheck) TRY(CheckSchema(name, documents->front(), kind.schema));
  return std::move(documents->front());
}

std::vector<std::string> Texts(const Node& list) {
  std::vector<std::string> texts;
  for (const Node& item : list.items) texts.push_back(item.text);
  return texts;
}

void AddActions(const Node& rule, const std::string& kind, std::vector<Action>& actions) {
  for (const Node& item : rule[kind].items) {
    actions.push_back({.kind = kind,
                       .does = item["do"].text,
                       .runs = item["run"].text,
                       .priority = item["priority"].text});
  }
}

std::map<std::string, std::string> Map(const Node& node) {
  std::map<std::string, std::string> map;
  for (const auto& [key, value] : node.members) map[key] = value.text;
  return map;
}

// In every question of the rule.
Result<void> PutCommonSelects(const Node& with, Rule& rule) {
  if (with.is_null()) return {};
  std::vector<std::pair<std::string, std::string>> selects;
  for (const auto& [name, select] : with.members) selects.emplace_back(name, select.text);
  const CommonSelects common(std::move(selects));
  std::vector<std::string*> questions = {&rule.subject};
  for (Check& check : rule.checks) {
    questions.insert(questions.end(), {&check.yes, &check.no, &check.covered});
  }
  for (TimelineQuery& timeline : rule.timeline) questions.push_back(&timeline.query);
  std::vector<std::string> bare;
  for (std::string* question : questions) {
    bare.push_back(*question);
    *question = common.Before(*question);
  }
  const std::string unused = common.UnusedIn(bare);
  if (!unused.empty()) {
    return At(rule.file, with.LineOf(unused), "with: no question names \"" + unused + "\"");
  }
  return {};
}

// References between the parts of one rule.
Result<void> CheckReferences(const Rule& rule) {
  std::set<std::string> ids;
  for (const Check& check : rule.checks) {
    if (!ids.insert(check.id).second) {
      return At(rule.file, check.line, "check \"" + check.id + "\" is there twice");
    }
  }
  for (const Sentence& sentence : rule.answer) {
    for (const std::string& from : sentence.from) {
      if (!ids.contains(from.starts_with('!') ? from.substr(1) : from)) {
        return At(rule.file, 1, "answer: there is no check \"" + from + "\"");
      }
    }
  }
  return {};
}

Result<void> CheckBook(const RuleBook& book) {
  std::set<std::string> rules;
  std::set<std::string> signatures;
  for (const Rule& rule : book.rules) rules.insert(rule.id);
  for (const Signature& signature : book.signatures) signatures.insert(signature.id);
  for (const Rule& rule : book.rules) {
    for (const Explains& explains : rule.explains) {
      if (!rules.contains(explains.rule)) {
        return At(rule.file, 1, "explains: there is no rule \"" + explains.rule + "\"");
      }
    }
    for (const std::string& signature : rule.signatures) {
      if (!signatures.contains(signature)) {
        return At(rule.file, 1, "signatures: there is no signature \"" + signature + "\"");
      }
    }
  }
  return {};
}

struct BookFile {
  std::string name;
  std::string text;
};

Result<std::vector<BookFile>> ReadFolder(const std::string& folder) {
  std::vector<BookFile> files;
  for (const char* part : {"catalog", "signatures"}) {
    const std::filesystem::path path = std::filesystem::path(folder) / part;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
      if (entry.path().extension() != ".yaml") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      if (!in) return Error{"cannot read " + entry.path().string()};
      files.push_back({.name = std::string(part) + "/" + entry.path().filename().string(),
                       .text = {std::istreambuf_iterator<char>(in), {}}});
    }
    if (error) return Error{"cannot read " + path.string() + ": " + error.message()};
  }
  std::sort(files.begin(), files.end(),
            [](const BookFile& a, const BookFile& b) { return a.name < b.name; });
  return files;
}

Result<Rule> ReadRule(const std::string& name, std::string_view text, BookUse use) {
  TRY_ASSIGN(const Document node, ParseFile(name, text, kRuleFile, use));
  Rule rule{.id = IdOf(name),
            .file = name,
            .kind = node["kind"].text,
            .severity = node["severity"].text,
            .title = node["title"].text,
            .question = node["question"].text,
            .mechanism = std::string(Trim(node["mechanism"].text)),
            .subject = node["subject"].text};
  for (const Node& item : node["checks"].items) {
    rule.checks.push_back({.id = item["id"].text,
                           .role = item["role"].text,
                           .ask = item["ask"].text,
                           .yes = item["yes"].text,
                           .no = item["no"].text,
                           .covered = item["covered"].text,
                           .needs = item["needs"].text,
                           .gather = item["gather"].text,
                           .line = item.line});
  }
  for (const Node& item : node["answer"].items) {
    rule.answer.push_back(
        {.says = std::string(Trim(item["says"].text)), .from = Texts(item["from"])});
  }
  for (const Node& item : node["explains"].items) {
    rule.explains.push_back({.rule = item["rule"].text,
                             .on = Texts(item["on"]),
                             .within = ParseInt(item["within"].text).value_or(0)});
  }
  rule.signatures = Texts(node["signatures"]);
  for (const char* kind : {"remedy", "verify", "prevent"}) AddActions(node, kind, rule.actions);
  for (const Node& item : node["timeline"].items) {
    rule.timeline.push_back(
        {.query = item["query"].text,
         .says = item["says"].text,
         .weight = static_cast<int>(ParseInt(item["weight"].text).value_or(5))});
  }
  for (const Node& item : node["tests"].items) {
    rule.tests.push_back({.name = item["name"].text,
                          .sample = item["sample"].text,
                          .without = Texts(item["without"]),
                          .members = Map(item["members"]),
                          .as_of = item["as_of"].text,
                          .verdict = item["verdict"].text,
                          .subject = Map(item["subject"]),
                          .says = item["says"].text,
                          .line = item.line});
  }
  TRY(PutCommonSelects(node["with"], rule));
  rule.needed_hits = NeededHits(rule.subject);
  TRY(CheckReferences(rule));
  return rule;
}

Result<Signature> ReadSignature(const std::string& name, std::string_view text, BookUse use) {
  TRY_ASSIGN(const Document node, ParseFile(name, text, kSignatureFile, use));
  Signature signature{.id = node["id"].text,
                      .title = node["title"].text,
                      .literals = Texts(node["literals"]),
                      .beside = Texts(node["beside"]),
                      .pattern = node["pattern"].text,
                      .key = Texts(node["key"]),
                      .stage = node["stage"].text,
                      .routine = node["meaning"].text == "routine",
                      .matches = Texts(node["examples"]["match"]),
                      .non_matches = Texts(node["examples"]["no_match"])};
  if (signature.id != IdOf(name)) {
    return At(name, node.LineOf("id"), "id \"" + signature.id + "\" is not the file's name");
  }
  return signature;
}

}  // namespace

Result<Rule> ParseRule(const std::string& name, std::string_view text) {
  return ReadRule(name, text, BookUse::kCheck);
}

Result<Signature> ParseSignature(const std::string& name, std::string_view text) {
  return ReadSignature(name, text, BookUse::kCheck);
}

Result<RuleBook> LoadRuleBook(const std::string& folder, BookUse use) {
  const Timed timed(Stage::kBook);
  std::vector<BookFile> files;
  if (folder.empty()) {
    for (const EmbeddedFile& file : RuleFiles()) {
      if (file.name.ends_with(".yaml")) {
        files.push_back({.name = std::string(file.name), .text = std::string(file.text)});
      }
    }
  } else {
    use = BookUse::kCheck;
    TRY_ASSIGN(files, ReadFolder(folder));
  }
  RuleBook book;
  book.checked = use == BookUse::kCheck;
  Sha256 hash;
  for (const BookFile& file : files) {
    hash.Update(file.name + "\n" + file.text + "\n");
    if (file.name.starts_with("signatures/")) {
      TRY_ASSIGN(Signature signature, ReadSignature(file.name, file.text, use));
      book.signatures.push_back(std::move(signature));
    } else {
      TRY_ASSIGN(Rule rule, ReadRule(file.name, file.text, use));
      book.rules.push_back(std::move(rule));
    }
  }
  TRY(CheckBook(book));
  book.sha256 = hash.Finish();
  return book;
}

}  // namespace howdunit
