# troupe_module(<name> TIER <tier> [PUBLIC modules..] [PRIVATE modules..] [LIBRARIES libraries..]
#               [PUBLIC_LIBRARIES libraries..] [TEST_MODULES modules..] [TEST_LIBRARIES libraries..]
#               [PRECOMPILE headers..] [COLD] [APART])
#
# One folder of src/ as a library `troupe_<name>`: every .cpp in it, `*_test.cpp` and `testing/*.cpp` apart, which
# become `<name>_test`. PUBLIC modules appear in our headers, PRIVATE ones do not.
#
# The layering is enforced here: a module has an include root of its own (a link named after it in the build folder),
# so including what was not linked fails with "No such file"; linking what does not exist yet, or a tier that is not
# allowed, stops the configuration.

set(TROUPE_TIERS_ground ground)
set(TROUPE_TIERS_domain ground domain)
set(TROUPE_TIERS_flow ground domain flow)
set(TROUPE_TIERS_face ground domain flow)
set(TROUPE_TIERS_adapter ground domain)
set(TROUPE_TIERS_top ground domain flow face adapter)

function(troupe_check_links name tier)
    foreach(module IN LISTS ARGN)
        if(NOT TARGET troupe_${module})
            message(FATAL_ERROR "src/${name} links ${module}, which is no module below it in TROUPE_MODULES: "
                                "a module links only what stands before it in that list")
        endif()
        get_target_property(linked_tier troupe_${module} TROUPE_TIER)
        if(NOT linked_tier IN_LIST TROUPE_TIERS_${tier})
            message(FATAL_ERROR "src/${name} (${tier}) must not link ${module} (${linked_tier}): "
                                "${tier} links ${TROUPE_TIERS_${tier}} only")
        endif()
    endforeach()
endfunction()

function(troupe_compile_together target)
    if(TROUPE_TOGETHER)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${TROUPE_TOGETHER})
        # g++ warns of classes in what it takes for headers.
        target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    endif()
endfunction()

function(troupe_module name)
    cmake_parse_arguments(ARG "COLD;APART" "TIER" "PUBLIC;PRIVATE;LIBRARIES;PUBLIC_LIBRARIES;TEST_MODULES;TEST_LIBRARIES;PRECOMPILE" ${ARGN})
    if(NOT DEFINED TROUPE_TIERS_${ARG_TIER})
        message(FATAL_ERROR "src/${name}: unknown tier '${ARG_TIER}'")
    endif()
    troupe_check_links(${name} ${ARG_TIER} ${ARG_PUBLIC} ${ARG_PRIVATE})

    set(include_root ${CMAKE_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${include_root})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${include_root}/${name} SYMBOLIC)

    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "(_test|_contract)\\.cpp$|/testing/|/main\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$|/testing/")
    if(NOT sources)
        file(WRITE ${CMAKE_BINARY_DIR}/${name}_headers_only.cpp "// ${name} has headers alone so far.\n")
        set(sources ${CMAKE_BINARY_DIR}/${name}_headers_only.cpp)
    endif()

    add_library(troupe_${name} STATIC ${sources})
    set_target_properties(troupe_${name} PROPERTIES TROUPE_TIER ${ARG_TIER})
    target_include_directories(troupe_${name} PUBLIC ${include_root})
    target_link_libraries(troupe_${name} PRIVATE $<BUILD_INTERFACE:troupe_options> ${ARG_LIBRARIES}
                          PUBLIC ${ARG_PUBLIC_LIBRARIES})
    foreach(module IN LISTS ARG_PUBLIC)
        target_link_libraries(troupe_${name} PUBLIC troupe_${module})
    endforeach()
    foreach(module IN LISTS ARG_PRIVATE)
        target_link_libraries(troupe_${name} PRIVATE troupe_${module})
    endforeach()

    # PRECOMPILE: heavy headers of others that nearly every file of this module includes, beside the usual ones.
    # COLD: translates, stores, connects; it is compiled more often than it matters how fast it runs.
    set(precompiled troupe_precompiled)
    if(ARG_COLD)
        target_compile_options(troupe_${name} PRIVATE ${TROUPE_COLD_OPTIONS})
        set(precompiled troupe_precompiled_cold)
    endif()
    if(ARG_PRECOMPILE AND TARGET troupe_precompiled)
        target_precompile_headers(troupe_${name} PRIVATE ${TROUPE_PRECOMPILED_HEADERS} ${ARG_PRECOMPILE})
    elseif(TARGET ${precompiled})
        target_precompile_headers(troupe_${name} REUSE_FROM ${precompiled})
    endif()

    # Several files a compilation: the same headers are read once for all of them. APART: every file alone, because
    # they are long to optimise or give the same names to their own parts.
    if(NOT ARG_APART)
        troupe_compile_together(troupe_${name})
    endif()

    if(TROUPE_TESTS AND tests)
        set(test_modules ${ARG_PRIVATE} ${ARG_TEST_MODULES})
        set(test_libraries ${ARG_LIBRARIES} ${ARG_TEST_LIBRARIES})
        troupe_module_tests(${name} "${tests}" "${test_modules}" "${test_libraries}")
    endif()
endfunction()

function(troupe_module_tests name tests modules libraries)
    add_executable(${name}_test ${tests})
    target_compile_options(${name}_test PRIVATE ${TROUPE_TEST_OPTIONS})
    troupe_compile_together(${name}_test)
    target_link_libraries(${name}_test PRIVATE troupe_${name} troupe_options rapidcheck GTest::gmock GTest::gtest_main
                          ${libraries})
    foreach(module IN LISTS modules)
        target_link_libraries(${name}_test PRIVATE troupe_${module})
    endforeach()
    target_compile_definitions(${name}_test PRIVATE
        TROUPE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" TROUPE_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/testing/data")
    if(TARGET troupe_precompiled_tests)
        target_precompile_headers(${name}_test REUSE_FROM troupe_precompiled_tests)
    endif()
    gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300)
    if(NOT TARGET unit_tests)
        add_custom_target(unit_tests)
    endif()
    add_dependencies(unit_tests ${name}_test)
endfunction()
