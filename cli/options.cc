#include "cli/options.h"

#include <iostream>
#include <limits>

#include <CLI/CLI.hpp>

#include "cli/archive/trends_command.h"
#include "cli/checks/check_report.h"
#include "cli/exit_code.h"
#include "cli/query/result_writer.h"
#include "core/text.h"
#include "report/report.h"

namespace howdunit {
namespace {

constexpr const char* kDescription =
    "howdunit reads what was gathered from a Kubernetes cluster after an incident and answers,\n"
    "offline and with evidence, how it happened.\n\n"
    "  howdunit analyze must-gather.tar.gz        review in ./howdunit-out/must-gather/pir.md\n"
    "  howdunit analyze evidence/ --report-zone Australia/Brisbane\n"
    "  howdunit query --db case.db 'SELECT * FROM v_timeline'\n";

constexpr const char* kExitCodes =
    "\nExit codes: 0 done; 1 --fail-on was met; 2 wrong usage; 3 done, but something in a bundle\n"
    "could not be read (the report lists it), or the answer to a query was cut; 4 not done.\n"
    "howdunit check: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.";

void AddBundles(CLI::App& command, Options& options) {
  command
      .add_option(
          "BUNDLE", options.bundles,
          "A folder, a .tar or .zip, a single file, each packed or not, or - for standard input")
      ->required();
}

void AddIngestOptions(CLI::App& command, Options& options) {
  command.add_option("--zone", options.zones,
                     "Time zone of the nodes, as Area/City or node=Area/City; may be repeated");
  command.add_option("--as-of", options.as_of,
                     "Moment of capture, RFC 3339 with zone, if the bundle does not tell it");
  command
      .add_option(
          "--jobs", options.jobs,
          "Bundles, or small files of one, read at once; default: as many as there are cores")
      ->check(CLI::Range(1, 1024));
}

void AddReportOptions(CLI::App& command, Options& options) {
  command.add_option("-o,--output", options.output, "Folder for the results");
  command
      .add_option("--format", options.formats,
                  "What to write, comma-separated; otherwise " + Join(options.formats, ", "))
      ->delimiter(',')
      ->check(CLI::IsMember(ReportFormats()));
  command.add_option("--template", options.templates,
                     "Write a document by this Mustache template too: a file, or one of " +
                         Join(TemplateNames(), ", "));
  command
      .add_option("--keep", options.keep,
                  "Keep what people wrote between the marks of this earlier pir.md")
      ->check(CLI::ExistingFile);
  command.add_flag("--front-matter", options.front_matter,
                   "Begin pir.md with a title and tags for MkDocs, Hugo or Jekyll");
  command.add_option("--report-zone", options.report_zone,
                     "Show times in this zone too, as Area/City");
  command
      .add_option("--fail-on", options.fail_on,
                  "Exit with 1 if a symptom or cause has at least this verdict")
      ->check(CLI::IsMember({"confirmed", "likely", "possible"}));
}

void AddDatabase(CLI::App& command, Options& options, bool required) {
  auto* option = command.add_option("--db", options.database, "The case file");
  if (required) option->required();
}

void AddRules(CLI::App& command, Options& options) {
  command.add_option("--rules", options.rules,
                     "Folder with catalog/ and signatures/ instead of the built-in rules");
}

void AddListOptions(CLI::App& command, Options& options, const std::string& of_what) {
  command.add_option("--format", options.table_format, "How the answer is written")
      ->check(CLI::IsMember(ResultFormats()))
      ->capture_default_str();
  command.add_option("--most", options.most, "So many " + of_what + " at most")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
}

void AddProfile(CLI::App& command, Options& options) {
  command.add_flag("--profile", options.profile, "Tell on stderr, at the end, where the time went");
}

class Commands {
 public:
  Commands(CLI::App& app, Options& options) : app_(app), options_(options) {
    app.require_subcommand(1);
    CLI::App& analyze = Add("analyze", "Ingest, diagnose and report in one go");
    AddBundles(analyze, options);
    AddIngestOptions(analyze, options);
    AddReportOptions(analyze, options);
    AddDatabase(analyze, options, false);
    AddRules(analyze, options);
    AddProfile(analyze, options);

    CLI::App& ingest = Add("ingest", "Read bundles into a case file");
    AddBundles(ingest, options);
    AddIngestOptions(ingest, options);
    CLI::App& result = *ingest.add_option_group("Result", "Where it goes: one of them or both");
    result.require_option(1, 2);
    AddDatabase(result, options, false);
    result.add_flag("--explain", options.explain,
                    "Print how each member was read, and what was not understood");
    AddRules(ingest, options);
    AddProfile(ingest, options);

    CLI::App& diagnose = Add("diagnose", "Run the rules over a case file");
    AddDatabase(diagnose, options, true);
    AddRules(diagnose, options);
    AddProfile(diagnose, options);

    CLI::App& report = Add("report", "Write the review of a diagnosed case file");
    AddDatabase(report, options, true);
    report.add_option("--bundle", options.bundle,
                      "Of an archive, only this bundle: its name, path or hash");
    AddReportOptions(report, options);
    AddProfile(report, options);

    CLI::App& compare = Add("compare", "What was resolved, what remains, what is new");
    compare
        .add_option("BEFORE-AFTER", options.bundles,
                    "The bundle from before and the one from after")
        ->required()
        ->expected(2);
    AddIngestOptions(compare, options);
    AddReportOptions(compare, options);
    AddRules(compare, options);

    CLI::App& triage = Add("triage", "One line a bundle, the most urgent first");
    triage
        .add_option("PATH", options.bundles,
                    "Bundles, and folders of bundles; with --watch, folders that bundles arrive in")
        ->required();
    triage.add_flag("--recursive", options.recursive, "Look for bundles in folders below, too");
    AddDatabase(triage, options, false);
    triage.add_option("--format", options.table_format, "How the lines are written")
        ->check(CLI::IsMember(ResultFormats()))
        ->capture_default_str();
    triage.add_option("-o,--output", options.output,
                      "Write the review of each bundle into a folder of its own below this one");
    triage
        .add_option(
            "--template", options.templates,
            "Print a block by this template for each bundle in place of the lines: ticket.md, "
            "or a file")
        ->expected(1);
    triage.add_flag("--watch", options.watch,
                    "Go on, and take up what is put into the folders PATH");
    triage.add_option("--shard", options.shard,
                      "Only slice I of N, as I/N; auto: as Slurm or Kubernetes tell the task");
    triage.add_option("--scratch", options.scratch,
                      "Local folder for the case file of a slice until it is whole");
    AddIngestOptions(triage, options);
    AddRules(triage, options);
    AddProfile(triage, options);

    CLI::App& merge =
        Add("merge", "Make one archive, or fill a database, of the case files that triage wrote");
    merge.add_option("PART", options.bundles, "Case files of triage --db")->required();
    CLI::App& merged = *merge.add_option_group("Result", "Where it goes: one of them");
    merged.require_option(1);
    merged.add_option("-o,--output", options.output, "The archive: made, or added to");
    merged.add_option("--to", options.to,
                      "A PostgreSQL database, as postgresql://USER@HOST/DATABASE: filled, or added "
                      "to; the password from PGPASSWORD, ~/.pgpass or a service file");

    CLI::App& similar = Add("similar", "Earlier incidents of an archive that were like this");
    similar
        .add_option("BUNDLE", options.bundles,
                    "A bundle; or the name, path or hash of one that is in the archive")
        ->required()
        ->expected(1);
    AddDatabase(similar, options, true);
    AddListOptions(similar, options, "incidents");
    AddIngestOptions(similar, options);
    AddRules(similar, options);

    CLI::App& trends = Add("trends", "What an archive says of many incidents");
    AddDatabase(trends, options, true);
    AddListOptions(trends, options, "rows");
    trends.add_option("--about", options.about, "Only this: " + Join(TrendNames(), ", "))
        ->check(CLI::IsMember(TrendNames()));

    CLI::App& evidence = Add("evidence", "Print the lines under a citation, out of the bundle");
    evidence.add_option("CITATION", options.citation, "E12")->required();
    evidence.add_option("BUNDLE", options.bundles,
                        "What was analysed; default: what has its name in this folder");
    AddDatabase(evidence, options, true);
    evidence.add_option("--context", options.context, "Lines before and after")
        ->check(CLI::Range(0, 1000));

    CLI::App& lint =
        Add("lint", "Check a review that was edited: what is left, what still resolves");
    lint.add_option("FILE", options.files, "A review in Markdown, like pir.md")
        ->required()
        ->expected(1);
    AddDatabase(lint, options, false);

    CLI::App& query = Add("query", "Ask a case file in SQL, read-only");
    AddDatabase(query, options, true);
    query.add_option("SELECT", options.sql, "One SELECT, or - for standard input")->required();
    query.add_option("--format", options.table_format, "How the answer is written")
        ->check(CLI::IsMember(ResultFormats()))
        ->capture_default_str();
    query.add_option("--limit", options.limit, "Rows that are written at most")
        ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()))
        ->capture_default_str();

