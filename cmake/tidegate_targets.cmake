# tidegate_library(NAME SOURCES a.cc ... LINK lib ...): a static library of ours, included by its path from the root.
function(tidegate_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${arg_LINK})
endfunction()

# tidegate_program(NAME SOURCES ... LINK ...): a program, landing in bin/.
function(tidegate_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK})
endfunction()

# tidegate_test(NAME SOURCES ... LINK ... [TIMEOUT s] [LABELS ...]): a GoogleTest program, one CTest test. Its sources are remembered, so that
# tests/CMakeLists.txt can refuse a test file that no program builds. The label `threads`: what runs under the thread sanitizer too, so
# RocksDB, which is not instrumented, must not run in it.
function(tidegate_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(TIDEGATE_SANITIZE)
    math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 5")  # ten times slower on average, but most tests are far from their limit
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gmock GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  if(TIDEGATE_SANITIZE)
    target_compile_options(${name} PRIVATE -O0)  # half the compile time; what is tested, and what tests share, stays at -O1
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
  if("threads" IN_LIST arg_LABELS)
    set_property(GLOBAL APPEND PROPERTY TIDEGATE_THREADED_TESTS ${name})
  endif()
  foreach(source ${arg_SOURCES})
    get_filename_component(path ${source} ABSOLUTE)
    set_property(GLOBAL APPEND PROPERTY TIDEGATE_TEST_SOURCES ${path})
  endforeach()
endfunction()

# A test file that nothing builds would never fail: that is a configure error.
function(tidegate_check_tests_registered)
  get_property(registered GLOBAL PROPERTY TIDEGATE_TEST_SOURCES)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*_test.cc)
  foreach(path ${found})
    if(NOT path IN_LIST registered)
      message(FATAL_ERROR "${path} is built by no test program: name it in the CMakeLists.txt of its folder")
    endif()
  endforeach()
endfunction()
