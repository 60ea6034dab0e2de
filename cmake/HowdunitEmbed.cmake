# howdunit_embed(<target> <symbol> <file>...)
#
# Compiles the files into <target> as
#   const std::vector<howdunit::EmbeddedFile>& howdunit::<symbol>();   // core/embedded.h
# named by their path below the current folder (by their name alone, if they are not below it) and
# sorted by it, so that the installed program needs no data folder.

function(howdunit_embed target symbol)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cc)
  list(SORT ARGN)
  string(REPLACE ";" "|" files "${ARGN}")
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${output} -D SYMBOL=${symbol}
      -D ROOT=${CMAKE_CURRENT_SOURCE_DIR} "-DFILES=${files}"
      -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake VERBATIM)
  # Longer than a compiler must take, and both that are used take it.
  set_source_files_properties(${output} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(${target} PRIVATE ${output})
endfunction()
