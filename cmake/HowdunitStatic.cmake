# howdunit_static(<target> <name>...)
#
# With HOWDUNIT_STATIC the target stands for Debian's archives lib<name>.a: of the library itself
# first, then of what it needs. Where one of them is missing it stays what it is: the shared library. The tests
# need the shared ones: they write archives, and the program links only what reads them.
#
# The names of all of them, whatever HOWDUNIT_STATIC is, are the global property HOWDUNIT_ARCHIVES.
#
# The loader takes 0.1 to 1 ms at each start for each shared library, those that a library brings
# with it included: more than much that is done for a small bundle (docs/adr/0010-static-libraries.md).

option(HOWDUNIT_STATIC "Link third-party libraries as archives where Debian has them" OFF)

function(howdunit_static target)
  set_property(GLOBAL APPEND PROPERTY HOWDUNIT_ARCHIVES ${ARGN})
  if(NOT HOWDUNIT_STATIC)
    return()
  endif()
  set(archives)
  foreach(name IN LISTS ARGN)
    find_library(HOWDUNIT_ARCHIVE_${name} lib${name}.a)
    mark_as_advanced(HOWDUNIT_ARCHIVE_${name})
    if(NOT HOWDUNIT_ARCHIVE_${name})
      message(STATUS "lib${name}.a was not found: ${target} stays what it is")
      return()
    endif()
    list(APPEND archives ${HOWDUNIT_ARCHIVE_${name}})
  endforeach()
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")  # those of pkg-config are, and name files only
    list(POP_FRONT archives itself)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${itself})
  endif()
  set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "${archives}")
endfunction()
