# Compiler settings, the libraries that are found, and one function for each kind of target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libzmq REQUIRED IMPORTED_TARGET libzmq>=4.3.4)
# pkg-config tells the headers of all that libzmq was built with, which zmq.h does not need; and CMake puts them in another
# place when it is run again, which would compile everything once more.
set_target_properties(PkgConfig::libzmq PROPERTIES
  INTERFACE_COMPILE_OPTIONS "" INTERFACE_INCLUDE_DIRECTORIES "${libzmq_INCLUDEDIR}")
# Pictures are exported as PNG and PDF without Qt.
pkg_check_modules(librsvg REQUIRED IMPORTED_TARGET librsvg-2.0>=2.54)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo-pdf>=1.16)
find_package(cppzmq 4.8 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(tl-expected REQUIRED)
if(ZEROLOOM_GUI)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport Svg Test)
  find_package(QCustomPlotQt6 REQUIRED)
endif()

find_program(ZEROLOOM_CCACHE ccache)
if(ZEROLOOM_CCACHE)
  # Without these it keeps no object that was made with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${ZEROLOOM_CCACHE}")
endif()

add_library(zeroloom_settings INTERFACE)
target_include_directories(zeroloom_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(zeroloom_settings INTERFACE -Wall -Wextra $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local> -Wnon-virtual-dtor -Woverloaded-virtual)
target_compile_definitions(zeroloom_settings INTERFACE ZEROLOOM_VERSION="${PROJECT_VERSION}")
if(ZEROLOOM_WARNINGS_AS_ERRORS)
  # GCC 12 warns in its own std::string for "text" + std::to_string(n) when it optimises (GCC bug 105651).
  target_compile_options(zeroloom_settings INTERFACE -Werror $<$<CXX_COMPILER_ID:GNU>:-Wno-error=restrict>)
endif()
if(ZEROLOOM_SANITIZERS)
  target_compile_options(zeroloom_settings INTERFACE -fsanitize=${ZEROLOOM_SANITIZERS} -fno-omit-frame-pointer)
  target_link_options(zeroloom_settings INTERFACE -fsanitize=${ZEROLOOM_SANITIZERS})
endif()

# zeroloom_library(NAME SOURCES file... DEPENDS target...): a static library of one folder. What a folder may include is
# what it depends on here, so the arrows between folders stand in these lists.
function(zeroloom_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC zeroloom_settings ${arg_DEPENDS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE zeroloom_settings ${arg_DEPENDS})
  endif()
endfunction()

# The same for a folder of the window.
function(zeroloom_ui_library name)
  zeroloom_library(${name} ${ARGN})
  get_target_property(kind ${name} TYPE)
  if(kind STREQUAL "STATIC_LIBRARY")
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${name} PUBLIC QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII)
    target_link_libraries(${name} PUBLIC Qt6::Widgets)
    if(NOT name STREQUAL "zeroloom_ui_theme" AND TARGET zeroloom_ui_theme)
      target_precompile_headers(${name} REUSE_FROM zeroloom_ui_theme)
    else()
      target_precompile_headers(${name} PRIVATE <QtWidgets> <memory> <string> <vector>)
    endif()
  endif()
endfunction()
