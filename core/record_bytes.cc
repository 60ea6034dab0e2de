#include "core/record_bytes.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace howdunit {
namespace {

// The fields of each struct, once for both directions. The lists do not compile if a field is
// missing or one too many.
template <typename Fields>
void ForEachField(Fields& visit, auto& source, std::type_identity<Source> /*of*/) {
  auto& [member, line, line_end, text, note] = source;
  visit(member, line, line_end, text, note);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& stamp, std::type_identity<Stamp> /*of*/) {
  auto& [kind, value, width, basis] = stamp;
  visit(kind, value, width, basis);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& instant, std::type_identity<Instant> /*of*/) {
  auto& [earliest, latest, basis] = instant;
  visit(earliest, latest, basis);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& when, std::type_identity<When> /*of*/) {
  auto& [stamp, instant] = when;
  visit(stamp, instant);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& event, std::type_identity<EventRecord> /*of*/) {
  auto& [source, space, kind, name, uid, type, reason, message, message_cut, component, host, count,
         first, last, created, first_in_name, last_source, more_sources] = event;
  visit(source, space, kind, name, uid, type, reason, message, message_cut, component, host, count,
        first, last, created, first_in_name, last_source, more_sources);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& hit, std::type_identity<SignatureRecord> /*of*/) {
  auto& [signature, captures, source, last_source, node, space, pod, container, unit, count, first,
         last, stage, origin, event] = hit;
  visit(signature, captures, source, last_source, node, space, pod, container, unit, count, first,
        last, stage, origin, event);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& container, std::type_identity<ContainerState> /*of*/) {
  auto& [name, init, ready, restarts, image, state, reason, exit_code, started, finished,
         last_state, last_reason, last_exit_code, last_finished, source] = container;
  visit(name, init, ready, restarts, image, state, reason, exit_code, started, finished, last_state,
        last_reason, last_exit_code, last_finished, source);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& term, std::type_identity<AffinityTerm> /*of*/) {
  auto& [anti, required, topology_key, selector, source] = term;
  visit(anti, required, topology_key, selector, source);
}
template <typename Fields>
void ForEachField(Fields& visit, auto& pod, std::type_identity<PodRecord> /*of*/) {
  auto& [source, status_source, space, name, uid, node, node_stated, phase, status, ready, total,
         restarts, created, started, deletion, grace_seconds, finalizers, controller_kind,
         controller, labels, node_selector, node_affinity, service_account, ip, unschedulable,
         failure, failed, containers, affinity] = pod;
  visit(source, status_source, space, name, uid, node, node_stated, phase, status, ready, total,
        restarts, created, started, deletion, grace_seconds, finalizers, controller_kind,
        controller, labels, node_selector, node_affinity, service_account, ip, unschedulable,
        failure, failed, containers, affinity);
}

// No whole structs: what stands between their fields may be anything, a secret too.
template <typename T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// Where packed bytes go: first nowhere, to know how many they are, then to their place.
struct Counted {
  std::size_t bytes = 0;
  void Write(const void* /*from*/, std::size_t size) { bytes += size; }
};
struct Written {
  char* out;  // REQUIRES: there is room
  void Write(const void* from, std::size_t size) {
    std::memcpy(out, from, size);
    out += size;
  }
};

template <typename Bytes>
class Packer {
 public:
  explicit Packer(Bytes& bytes) : bytes_(bytes) {}

  void operator()(const auto&... fields) { (Put(fields), ...); }

 private:
  template <Plain T>
  void Put(const T& value) {
    bytes_.Write(&value, sizeof value);
  }
  void Put(const std::string& text) {
    Put(static_cast<std::uint32_t>(text.size()));
    bytes_.Write(text.data(), text.size());
  }
  void Put(const Redacted& text) { Put(text.str()); }
  template <typename One, typename Other>
  void Put(const std::pair<One, Other>& pair) {
    Put(pair.first), Put(pair.second);
  }
  template <typename T>
  void Put(const std::optional<T>& maybe) {
    Put(maybe.has_value());
    if (maybe) Put(*maybe);
  }
  template <typename T>
  void Put(const std::vector<T>& list) {
    Put(static_cast<std::uint32_t>(list.size()));
    for (const T& one : list) Put(one);
  }
  template <typename T>
  void Put(const T& fields) {
    ForEachField(*this, fields, std::type_identity<T>());
  }

  Bytes& bytes_;
};

template <typename Record, typename Bytes>
void PackInto(const Record& record, Bytes& bytes) {
  Packer<Bytes> packer(bytes);
  ForEachField(packer, record, std::type_identity<Record>());
}

}  // namespace

// The one that makes a Redacted of text which has been one before.
class RecordUnpacker {
 public:
  explicit RecordUnpacker(std::string_view bytes) : bytes_(bytes) {}

  void operator()(auto&... fields) { (Take(fields), ...); }

 private:
  std::string_view TakeBytes(std::size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view TakeText() {
    std::uint32_t size = 0;
    Take(size);
    return TakeBytes(size);
  }

  template <Plain T>
  void Take(T& value) {
    std::memcpy(&value, TakeBytes(sizeof value).data(), sizeof value);
  }
  void Take(std::string& text) { text = TakeText(); }
  void Take(Redacted& text) {
    const std::string_view known = TakeText();
    if (text.str() != known) text = Redacted(std::string(known));
  }
  template <typename One, typename Other>
  void Take(std::pair<One, Other>& pair) {
    Take(pair.first), Take(pair.second);
  }
  template <typename T>
  void Take(std::optional<T>& maybe) {
    bool known = false;
    Take(known);
    if (!known) {
      maybe.reset();
    } else {
      Take(maybe ? *maybe : maybe.emplace());
    }
  }
  template <typename T>
  void Take(std::vector<T>& list) {
    std::uint32_t size = 0;
    Take(size);
    list.resize(size);
    for (T& one : list) Take(one);
  }
  template <typename T>
  void Take(T& fields) {
    ForEachField(*this, fields, std::type_identity<T>());
  }

  std::string_view bytes_;
};

namespace {

template <typename Record>
void Pack(const Record& record, std::string& bytes) {
  Counted counted;
  PackInto(record, counted);
  const std::size_t begin = bytes.size();
  bytes.resize(begin + counted.bytes);
  Written written{bytes.data() + begin};
  PackInto(record, written);
}

template <typename Record>
void Unpack(std::string_view bytes, Record& record) {
  RecordUnpacker unpacker(bytes);
  ForEachField(unpacker, record, std::type_identity<Record>());
}

}  // namespace

void PackRecord(const EventRecord& record, std::string& bytes) { Pack(record, bytes); }
void PackRecord(const SignatureRecord& record, std::string& bytes) { Pack(record, bytes); }
void PackRecord(const PodRecord& record, std::string& bytes) { Pack(record, bytes); }
void UnpackRecord(std::string_view bytes, EventRecord& record) { Unpack(bytes, record); }
void UnpackRecord(std::string_view bytes, SignatureRecord& record) { Unpack(bytes, record); }
void UnpackRecord(std::string_view bytes, PodRecord& record) { Unpack(bytes, record); }

}  // namespace howdunit
