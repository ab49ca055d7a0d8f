# SPDX-License-Identifier: MIT
# Run by the test package_consumer, which sets the variables.
cmake_minimum_required(VERSION 3.25)
unset(ENV{DESTDIR})
set(prefix ${work}/installed)
file(REMOVE_RECURSE ${work})

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

run(${CMAKE_COMMAND} --install ${build} --config "${config}" --prefix ${prefix})

file(GLOB_RECURSE private_headers ${prefix}/*_p.h)
if(private_headers)
    message(FATAL_ERROR "Private headers were installed: ${private_headers}")
endif()

# A list in an argument needs its semicolons kept.
string(REPLACE ";" "\\;" prefixes "${prefix};${prefixes}")
run(${CMAKE_COMMAND} -S ${source} -B ${work}/build -G ${generator}
    "-DCMAKE_PREFIX_PATH=${prefixes}"
    -DCMAKE_CXX_COMPILER=${compiler}
    -DCMAKE_CXX_FLAGS=${flags}
    "-DCMAKE_BUILD_TYPE=${config}"
    -DEXPECTED_PREFIX=${prefix})
run(${CMAKE_COMMAND} --build ${work}/build --config "${config}")
run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/build -C "${config}" --output-on-failure
    --no-tests=error)
