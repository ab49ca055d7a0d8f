# SPDX-License-Identifier: MIT
# Builds for 64-bit Windows 10 on Linux, with Debian's mingw-w64 compiler and what ./libraries made.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_VERSION 10)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

set(_target x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${_target}-gcc-posix)
set(CMAKE_CXX_COMPILER ${_target}-g++-posix)
set(CMAKE_RC_COMPILER ${_target}-windres)
set(CMAKE_AR ${_target}-gcc-ar-posix CACHE FILEPATH "")
set(CMAKE_RANLIB ${_target}-gcc-ranlib-posix CACHE FILEPATH "")

set(_libraries "$ENV{SPAWNSCOPE_WINDOWS_LIBRARIES}")
if(NOT _libraries)
    set(_libraries ${CMAKE_CURRENT_LIST_DIR}/../../build/windows-libraries)
endif()
get_filename_component(_libraries ${_libraries} REALPATH)
set(CMAKE_FIND_ROOT_PATH ${_libraries} ${_libraries}/qt /usr/${_target})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# pkg-config must not find what is for this machine.
set(ENV{PKG_CONFIG_LIBDIR} ${_libraries}/lib/pkgconfig)

# moc, rcc and the like run on this machine, and are of the same version as the Qt that is linked.
set(QT_HOST_PATH /usr CACHE PATH "")
file(GLOB _host_cmake /usr/lib/*/cmake/Qt6)
get_filename_component(_host_cmake "${_host_cmake}" DIRECTORY)
set(QT_HOST_PATH_CMAKE_DIR ${_host_cmake} CACHE PATH "")
set(Qt6LinguistTools_DIR ${_host_cmake}/Qt6LinguistTools CACHE PATH "")

set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine-run)
