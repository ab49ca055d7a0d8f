# SPDX-License-Identifier: MIT
# The two helpers of every CMakeLists.txt below: one target per folder, every file listed.

# What every target of this project is compiled with; never reaches a target outside of it.
add_library(spawnscope_settings INTERFACE)
target_compile_features(spawnscope_settings INTERFACE cxx_std_20)
target_compile_definitions(spawnscope_settings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS QT_NO_FOREACH)
target_include_directories(spawnscope_settings INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(MSVC)
    target_compile_options(spawnscope_settings INTERFACE /utf-8 /W3)
else()
    target_compile_options(spawnscope_settings INTERFACE
        -Wall -Wextra -Wpedantic -Wnon-virtual-dtor
        # Not in tests: QTRY_COMPARE of Qt 6.8 converts.
        $<$<NOT:$<BOOL:$<TARGET_PROPERTY:SPAWNSCOPE_IS_TEST>>>:-Wconversion;-Wno-sign-conversion>
        # GCC's -Wshadow takes the enumerators of an enum class for shadows of namespace members. Others' takes what one
        # source has for itself for shadowed by the next one, where they are compiled together.
        $<IF:$<CXX_COMPILER_ID:GNU>,-Wshadow=local,$<$<NOT:$<BOOL:${SPAWNSCOPE_UNITY_BUILD}>>:-Wshadow>>)
endif()
if(SPAWNSCOPE_SANITIZE)
    set(is_sanitized $<NOT:$<BOOL:$<TARGET_PROPERTY:SPAWNSCOPE_IS_TESTS_CHILD>>>)
    target_compile_options(spawnscope_settings INTERFACE
        $<${is_sanitized}:-fsanitize=${SPAWNSCOPE_SANITIZE};-fno-sanitize-recover=all>
        -fno-omit-frame-pointer
        # Instrumented code makes GCC guess wrongly about tl::expected and std::optional.
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(spawnscope_settings INTERFACE
        $<${is_sanitized}:-fsanitize=${SPAWNSCOPE_SANITIZE}>)
endif()

# Qt tells each test its own folders; without them one precompiled header serves all, QTest among it.
set(SPAWNSCOPE_TEST_OPTIONS -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)
# A test is run once; optimizing it fully takes longer than that spares. GCC guesses wrongly about std::optional then.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_BUILD_TYPE MATCHES "^Rel")
    list(APPEND SPAWNSCOPE_TEST_OPTIONS -Og -Wno-maybe-uninitialized)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND SPAWNSCOPE_SANITIZE)
    list(APPEND SPAWNSCOPE_TEST_OPTIONS -O0)
endif()

# spawnscope_precompile(<target> [FOR_TESTS] <library linked>…)
# has the target use what most sources include anyway, compiled once: a build takes little more than half the time. What a
# source itself forgets to include is not noticed then, so the preset dev does without. FOR_TESTS: for code that is
# compiled by spawnscope_compile_for_tests().
function(spawnscope_precompile target)
    if(NOT SPAWNSCOPE_PRECOMPILED_HEADERS)
        return()
    endif()
    set(kind core)
    if("Qt6::Widgets" IN_LIST ARGN OR "Spawnscope::Widgets" IN_LIST ARGN)
        set(kind widgets)
    endif()
    set(owner spawnscope_precompiled_${kind})
    set(options)
    if("FOR_TESTS" IN_LIST ARGN) # GCC takes only what was optimized alike
        string(APPEND owner _for_tests)
        set(options ${SPAWNSCOPE_TEST_OPTIONS})
    endif()
    if(NOT TARGET ${owner})
        set(headers
            <QByteArray> <QCoreApplication> <QDir> <QFile> <QJsonObject> <QList> <QObject> <QPointer> <QString> <QTimer>
            <QCoroTask> <tl/expected.hpp>
            <algorithm> <array> <chrono> <functional> <map> <memory> <mutex> <optional> <string> <utility> <vector>)
        set(libraries Qt6::Core QCoro6::Core tl::expected)
        if(kind STREQUAL "widgets")
            list(APPEND headers
                <QAction> <QApplication> <QKeyEvent> <QLabel> <QMenu> <QPainter> <QScrollBar> <QToolButton>)
            list(APPEND libraries Qt6::Widgets)
        endif()
        if("FOR_TESTS" IN_LIST ARGN)
            list(APPEND headers <QSignalSpy> <QTemporaryDir> <QTest>)
            list(APPEND libraries Qt6::Test)
        endif()
        file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${owner}.cpp CONTENT "// Takes up no more than its headers.\n")
        add_library(${owner} OBJECT ${PROJECT_BINARY_DIR}/${owner}.cpp)
        target_link_libraries(${owner} PRIVATE spawnscope_settings ${libraries})
        target_precompile_headers(${owner} PRIVATE ${headers})
        # Lets ccache keep what was compiled with them.
        target_compile_options(${owner} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> ${options})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

