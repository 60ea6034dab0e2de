#include "ingest/text/month_name.h"

#include <array>
#include <string>

#include "core/text.h"
#include "core/time.h"

namespace howdunit {
namespace {

struct MonthName {
  std::string_view start;  // lower case
  unsigned month;
};

// Beginnings of month names in the languages that journals were seen in, besides
// English and "6月". Longer beginnings stand before shorter ones.
constexpr std::array kMonthNames = std::to_array<MonthName>({
    {"jan", 1},  {"ene", 1},  {"gen", 1},  {"янв", 1},  {"sty", 1},  {"fev", 2},  {"fév", 2},
    {"feb", 2},  {"фев", 2},  {"lut", 2},  {"mär", 3},  {"mar", 3},  {"mrz", 3},  {"maa", 3},
    {"mrt", 3},  {"мар", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},  {"апр", 4},  {"kwi", 4},
    {"mai", 5},  {"may", 5},  {"mag", 5},  {"mei", 5},  {"мая", 5},  {"май", 5},  {"maj", 5},
    {"juin", 6}, {"jun", 6},  {"giu", 6},  {"июн", 6},  {"cze", 6},  {"juil", 7}, {"jul", 7},
    {"lug", 7},  {"июл", 7},  {"lip", 7},  {"aoû", 8},  {"aug", 8},  {"ago", 8},  {"авг", 8},
    {"sie", 8},  {"sep", 9},  {"set", 9},  {"сен", 9},  {"wrz", 9},  {"oct", 10}, {"okt", 10},
    {"out", 10}, {"ott", 10}, {"окт", 10}, {"paź", 10}, {"nov", 11}, {"ноя", 11}, {"lis", 11},
    {"déc", 12}, {"dec", 12}, {"dez", 12}, {"dic", 12}, {"дек", 12}, {"gru", 12},
});

}  // namespace

unsigned MonthOfAnyLanguage(std::string_view name) {
  if (const unsigned month = MonthFromName(name)) return month;
  std::size_t digits = 0;
  while (digits < name.size() && IsDigit(name[digits])) ++digits;
  if (digits > 0) {
    const std::string_view rest = name.substr(digits);
    if (rest != "月" && rest != "월") return 0;
    const auto month = ParseInt(name.substr(0, digits));
    return month && *month >= 1 && *month <= 12 ? static_cast<unsigned>(*month) : 0;
  }
  const std::string lower = ToLower(name);
  for (const MonthName& known : kMonthNames) {
    if (lower.starts_with(known.start)) return known.month;
  }
  return 0;
}

}  // namespace howdunit
