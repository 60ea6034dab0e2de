#include "store/postgres_module.h"

#include <dlfcn.h>

#include <filesystem>

#include "core/text.h"

namespace howdunit {
namespace {

constexpr std::string_view kModule = "howdunit-postgres.so";

}  // namespace

std::vector<std::string> PostgresModuleFolders() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path folder = program.parent_path();
  return {folder.string(), (folder.parent_path() / "lib" / "howdunit").string()};
}

Result<PostgresFactory> LoadPostgresModule(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    const std::string path = folder + "/" + std::string(kModule);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) continue;
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) return Error{"cannot load " + path + ": " + dlerror()};
    void* factory = dlsym(module, kPostgresFactory);
    if (factory == nullptr) return Error{path + ": is of another howdunit than this program"};
    return reinterpret_cast<PostgresFactory>(factory);
  }
  return Error{"PostgreSQL needs " + std::string(kModule) +
               " beside the program; it is in none of " + Join(folders, ", ")};
}

}  // namespace howdunit
