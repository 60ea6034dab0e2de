// Writes the program's own rules as the flat book that is compiled into it: flatten_book FILE

#include <fstream>
#include <iostream>

#include "rules/flat_book.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: flatten_book FILE\n";
    return 2;
  }
  const auto book = howdunit::LoadRuleBook("", howdunit::BookUse::kRun);
  if (!book) {
    std::cerr << book.error().message << '\n';
    return 1;
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << howdunit::WriteFlatBook(*book) << std::flush;
  return out ? 0 : 1;
}
