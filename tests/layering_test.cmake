cmake_minimum_required(VERSION 3.25)
# Fails if a folder includes a folder it must not know, or a third-party header
# outside its home.

set(core)
set(codec core)
set(ingest core codec)
set(store core)
set(rules core codec store)
set(report core codec store)
set(cli core codec ingest store rules report)

# header prefix | the only files that may include it
set(homes
  "sqlite3.h|^store/(database|statement|kept_statements|query_fence)\\.cc$"
  "pqxx|^store/module/postgres_connection\\.cc$"
  "re2/|^(ingest/layout\\.cc|ingest/signatures/pattern\\.cc|rules/.*\\.cc)$"
  "pcre2|^ingest/signatures/pattern\\.cc$"
  "archive|^ingest/bundle/archive\\.cc$"
  "bzlib.h|^ingest/bundle/bzip2\\.cc$"
  "lzma.h|^ingest/bundle/xz\\.cc$"
  "zstd|^ingest/bundle/zstd\\.cc$"
  "isa-l|^ingest/bundle/gzip\\.cc$"
  "yaml.h|^codec/yaml\\.cc$"
  "openssl/|^codec/.*\\.cc$"
  "CLI/|^cli/options\\.cc$"
  "boost/|^core/log\\.cc$"
  "mustache|^report/template\\.cc$"
  "valijson/|^rules/schema\\.cc$"
  "date/|^(ingest/clock/zone|report/zone)\\.cc$"
  "nlohmann/|^(codec/.*|rules/.*|report/.*)\\.cc$")

foreach(folder core codec ingest store rules report cli)
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cc)
  foreach(file ${files})
    file(STRINGS ${ROOT}/${file} includes REGEX "^#include ")
    foreach(line ${includes})
      if(line MATCHES "^#include \"([^/\"]*)")
        if(NOT CMAKE_MATCH_1 STREQUAL folder AND NOT CMAKE_MATCH_1 IN_LIST ${folder})
          message(SEND_ERROR "${file}: ${folder}/ must not include ${CMAKE_MATCH_1}/: ${line}")
        endif()
      endif()
      foreach(home ${homes})
        string(REPLACE "|" ";" home "${home}")
        list(GET home 0 header)
        list(SUBLIST home 1 -1 place)
        string(REPLACE ";" "|" place "${place}")
        if(line MATCHES "^#include <${header}" AND NOT file MATCHES "${place}")
          message(SEND_ERROR "${file}: <${header}…> is at home in ${place}: ${line}")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()