    AddRuleCommands();
    CLI::App& templates = Add("template", "Look at the templates that documents are made by");
    templates.require_subcommand(1);
    AddBelow(templates, "list", "The templates that come with the program");
    AddBelow(templates, "vars", "Every name that a template can hold, with a sample");
    AddBelow(templates, "show", "One of them, to begin one of your own")
        ->add_option("NAME", options.rule)
        ->required();
    AddCheckCommands();
    CLI::App& gather = Add("gather", "Print a shell script that collects what the rules need");
    gather.add_option("--for", options.rule, "Only what this rule needs");
    AddRules(gather, options);
    Add("formats", "List the text formats that can be read, with a sample of each");
    Add("layouts", "List the makers of bundles that are recognised, and by what");
  }

 private:
  CLI::App& Add(const std::string& name, const std::string& description) {
    CLI::App* command = app_.add_subcommand(name, description);
    command->fallthrough();
    if (name != "rules" && name != "check" && name != "template")
      command->callback([this, name] { options_.command = name; });
    return *command;
  }

  // A command below another: "rules list".
  CLI::App* AddBelow(CLI::App& parent, const std::string& name, const std::string& description) {
    CLI::App* command = parent.add_subcommand(name, description);
    command->fallthrough();
    command->callback([this, full = parent.get_name() + " " + name] { options_.command = full; });
    return command;
  }

