# SPDX-License-Identifier: Apache-2.0
# What is installed, and how others find it.
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/euthymia")

# Both libraries are exported as euthymia::euthymia, each from its own file; the component chooses.
function(euthymia_install_library target component)
    install(
        TARGETS ${target}
        EXPORT euthymia_${component}
        RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT euthymia_runtime
        LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
                COMPONENT euthymia_runtime
                NAMELINK_COMPONENT euthymia_development
        ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT euthymia_development
        FILE_SET public_headers
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        COMPONENT euthymia_development)
    install(
        EXPORT euthymia_${component}
        FILE euthymia-${component}-targets.cmake
        NAMESPACE euthymia::
        DESTINATION "${package_folder}"
        COMPONENT euthymia_development)
endfunction()

if(EUTHYMIA_SHARED)
    euthymia_install_library(euthymia shared)
endif()
if(EUTHYMIA_STATIC)
    euthymia_install_library(euthymia_static static)
endif()

configure_package_config_file(cmake/euthymiaConfig.cmake.in "${PROJECT_BINARY_DIR}/euthymiaConfig.cmake"
                              INSTALL_DESTINATION "${package_folder}")
# Before 1.0 every minor version may change the interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/euthymiaConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(
    FILES "${PROJECT_BINARY_DIR}/euthymiaConfig.cmake" "${PROJECT_BINARY_DIR}/euthymiaConfigVersion.cmake"
    DESTINATION "${package_folder}"
    COMPONENT euthymia_development)

# pkg-config: the prefix is found from the file's own place, so that the tree can be moved.
file(RELATIVE_PATH up_to_prefix "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
string(REGEX REPLACE "/$" "" up_to_prefix "${up_to_prefix}")
configure_file(cmake/euthymia.pc.in "${PROJECT_BINARY_DIR}/euthymia.pc" @ONLY)
install(
    FILES "${PROJECT_BINARY_DIR}/euthymia.pc"
    DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
    COMPONENT euthymia_development)

file(GLOB schemas CONFIGURE_DEPENDS lib/knowledge/schema/*.json lib/adapt/schema/*.json)
install(
    FILES ${schemas}
    DESTINATION "${CMAKE_INSTALL_DATADIR}/euthymia/schema"
    COMPONENT euthymia_development)

if(TARGET euthymia_program)
    install(TARGETS euthymia_program RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT euthymia_runtime)
endif()

install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT euthymia_runtime)
install(FILES README.md CHANGELOG.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT euthymia_development)
