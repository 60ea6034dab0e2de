// Records as bytes of this process, for a SpillFile: what there may be millions of.
#pragma once

#include <string>
#include <string_view>

#include "core/record.h"

namespace howdunit {

// Puts the record behind `bytes`.
void PackRecord(const EventRecord& record, std::string& bytes);
void PackRecord(const SignatureRecord& record, std::string& bytes);
void PackRecord(const PodRecord& record, std::string& bytes);

// The record that was packed into `bytes`, and nothing else. REQUIRES: they are PackRecord()'s.
void UnpackRecord(std::string_view bytes, EventRecord& record);
void UnpackRecord(std::string_view bytes, SignatureRecord& record);
void UnpackRecord(std::string_view bytes, PodRecord& record);

}  // namespace howdunit
