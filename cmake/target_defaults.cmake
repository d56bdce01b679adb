# SPDX-License-Identifier: Apache-2.0
# How every target of this project is compiled. Nothing here reaches a consumer.

set(EUTHYMIA_WARNINGS
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion
    -Wsign-conversion
    -Wshadow
    -Wold-style-cast
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wcast-align
    -Wdouble-promotion
    -Wformat=2
    -Wimplicit-fallthrough
    -Wundef
    -Werror
    # Only GCC knows these. Its -Wrestrict is off: GCC 12 warns in its own std::string (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond>
    $<$<CXX_COMPILER_ID:GNU>:-Wlogical-op>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)

# euthymia_defaults(<target>): language level, reproducible numbers and paths, hidden symbols; in our own
# builds also warnings as errors, sanitizers and coverage.
function(euthymia_defaults target)
    target_compile_features(${target} PRIVATE cxx_std_20)
    set_target_properties(
        ${target}
        PROPERTIES CXX_EXTENSIONS OFF
                   CXX_VISIBILITY_PRESET hidden
                   VISIBILITY_INLINES_HIDDEN ON
                   POSITION_INDEPENDENT_CODE ON)
    target_include_directories(${target} PRIVATE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>")
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
        return()
    endif()

    # The same bytes on every machine: no fused multiply-add, no path of the builder in the output.
    target_compile_options(${target} PRIVATE -ffp-contract=off "-ffile-prefix-map=${PROJECT_SOURCE_DIR}=."
                                             "-ffile-prefix-map=${PROJECT_BINARY_DIR}=./build")
    if(EUTHYMIA_DEVELOPER)
        target_compile_options(${target} PRIVATE ${EUTHYMIA_WARNINGS})
    endif()
    if(EUTHYMIA_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=${EUTHYMIA_SANITIZE} -fno-sanitize-recover=all
                                                 -fno-omit-frame-pointer)
        target_link_options(${target} PRIVATE -fsanitize=${EUTHYMIA_SANITIZE})
    endif()
    if(EUTHYMIA_COVERAGE)
        # Counted in one step: threads that count beside each other would lose some and leave numbers below zero.
        target_compile_options(${target} PRIVATE --coverage -fprofile-update=atomic)
        target_link_options(${target} PRIVATE --coverage)
    endif()
endfunction()
