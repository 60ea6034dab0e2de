# howdunit_library(<folder> [DEPENDS <folder>...] [LINK <third-party target>...])
#
# The folder's *.cc as the library howdunit_<folder>, but those of its folders program/ and module/. Folders named in DEPENDS
# are visible to its includes; LINK is private to its .cc files.

add_library(howdunit_warnings INTERFACE)
target_compile_options(howdunit_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wextra-semi
  -Wcast-align -Wimplicit-fallthrough
  -Wno-missing-field-initializers  # records are filled by name; the rest is "not stated"
  # GCC 12 at -O3 warns of std::string itself (GCC bugs 105329, 105562).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)

function(howdunit_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LINK")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/(program|module)/")
  add_library(howdunit_${folder} STATIC ${sources})
  list(TRANSFORM arg_DEPENDS PREPEND howdunit_)
  target_link_libraries(howdunit_${folder}
    PUBLIC ${arg_DEPENDS} PRIVATE ${arg_LINK} howdunit_warnings)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  target_sources(howdunit_${folder} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
endfunction()