  void AddRuleCommands() {
    CLI::App& rules = Add("rules", "Look at the rules, check and test them");
    rules.require_subcommand(1);
    const auto add = [&](const std::string& name, const std::string& description) {
      CLI::App* command = AddBelow(rules, name, description);
      AddRules(*command, options_);
      return command;
    };
    add("list", "Every rule: kind, severity, title");
    CLI::App* show = add("show", "One rule: its questions and what answers them");
    show->alias("explain");
    show->add_option("ID", options_.rule)->required();
    add("lint", "Check all rules: SQL, texts, commands, joins, tests");
    auto* test = add("test", "Run the tests inside the rules");
    test->add_option("ID", options_.rule, "Only this rule");
    test->add_option("--samples", options_.samples, "Folder of sample bundles")
        ->default_val("samples");
  }

  void AddCheckCommands() {
    CLI::App& check = Add("check", "Checks for monitoring: one line, exit code 0 to 3");
    check.require_subcommand(1);
    CLI::App& token = *AddBelow(check, "kubeconfig", "Will Calico's token be taken?");
    token.add_option("FILE", options_.files, "A kubeconfig, or - for standard input")
        ->required()
        ->expected(1);
    token.add_option("--warning", options_.warning, "WARNING below this time left")
        ->default_val("4h");
    token.add_option("--critical", options_.critical, "CRITICAL below this time left")
        ->default_val("0");
    token.add_option("--calico-version", options_.calico_version,
                     "Version of Calico, like 3.29: tells whose token it should be");
    token
        .add_option("--expect-sa", options_.expected_accounts,
                    "Accept only this account, as NAMESPACE/NAME; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    token.add_option(
        "--pods", options_.pods_file,
        "A list of pods (kubectl get pods -A: table, YAML, JSON): is the token's there?");
    token.add_option("--as-of", options_.as_of,
                     "Judge a copy as of this moment, RFC 3339 with zone; otherwise now");
    CLI::App& folder = *AddBelow(check, "cni-dir", "Is /etc/cni/net.d what the runtime reads?");
    folder
        .add_option("FILE", options_.files,
                    "Listings and runtime configuration of the nodes: files, folders or archives")
        ->required();
  }

