# What an installation holds beside the programs, and the Debian package of it (`cpack`).

install(DIRECTORY "${PROJECT_SOURCE_DIR}/resources/" DESTINATION "${CMAKE_INSTALL_DATADIR}/zeroloom"
  PATTERN "CMakeLists.txt" EXCLUDE)

set(desktop "${PROJECT_SOURCE_DIR}/packaging/desktop")
if(ZEROLOOM_GUI)
  # A release is dated by its last commit, so that the same source gives the same package.
  execute_process(COMMAND git log -1 --format=%cs WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    OUTPUT_VARIABLE ZEROLOOM_RELEASE_DATE OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT ZEROLOOM_RELEASE_DATE)
    string(TIMESTAMP ZEROLOOM_RELEASE_DATE "%Y-%m-%d" UTC)
  endif()
  set(metainfo org.zeroloom.Zeroloom.metainfo.xml)
  configure_file("${desktop}/${metainfo}.in" "${PROJECT_BINARY_DIR}/${metainfo}" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${metainfo}" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
  install(FILES "${desktop}/zeroloom.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
  install(FILES "${desktop}/zeroloom-mime.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages"
    RENAME zeroloom.xml)
  install(FILES "${PROJECT_SOURCE_DIR}/resources/icons/zeroloom.svg"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
endif()
install(FILES "${desktop}/copyright" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/zeroloom")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME zeroloom)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The Zeroloom authors <zeroloom@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Qt loads its platforms and the SVG icons at run time, so that no linker knows of them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "qt6-qpa-plugins")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-inter, graphviz")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "draw a ZeroMQ network, run it for real, and watch every socket
 Zeroloom is a desktop application and a command line for people who design,
 learn or look after networks of ZeroMQ sockets. Sockets are dragged onto a
 canvas, wired by messaging pattern, and run for real; rates, latency, queue
 depths, losses and connection states of every wire are shown live.")
include(CPack)
