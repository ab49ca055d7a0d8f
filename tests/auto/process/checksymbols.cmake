# SPDX-License-Identifier: MIT
# cmake -DNM=… -DLIBRARY=… -DKNOWN=… -P checksymbols.cmake: fails when the core calls a function of
# the system that is neither made to fail by tst_faults nor known to need no such test.
execute_process(COMMAND ${NM} -u ${LIBRARY} OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL " U [a-z][A-Za-z0-9_]*" symbols "${listing}")
list(TRANSFORM symbols REPLACE "^ U " "")
list(REMOVE_DUPLICATES symbols)
list(LENGTH symbols count)
if(count LESS 20)
    message(FATAL_ERROR "Only ${count} symbols were found in ${LIBRARY}.")
endif()
string(REPLACE "," ";" known "${KNOWN}")
list(REMOVE_ITEM symbols ${known})
# Which of these a compiler takes is its own affair, and none can fail.
list(FILTER symbols EXCLUDE REGEX "^(mem|str)[a-z]+$")
if(symbols)
    message(FATAL_ERROR "The core calls what faultseam.cpp does not know: ${symbols}")
endif()