  CLI::App& app_;
  Options& options_;
};

// "check" and the word behind it, if the first word that is no option is "check": wrong usage of a
// check has its own exit code.
std::string CheckCommandOf(int argc, char** argv) {
  std::string command;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.starts_with('-')) continue;
    if (!command.empty()) return command + " " + std::string(word);
    if (word != "check") return {};
    command = word;
  }
  return command;
}

int SayWrongUsage(const std::string& what, int argc, char** argv) {
  const std::string check = CheckCommandOf(argc, argv);
  if (check.empty()) {
    // An argument that was not expected may be a URL with a password.
    std::cerr << "howdunit: error: " << Redact(what) << "\nRun \"howdunit --help\" for usage.\n";
    return kWrongUsage;
  }
  CheckReport report{.service = std::string(CheckServiceOf(check))};
  report.says = {"wrong usage: " + what, "howdunit check --help"};
  std::cout << FormatCheck(report);
  return static_cast<int>(report.state);
}

// The first word, or the one behind a command with commands below it, if it is meant as a command
// and is none.
std::string UnknownCommand(const CLI::App& app, int argc, char** argv) {
  const CLI::App* parent = &app;
  for (int i = 1; i < argc && argv[i][0] != '-'; ++i) {
    const std::string word = argv[i];
    const CLI::App* found = nullptr;
    std::vector<std::string_view> names;
    for (const CLI::App* command : parent->get_subcommands({})) {
      if (command->get_name().empty()) continue;       // a group of options
      if (command->check_name(word)) found = command;  // its name or an alias
      names.push_back(command->get_name());
    }
    if (names.empty()) return {};
    if (found == nullptr) {
      const std::string_view near = ClosestSpelling(word, names);
      return "unknown command \"" + word + "\"" +
             (near.empty() ? "" : "; did you mean " + std::string(near) + "?");
    }
    parent = found;
  }
  return {};
}

}  // namespace

std::optional<int> ParseOptions(int argc, char** argv, Options& options) {
  CLI::App app(kDescription, "howdunit");
  app.footer(kExitCodes);
  app.set_version_flag("--version", "howdunit " HOWDUNIT_VERSION);
  bool verbose = false;
  bool quiet = false;
  app.add_flag("-v,--verbose", verbose, "Tell more, on stderr");
  app.add_flag("-q,--quiet", quiet, "Tell errors only");
  app.add_option("--log-file", options.log_file, "Append messages to this file too");
  const Commands commands(app, options);
  if (const std::string unknown = UnknownCommand(app, argc, argv); !unknown.empty()) {
    return SayWrongUsage(unknown, argc, argv);
  }
  // CLI11 reports by exception; none leaves this function.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    app.exit(success);
    return kDone;
  } catch (const CLI::ParseError& error) {
    return SayWrongUsage(error.what(), argc, argv);
  }
  if (verbose) options.verbosity = Verbosity::kVerbose;
  if (quiet) options.verbosity = Verbosity::kQuiet;
  return {};
}

}  // namespace howdunit
