# Every third-party library, found once, with the Debian package that brings
# it. tools/packages holds the same list for apt.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# howdunit_require(<found> <library> <apt package>)
function(howdunit_require found library package)
  if(NOT found)
    message(FATAL_ERROR "${library} was not found. On Debian: apt-get install ${package}")
  endif()
endfunction()

set(Boost_USE_STATIC_LIBS ${HOWDUNIT_STATIC})  # Debian's package has both
find_package(Boost 1.74 CONFIG QUIET COMPONENTS log)
howdunit_require("${Boost_FOUND}" "Boost.Log" libboost-log-dev)
set_property(GLOBAL APPEND PROPERTY HOWDUNIT_ARCHIVES boost_log boost_thread boost_filesystem)

# Of the release program; of any other build, or without the archive, it is the C library's (docs/adr/0011-allocator.md).
add_library(howdunit_malloc INTERFACE)
howdunit_static(howdunit_malloc jemalloc)

find_package(nlohmann_json 3.11 CONFIG QUIET)
howdunit_require("${nlohmann_json_FOUND}" "nlohmann/json" nlohmann-json3-dev)

pkg_check_modules(RE2 QUIET IMPORTED_TARGET re2)
howdunit_require("${RE2_FOUND}" "RE2" libre2-dev)
howdunit_static(PkgConfig::RE2 re2)

pkg_check_modules(PCRE2 QUIET IMPORTED_TARGET libpcre2-8)
howdunit_require("${PCRE2_FOUND}" "PCRE2" libpcre2-dev)
howdunit_static(PkgConfig::PCRE2 pcre2-8)

find_package(SQLite3 3.40 QUIET)
howdunit_require("${SQLite3_FOUND}" "SQLite3" libsqlite3-dev)
howdunit_static(SQLite::SQLite3 sqlite3)

pkg_check_modules(PQXX QUIET IMPORTED_TARGET libpqxx)
howdunit_require("${PQXX_FOUND}" "libpqxx" libpqxx-dev)

find_package(LibArchive 3.6 QUIET)
howdunit_require("${LibArchive_FOUND}" "libarchive" libarchive-dev)
howdunit_static(LibArchive::LibArchive archive lzma bz2 zstd z nettle)

find_package(BZip2 QUIET)
howdunit_require("${BZIP2_FOUND}" "bzip2" libbz2-dev)
howdunit_static(BZip2::BZip2 bz2)

find_package(LibLZMA 5.4 QUIET)
howdunit_require("${LIBLZMA_FOUND}" "liblzma" liblzma-dev)
howdunit_static(LibLZMA::LibLZMA lzma)

pkg_check_modules(ZSTD QUIET IMPORTED_TARGET libzstd)
howdunit_require("${ZSTD_FOUND}" "zstd" libzstd-dev)
howdunit_static(PkgConfig::ZSTD zstd)

pkg_check_modules(ISAL QUIET IMPORTED_TARGET libisal)
howdunit_require("${ISAL_FOUND}" "ISA-L" libisal-dev)

pkg_check_modules(LIBYAML QUIET IMPORTED_TARGET yaml-0.1)
howdunit_require("${LIBYAML_FOUND}" "libyaml" libyaml-dev)
howdunit_static(PkgConfig::LIBYAML yaml)

find_package(CLI11 2.1 CONFIG QUIET)
howdunit_require("${CLI11_FOUND}" "CLI11" libcli11-dev)

find_package(fmt 9 CONFIG QUIET)
howdunit_require("${fmt_FOUND}" "fmt" libfmt-dev)

find_package(date 3.0 CONFIG QUIET)
howdunit_require("${date_FOUND}" "Howard Hinnant's date" libhowardhinnant-date-dev)

find_package(OpenSSL 3.0 QUIET COMPONENTS Crypto)
howdunit_require("${OPENSSL_FOUND}" "OpenSSL" libssl-dev)
howdunit_static(OpenSSL::Crypto crypto)

find_path(KAINJOW_MUSTACHE_INCLUDE_DIR NAMES mustache.hpp PATH_SUFFIXES kainjow)
howdunit_require("${KAINJOW_MUSTACHE_INCLUDE_DIR}" "kainjow Mustache" libkainjow-mustache-dev)
add_library(howdunit_mustache INTERFACE)
target_include_directories(howdunit_mustache SYSTEM INTERFACE ${KAINJOW_MUSTACHE_INCLUDE_DIR})

find_package(valijson CONFIG QUIET)
howdunit_require("${valijson_FOUND}" "valijson" libvalijson-dev)
