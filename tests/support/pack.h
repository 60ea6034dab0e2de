// Archives and compressed files in memory, made by libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace howdunit::testing {

// `format`: "ustar", "zip" or "raw" (one text only). `filter`: "none", "gzip", "xz", "bzip2",
// "zstd".
inline std::string Pack(const std::map<std::string, std::string>& texts, const std::string& format,
                        const std::string& filter) {
  std::vector<char> bytes(8U << 20U);
  std::size_t used = 0;
  const std::unique_ptr<struct archive, int (*)(struct archive*)> out(archive_write_new(),
                                                                      archive_write_free);
  archive_write_set_format_by_name(out.get(), format.c_str());
  if (filter != "none") archive_write_add_filter_by_name(out.get(), filter.c_str());
  archive_write_set_bytes_in_last_block(out.get(), 1);
  archive_write_open_memory(out.get(), bytes.data(), bytes.size(), &used);
  for (const auto& [name, text] : texts) {
    const std::unique_ptr<struct archive_entry, void (*)(struct archive_entry*)> entry(
        archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(text.size()));
    archive_write_header(out.get(), entry.get());
    archive_write_data(out.get(), text.data(), text.size());
  }
  archive_write_close(out.get());
  return {bytes.data(), used};
}

}  // namespace howdunit::testing
