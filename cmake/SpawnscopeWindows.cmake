# SPDX-License-Identifier: MIT
# What the programs carry on Windows besides their code, and the folder that holds them with all they need.

# spawnscope_add_windows_resources(<program> <description>)
# gives it the icon, the version and the manifest: UTF-8, long paths, a DPI for each monitor, no more rights than its
# caller has.
function(spawnscope_add_windows_resources program description)
    set(resources ${PROJECT_SOURCE_DIR}/resources/windows)
    get_target_property(suffix ${program} SUFFIX)
    if(suffix)
        set(file_name spawnscope${suffix})
    else()
        set(file_name spawnscope.exe)
    endif()
    set(script ${CMAKE_CURRENT_BINARY_DIR}/${program}.rc)
    configure_file(${resources}/spawnscope.rc.in ${script} @ONLY)
    set_source_files_properties(${script} PROPERTIES
        OBJECT_DEPENDS "${resources}/spawnscope.ico;${resources}/spawnscope.manifest")
    target_sources(${program} PRIVATE ${script})
    if(MSVC)
        target_link_options(${program} PRIVATE /MANIFEST:NO) # it has one
    endif()
endfunction()

# spawnscope_install_program()
# makes `cmake --install … --component program` fill a folder that runs wherever it is put.
function(spawnscope_install_program)
    install(TARGETS spawnscope spawnscope_com spawnscope_console RUNTIME DESTINATION . COMPONENT program)
    install(FILES LICENSE DESTINATION licences RENAME Spawnscope.txt COMPONENT program)

    set(qt_prefix ${QT6_INSTALL_PREFIX})
    set(qt_plugins ${QT6_INSTALL_PLUGINS})
    set(libraries)
    set(import_libraries)
    set(host_translations)
    if(CMAKE_CROSSCOMPILING)
        foreach(root IN LISTS CMAKE_FIND_ROOT_PATH)
            list(APPEND libraries ${root}/bin)
        endforeach()
        execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libkernel32.a
            OUTPUT_VARIABLE kernel OUTPUT_STRIP_TRAILING_WHITESPACE)
        cmake_path(GET kernel PARENT_PATH import_libraries)
        set(host_translations ${QT_HOST_PATH}/share/qt6/translations)
    elseif(DEFINED PCRE2_LIBRARY_DIRS)
        cmake_path(GET CMAKE_CXX_COMPILER PARENT_PATH libraries)
        foreach(directory IN LISTS PCRE2_LIBRARY_DIRS)
            list(APPEND libraries ${directory}/../bin)
        endforeach()
    endif()
    configure_file(${PROJECT_SOURCE_DIR}/installer/windows/program.cmake.in ${PROJECT_BINARY_DIR}/program.cmake @ONLY)
    install(SCRIPT ${PROJECT_BINARY_DIR}/program.cmake COMPONENT program)
endfunction()
