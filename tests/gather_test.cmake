cmake_minimum_required(VERSION 3.25)
# Fails if what `howdunit gather` prints, for everything or for one rule, is no clean POSIX script.
# CHECKER is the command that judges it, HOWDUNIT the program.

execute_process(COMMAND ${HOWDUNIT} rules list OUTPUT_VARIABLE list COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)[a-z0-9-]+" rules "${list}")
set(for_all "")
foreach(rule IN ITEMS "" ${rules})
  string(STRIP "${rule}" rule)
  set(options "")
  if(rule)
    set(options --for ${rule})
  endif()
  execute_process(COMMAND ${HOWDUNIT} gather ${options}
    OUTPUT_FILE ${SCRIPT} COMMAND_ERROR_IS_FATAL ANY)
  set(judge ${CHECKER})
  if(rule AND CHECKER MATCHES "shellcheck")
    # A script for one rule keeps helpers that it does not call.
    list(APPEND judge -S warning)
  endif()
  execute_process(COMMAND ${judge} ${SCRIPT} RESULT_VARIABLE failed OUTPUT_VARIABLE said
    ERROR_VARIABLE said)
  if(failed)
    message(SEND_ERROR "gather --for \"${rule}\": ${said}")
  endif()
endforeach()
