#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "core/text.h"
#include "report/incident.h"
#include "report/markup/time_axis.h"

namespace howdunit::testing {
namespace {

struct Tag {
  std::string name;
  bool closes = false;
  std::string attributes;
};

// The document's tags. Text between them must hold no "<".
std::vector<Tag> Tags(const std::string& html) {
  std::vector<Tag> tags;
  const std::regex regex(R"(<(/?)([a-zA-Z!][a-zA-Z0-9-]*)([^<>]*)>)");
  for (std::sregex_iterator at(html.begin(), html.end(), regex), end; at != end; ++at) {
    tags.push_back({(*at)[2].str(), (*at)[1].length() > 0, (*at)[3].str()});
  }
  return tags;
}

std::vector<std::string> Names(const std::vector<Tag>& tags) {
  std::vector<std::string> names;
  for (const Tag& tag : tags) names.push_back((tag.closes ? "/" : "") + tag.name);
  return names;
}

std::multiset<std::string> Values(const std::string& html, const std::string& attribute) {
  std::multiset<std::string> values;
  const std::regex regex(" " + attribute + "=\"([^\"]*)\"");
  for (std::sregex_iterator at(html.begin(), html.end(), regex), end; at != end; ++at) {
    values.insert((*at)[1].str());
  }
  return values;
}

const std::set<std::string> kVoid = {"meta",   "br",   "rect",     "line",
                                     "circle", "path", "!DOCTYPE", "!--"};

}  // namespace

TEST_CASE("html: what is opened is closed, in order", "[unit]") {
  for (const std::string& html :
       {Render(OpenIncident(), "pir.html"), Render(OpenHealthy(), "pir.html")}) {
    std::vector<std::string> open;
    for (const Tag& tag : Tags(html)) {
      if (kVoid.contains(tag.name)) continue;
      if (!tag.closes) {
        if (!tag.attributes.ends_with('/')) open.push_back(tag.name);
        continue;
      }
      REQUIRE_FALSE(open.empty());
      REQUIRE(open.back() == tag.name);
      open.pop_back();
    }
    CHECK(open.empty());
  }
}

TEST_CASE("html: hostile evidence changes no tag", "[unit]") {
  const Database hostile = OpenIncident();
  const Database benign = OpenIncident();
  REQUIRE(
      benign.Execute("UPDATE source SET text = 'plain', note = iif(note = '', '', 'plain');"
                     "UPDATE member SET problem = iif(problem = '', '', 'plain');"
                     "UPDATE timeline SET text = 'plain' || id;"
                     "UPDATE unexplained SET text = 'plain';"
                     "UPDATE finding SET title = 'plain' || id, mechanism ="
                     "  iif(mechanism = '', '', 'plain' || rule);"
                     "UPDATE statement SET text = 'plain';"));
  // Words of a title wrap into as many lines of a box as they need.
  const auto without_lines = [](std::vector<std::string> names) {
    std::erase_if(names, [](const std::string& name) { return name == "text" || name == "/text"; });
    return names;
  };
  CHECK(without_lines(Names(Tags(Render(hostile, "pir.html")))) ==
        without_lines(Names(Tags(Render(benign, "pir.html")))));
}

TEST_CASE("html: no script, no handler, no address, no control character", "[unit]") {
  const std::string html = Render(OpenIncident(), "pir.html");
  for (const Tag& tag : Tags(html)) {
    CHECK(tag.name != "script");
    CHECK_FALSE(std::regex_search(tag.attributes, std::regex("\\son[a-z]+=")));
  }
  for (const std::string& href : Values(html, "href")) CHECK(href.starts_with('#'));
  CHECK(Values(html, "src").empty());
  CHECK(Contains(html, "default-src 'none'"));
  CHECK(std::none_of(html.begin(), html.end(),
                     [](char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; }));
}

TEST_CASE("html: every link has its target, every name is given once", "[unit]") {
  for (const std::string& html :
       {Render(OpenIncident(), "pir.html"), Render(OpenHealthy(), "pir.html")}) {
    const std::multiset<std::string> ids = Values(html, "id");
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
    for (const std::string& href : Values(html, "href")) {
      INFO(href);
      CHECK(ids.contains(href.substr(1)));
    }
  }
}

TEST_CASE("html: a citation has the number that it has in Markdown", "[unit]") {
  const Database database = OpenIncident();
  const std::string markdown = Render(database, "pir.md");
  const std::string html = Render(database, "pir.html");
  const std::regex entry(R"(\n\| E([0-9]+) \| <code>([^<&]*)</code>)");
  std::size_t compared = 0;
  for (std::sregex_iterator at(markdown.begin(), markdown.end(), entry), end; at != end; ++at) {
    const std::string row = "<tr id=\"E" + (*at)[1].str() + "\"><th scope=\"row\">E" +
                            (*at)[1].str() + "</th><td class=\"wide\"><code>" + (*at)[2].str();
    INFO(row);
    CHECK(Contains(html, row));
    ++compared;
  }
  CHECK(compared > 5);
}

using report::TimeAxis;

TEST_CASE("time axis: quiet days are cut, what lasts is not", "[unit]") {
  const Micros start = 1779501673 * kSecond;
  const std::vector<Micros> moments = {start - 30 * kDay, start, start + 10 * kMinute,
                                       start + 44 * kMinute};
  const TimeAxis quiet(moments, {}, 0, 1000);
  REQUIRE(quiet.Breaks().size() >= 1);
  CHECK(quiet.Breaks().front().length == 30 * kDay);
  CHECK(quiet.At(start + 44 * kMinute) == Approx(1000));

  const TimeAxis lasting(moments, {{start - 30 * kDay, start + 44 * kMinute}}, 0, 1000);
  CHECK(lasting.Breaks().empty());
}

TEST_CASE("time axis: later is never further left", "[unit]") {
  const Micros start = 1779501673 * kSecond;
  const TimeAxis axis(
      {start, start + kSecond, start + kDay, start + kDay + kMinute, start + 400 * kDay}, {}, 10,
      900);
  double last = axis.At(start);
  for (Micros at = start; at <= start + 400 * kDay; at += kDay / 7) {
    REQUIRE(axis.At(at) >= last);
    last = axis.At(at);
  }
  double x = -1;
  for (const TimeAxis::Tick& tick : axis.Ticks()) {
    CHECK(tick.x > x);
    x = tick.x;
  }
  const TimeAxis moment({start}, {}, 0, 100);
  CHECK(moment.Ticks().size() == 1);
}

}  // namespace howdunit::testing
