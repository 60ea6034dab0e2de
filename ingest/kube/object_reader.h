// Kubernetes objects of one document → records, and what the document covers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "codec/node.h"
#include "ingest/format.h"
#include "ingest/kube/document_text.h"

namespace howdunit {

class ObjectReader {
 public:
  using Counts = std::map<std::pair<std::string, std::string>, std::int64_t>;

  // `hints` and `out` must outlive this.
  ObjectReader(const MemberHints& hints, RecordSink& out) : hints_(hints), out_(out) {}

  // `api` and `kind` are those of the list, for an object that does not state its own.
  void Read(const Node& object, std::string_view api, std::string_view kind,
            const DocumentText& text);

  // Objects read, by kind and namespace; and those that another one read of the same list.
  const Counts& counts() const { return counts_; }
  void Count(const Counts& others);

  // What the list covers whose objects were read. A typed list covers its kind even if it is
  // empty. A mixed one (kind "List") shows only what it holds; and which namespaces were asked
  // for, only the command says. `source`: of the line that states the list's kind; `api`: its
  // group and version.
  void AddCoverage(const Source& source, std::string_view api, std::string_view list_kind);

 private:
  void AddIfSaid(ObjectRecord object);
  void AddLowerBound(const Node& spec, const DocumentText& text);

  const MemberHints& hints_;
  RecordSink& out_;
  Counts counts_;
};

}  // namespace howdunit