# spawnscope_add_library(<folder> SOURCES … [PUBLIC_HEADERS …] [LINK …] [LINK_PRIVATE …])
# makes the static library spawnscope_<folder> with the alias Spawnscope::<Folder>.
function(spawnscope_add_library folder)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC_HEADERS;LINK;LINK_PRIVATE")
    set(target spawnscope_${folder})
    string(SUBSTRING ${folder} 0 1 initial)
    string(TOUPPER ${initial} initial)
    string(SUBSTRING ${folder} 1 -1 rest)
    add_library(${target} STATIC)
    add_library(Spawnscope::${initial}${rest} ALIAS ${target})
    set_target_properties(${target} PROPERTIES
        AUTOMOC ON AUTOUIC ON AUTORCC ON
        UNITY_BUILD ${SPAWNSCOPE_UNITY_BUILD}
        UNITY_BUILD_BATCH_SIZE 16
        AUTOUIC_SEARCH_PATHS ${PROJECT_SOURCE_DIR}/ui
        EXPORT_NAME ${initial}${rest})
    target_sources(${target}
        PRIVATE ${arg_SOURCES}
        PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${arg_PUBLIC_HEADERS})
    target_link_libraries(${target}
        PUBLIC ${arg_LINK}
        PRIVATE $<BUILD_INTERFACE:spawnscope_settings> ${arg_LINK_PRIVATE})
    if(SPAWNSCOPE_UNITY_BUILD) # GCC takes a source for a header when another includes it
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
    target_compile_features(${target} PUBLIC cxx_std_20)
    spawnscope_precompile(${target} ${arg_LINK} ${arg_LINK_PRIVATE})
    target_include_directories(${target} INTERFACE
        $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()

# After so many seconds a test is taken to hang.
set(SPAWNSCOPE_TEST_TIMEOUT 120)
if(SPAWNSCOPE_SANITIZE) # some take most of that with one
    set(SPAWNSCOPE_TEST_TIMEOUT 600)
elseif(CMAKE_CROSSCOMPILING) # and with Wine files take six times as long
    set(SPAWNSCOPE_TEST_TIMEOUT 300)
endif()

# spawnscope_compile_for_tests(<target> <library linked>…)
# compiles a target as what is run in tests only.
function(spawnscope_compile_for_tests target)
    set_target_properties(${target} PROPERTIES SPAWNSCOPE_IS_TEST ON)
    target_link_libraries(${target} PRIVATE spawnscope_settings Qt6::Test)
    spawnscope_precompile(${target} FOR_TESTS ${ARGN})
    target_compile_options(${target} PRIVATE ${SPAWNSCOPE_TEST_OPTIONS})
endfunction()

# spawnscope_add_test(<name> SOURCES … LINK … [LABELS …] [ENVIRONMENT …] [GUI])
# makes the test program and registers it with ctest. GUI tests run on the offscreen platform. A source tst_x.cpp has to
# include "tst_x.moc" at its end.
function(spawnscope_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "GUI" "" "SOURCES;LINK;LABELS;ENVIRONMENT")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINK})
    spawnscope_compile_for_tests(${name} ${arg_LINK})
    # AUTOMOC would run once more for each of the programs, and add a source to it.
    set(moc_folder ${CMAKE_CURRENT_BINARY_DIR}/${name}_moc)
    target_include_directories(${name} PRIVATE ${moc_folder})
    foreach(source IN LISTS arg_SOURCES)
        if(source MATCHES "^(tst_.+)\\.cpp$")
            qt_generate_moc(${source} ${moc_folder}/${CMAKE_MATCH_1}.moc TARGET ${name})
            target_sources(${name} PRIVATE ${moc_folder}/${CMAKE_MATCH_1}.moc)
        endif()
    endforeach()
    add_test(NAME ${name} COMMAND ${name})
    if(arg_GUI)
        list(APPEND arg_LABELS gui)
        list(APPEND arg_ENVIRONMENT QT_QPA_PLATFORM=offscreen)
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "${arg_LABELS}" ENVIRONMENT "${arg_ENVIRONMENT}" TIMEOUT ${SPAWNSCOPE_TEST_TIMEOUT})
endfunction()
