# SPDX-License-Identifier: MIT
# Translates the program: src/app/CMakeLists.txt includes this file once the target spawnscope exists.
#
#     cmake --build build/release --target update_translations    brings the .ts files up to date with the sources
#
# The build turns each spawnscope_<language>.ts into :/i18n/spawnscope_<language>.qm. A text that is not translated
# shows in English.

# Where the texts for people are: in the explanations, the models, the views, and the command line.
# The build finds the forms by the names of the headers made from them, so they are listed nowhere.
# Those of the other platforms are not compiled here, but have texts too.
file(GLOB translated_sources ${PROJECT_SOURCE_DIR}/ui/*.ui ${PROJECT_SOURCE_DIR}/src/*/*_unix.cpp
    ${PROJECT_SOURCE_DIR}/src/*/*_windows.cpp)
foreach(target spawnscope_launcher spawnscope_models spawnscope_widgets spawnscope_app spawnscope)
    if(NOT TARGET ${target})
        continue()
    endif()
    get_target_property(sources ${target} SOURCES)
    get_target_property(source_dir ${target} SOURCE_DIR)
    list(FILTER sources INCLUDE REGEX "^[^$]*\\.(cpp|h|ui)$")
    foreach(source IN LISTS sources)
        cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${source_dir} NORMALIZE)
        list(APPEND translated_sources ${source})
    endforeach()
endforeach()

list(REMOVE_DUPLICATES translated_sources)

qt_add_translations(spawnscope
    TS_FILES ${CMAKE_CURRENT_LIST_DIR}/spawnscope_de.ts
    SOURCES ${translated_sources}
    INCLUDE_DIRECTORIES ${PROJECT_SOURCE_DIR}/src
    LUPDATE_OPTIONS -no-obsolete -locations none)
