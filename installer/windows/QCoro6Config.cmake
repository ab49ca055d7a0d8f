# SPDX-License-Identifier: MIT
# What find_package(QCoro6) finds in the libraries for Windows: QCoro's headers, without its library.
if(NOT TARGET QCoro6::Core)
    get_filename_component(_qcoro_prefix ${CMAKE_CURRENT_LIST_DIR}/../../.. ABSOLUTE)
    add_library(QCoro6::Core INTERFACE IMPORTED)
    target_include_directories(QCoro6::Core INTERFACE
        ${_qcoro_prefix}/include/qcoro6 ${_qcoro_prefix}/include/qcoro6/QCoro ${_qcoro_prefix}/include/qcoro6/qcoro)
    target_link_libraries(QCoro6::Core INTERFACE Qt6::Core)
    unset(_qcoro_prefix)
endif()
set(QCoro6_Core_FOUND TRUE)
