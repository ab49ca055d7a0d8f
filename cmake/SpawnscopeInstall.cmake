# SPDX-License-Identifier: MIT
# What `cmake --install` puts where: the libraries for other projects, and the program with its desktop files.
#
#     find_package(Spawnscope REQUIRED COMPONENTS Process)
#     target_link_libraries(mine PRIVATE Spawnscope::Process)   # #include <process/process.h>

# --- libraries --------------------------------------------------------------------------------------------------------

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Spawnscope)

# One export set per component, so that Base can be found where QCoro is not.
foreach(component Base Process)
    string(TOLOWER spawnscope_${component} target)
    install(TARGETS ${target}
        EXPORT Spawnscope${component}Targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/spawnscope)
    install(EXPORT Spawnscope${component}Targets
        NAMESPACE Spawnscope::
        DESTINATION ${package_dir})
endforeach()

if(TARGET spawnscope_console)
    install(TARGETS spawnscope_console RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_package_config_file(cmake/SpawnscopeConfig.cmake.in
    ${PROJECT_BINARY_DIR}/SpawnscopeConfig.cmake
    INSTALL_DESTINATION ${package_dir}
    NO_SET_AND_CHECK_MACRO)
# Before 1.0 every minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/SpawnscopeConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/SpawnscopeConfig.cmake
    ${PROJECT_BINARY_DIR}/SpawnscopeConfigVersion.cmake
    DESTINATION ${package_dir})

# --- program ----------------------------------------------------------------------------------------------------------

# `cmake --install build/release --component program` installs it alone.
if(TARGET spawnscope)
    set(app_id io.github.spawnscope.Spawnscope)
    if(WIN32)
        spawnscope_install_program()
    else()
        install(TARGETS spawnscope
            RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program
            BUNDLE DESTINATION . COMPONENT program)
    endif()
    if(UNIX AND NOT APPLE)
        install(FILES resources/${app_id}.desktop
            DESTINATION ${CMAKE_INSTALL_DATADIR}/applications
            COMPONENT program)
        install(FILES resources/${app_id}.metainfo.xml
            DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo
            COMPONENT program)
        install(FILES resources/icons/spawnscope.svg
            DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps
            RENAME ${app_id}.svg
            COMPONENT program)
    endif()
endif()
