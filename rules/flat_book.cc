#include "rules/flat_book.h"

#include <charconv>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/check.h"

namespace howdunit {
namespace {

// What is written of a type, in this order. The test compares books member by member.
template <class T>
constexpr std::nullptr_t kMembers = nullptr;
template <>
constexpr auto kMembers<Check> = std::tuple(&Check::id, &Check::role, &Check::ask, &Check::yes,
                                            &Check::no, &Check::covered, &Check::needs,
                                            &Check::gather, &Check::line);
template <>
constexpr auto kMembers<Sentence> = std::tuple(&Sentence::says, &Sentence::from);
template <>
constexpr auto kMembers<Explains> = std::tuple(&Explains::rule, &Explains::on, &Explains::within);
template <>
constexpr auto kMembers<Action> = std::tuple(&Action::kind, &Action::does, &Action::runs,
                                             &Action::priority);
template <>
constexpr auto kMembers<TimelineQuery> = std::tuple(&TimelineQuery::query, &TimelineQuery::says,
                                                    &TimelineQuery::weight);
template <>
constexpr auto kMembers<Rule> = std::tuple(&Rule::id, &Rule::file, &Rule::kind, &Rule::severity,
                                           &Rule::title, &Rule::question, &Rule::mechanism,
                                           &Rule::subject, &Rule::needed_hits, &Rule::checks,
                                           &Rule::answer, &Rule::explains, &Rule::signatures,
                                           &Rule::actions, &Rule::timeline);
template <>
constexpr auto kMembers<Signature> = std::tuple(&Signature::id, &Signature::title,
                                                &Signature::literals, &Signature::beside,
                                                &Signature::pattern, &Signature::key,
                                                &Signature::stage, &Signature::routine);
template <>
constexpr auto kMembers<RuleBook> = std::tuple(&RuleBook::rules, &RuleBook::signatures,
                                               &RuleBook::sha256, &RuleBook::checked);

template <class T>
concept Record = !std::same_as<std::remove_const_t<decltype(kMembers<T>)>, std::nullptr_t>;

// Numbers end with a blank; texts and lists begin with their size.

void Write(std::integral auto number, std::string& text) {
  text += std::to_string(static_cast<std::int64_t>(number)) + " ";
}

void Write(const std::string& value, std::string& text) {
  Write(value.size(), text);
  text += value;
}

template <Record T>
void Write(const T& value, std::string& text);

template <class T>
void Write(const std::vector<T>& list, std::string& text) {
  Write(list.size(), text);
  for (const T& item : list) Write(item, text);
}

template <Record T>
void Write(const T& value, std::string& text) {
  std::apply([&](auto... member) { (Write(value.*member, text), ...); }, kMembers<T>);
}

std::size_t TakeNumber(std::string_view& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  HOWDUNIT_CHECK(error == std::errc() && end < text.data() + text.size() && *end == ' ');
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return number;
}

void Read(std::string_view& text, std::integral auto& number) {
  number = static_cast<std::remove_reference_t<decltype(number)>>(TakeNumber(text));
}

void Read(std::string_view& text, std::string& value) {
  const std::size_t size = TakeNumber(text);
  HOWDUNIT_CHECK(size <= text.size());
  value = text.substr(0, size);
  text.remove_prefix(size);
}

template <Record T>
void Read(std::string_view& text, T& value);

template <class T>
void Read(std::string_view& text, std::vector<T>& list) {
  list.resize(TakeNumber(text));
  for (T& item : list) Read(text, item);
}

template <Record T>
void Read(std::string_view& text, T& value) {
  std::apply([&](auto... member) { (Read(text, value.*member), ...); }, kMembers<T>);
}

}  // namespace

std::string WriteFlatBook(const RuleBook& book) {
  std::string text;
  Write(book, text);
  return text;
}

RuleBook ReadFlatBook(std::string_view text) {
  RuleBook book;
  Read(text, book);
  HOWDUNIT_CHECK(text.empty());
  return book;
}

}  // namespace howdunit
