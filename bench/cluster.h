// A made-up cluster: its nodes and pods, and texts about them. The same seed gives the same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::array kApps = std::to_array<std::array<std::string_view, 2>>({
    {"checkout", "shop"},
    {"payments", "shop"},
    {"inventory", "shop"},
    {"frontend", "shop"},
    {"search", "shop"},
    {"shipping", "shop"},
    {"calico-node", "kube-system"},
    {"coredns", "kube-system"},
    {"kube-proxy", "kube-system"},
    {"metrics-server", "kube-system"},
    {"kafka", "data"},
    {"postgres", "data"},
    {"redis", "data"},
    {"prometheus", "monitoring"},
    {"grafana", "monitoring"},
    {"ingress-nginx", "ingress"},
    {"cert-manager", "cert-manager"},
    {"fluent-bit", "logging"},
    {"report", "batch"},
    {"auth", "shop"},
});

struct Pod {
  std::string name, space, app, uid, ip, container, image, node;
};

// What a line is about.
struct About {
  const Pod* pod = nullptr;
  double seconds = 0;  // since 1970, UTC
};

// A text with codes (see Cluster::Append) and how often it comes up.
struct Template {
  int weight;
  std::string_view text;
};

class Cluster {
 public:
  Cluster(std::uint64_t seed, std::size_t pods) : random_(seed) {
    for (int i = 0; i < 3; ++i) nodes_.push_back("worker-" + Hex(6));
    pods_.resize(pods);
    for (Pod& pod : pods_) {
      const auto& [app, space] = kApps[Below(kApps.size())];
      pod.app = app;
      pod.space = space;
      pod.name = pod.app + "-" + Hex(9) + "-" + Hex(5);
      pod.uid = Uid();
      pod.ip = Address();
      pod.container = Hex(64);
      pod.image = "registry.example/" + pod.space + "/" + pod.app + ":v1." + Number(30);
      pod.node = nodes_[Below(nodes_.size())];
    }
  }

  const std::vector<std::string>& nodes() const { return nodes_; }
  const std::vector<Pod>& pods() const { return pods_; }

  std::size_t Below(std::size_t end) { return random_() % end; }
  double Fraction() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }

  // Few pods are talked of much.
  const Pod& AnyPod() {
    const double x = Fraction();
    return pods_[static_cast<std::size_t>(x * x * static_cast<double>(pods_.size()))];
  }

  const Template& Pick(std::span<const Template> from) {
    std::size_t total = 0;
    for (const Template& one : from) total += static_cast<std::size_t>(one.weight);
    std::size_t left = Below(total);
    for (const Template& one : from) {
      if (left < static_cast<std::size_t>(one.weight)) return one;
      left -= static_cast<std::size_t>(one.weight);
    }
    return from.back();
  }

  // The text with its codes replaced. Of the pod: %P name, %N namespace, %U uid, %A app, %I
  // address, %C container, %G image, %n node. Made up: %x 64 hex digits and %u a uid (both come
  // back), %h 16 hex digits, %s 5, %d to 999, %L a large number, %m milliseconds, %a an address.
  // The moment: %T with nanoseconds, %Z to the second, %K as klog has it, %S as short-iso has it,
  // %H hh:mm:ss.
  void Append(std::string& out, std::string_view text, const About& about) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '%' || i + 1 == text.size()) {
        out += text[i];
      } else {
        AppendCode(out, text[++i], about);
      }
    }
  }

 private:
  void AppendCode(std::string& out, char code, const About& about) {
    const Pod& pod = *about.pod;
    switch (code) {
      case 'P': out += pod.name; break;
      case 'N': out += pod.space; break;
      case 'U': out += pod.uid; break;
      case 'A': out += pod.app; break;
      case 'I': out += pod.ip; break;
      case 'C': out += pod.container; break;
      case 'G': out += pod.image; break;
      case 'n': out += pod.node; break;
      case 'x': out += Recent(hashes_, [this] { return Hex(64); }); break;
      case 'u': out += Recent(uids_, [this] { return Uid(); }); break;
      case 'h': out += Hex(16); break;
      case 's': out += Hex(5); break;
      case 'd': out += Number(1000); break;
      case 'L': out += Number(100'000'000); break;
      case 'm': out += Number(90) + "." + Number(1'000'000) + "ms"; break;
      case 'a': out += Address(); break;
      default: AppendMoment(out, code, about.seconds);
    }
  }

  static void AppendMoment(std::string& out, char code, double seconds) {
    const auto whole = static_cast<std::time_t>(seconds);
    const int micros = static_cast<int>((seconds - static_cast<double>(whole)) * 1e6);
    std::tm tm{};
    gmtime_r(&whole, &tm);
    const char* format = code == 'K'   ? "%m%d %H:%M:%S"
                         : code == 'S' ? "%Y-%m-%dT%H:%M:%S+0000"
                         : code == 'H' ? "%H:%M:%S"
                                       : "%Y-%m-%dT%H:%M:%S";
    std::array<char, 64> text{};
    out.append(text.data(), std::strftime(text.data(), text.size(), format, &tm));
    if (code == 'Z') out += 'Z';
    if (code != 'K' && code != 'T') return;
    std::snprintf(text.data(), text.size(), code == 'K' ? ".%06d" : ".%06d123Z", micros);
    out += text.data();
  }

  // Two of three times one of those that came up lately.
  template <typename Make>
  std::string Recent(std::vector<std::string>& known, const Make& make) {
    if (!known.empty() && Below(3) != 0) return known[Below(known.size())];
    std::string fresh = make();
    if (known.size() < 24) {
      known.push_back(fresh);
    } else {
      known[Below(known.size())] = fresh;
    }
    return fresh;
  }

  std::string Hex(std::size_t length) {
    std::string text(length, '0');
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < length; ++i, bits >>= 4U) {
      if (i % 16 == 0) bits = random_();
      text[i] = "0123456789abcdef"[bits & 15U];
    }
    return text;
  }

  std::string Uid() {
    const std::string hex = Hex(32);
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-4" + hex.substr(13, 3) + "-8" +
           hex.substr(17, 3) + "-" + hex.substr(20);
  }

  std::string Number(std::size_t end) { return std::to_string(Below(end)); }
  std::string Address() { return "10." + Number(4) + "." + Number(64) + "." + Number(255); }

  std::mt19937_64 random_;
  std::vector<std::string> nodes_;
  std::vector<Pod> pods_;
  std::vector<std::string> hashes_, uids_;
};

}  // namespace bench
