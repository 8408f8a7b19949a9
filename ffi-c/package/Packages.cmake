# `cpack -G TGZ` makes a tree that runs from anywhere, `cpack -G DEB` libgenauth<abi> and libgenauth-dev.
set(CPACK_PACKAGE_NAME libgenauth)
set(CPACK_PACKAGE_VENDOR GenAuth)
set(CPACK_PACKAGE_CONTACT "The genauth developers <genauth@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Who is the signed-in user? Client library for the GenAuth identity cloud")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/packages)
set(CPACK_PACKAGE_CHECKSUM SHA256)
string(TOLOWER ${CMAKE_SYSTEM_NAME} system)
set(CPACK_PACKAGE_FILE_NAME genauth-${PROJECT_VERSION}-${system}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES OFF) # Cargo has done it, and keeps what the static library needs

set(CPACK_COMPONENTS_ALL runtime dev)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
  "Asks the GenAuth (formerly Authing) identity cloud who the signed-in user is.\nThis package has the shared library.")
set(CPACK_COMPONENT_DEV_DESCRIPTION
  "Asks the GenAuth (formerly Authing) identity cloud who the signed-in user is.\nThis package has the headers, the static library, examples and build files.")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libgenauth${abi})
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
# The unwinder's package had another name before Debian 11. Its youngest symbol here is of gcc 4.2.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS "libc6 (>= ${GENAUTH_GLIBC}), libgcc-s1 (>= 4.2) | libgcc1 (>= 1:4.2)")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libgenauth-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libgenauth${abi} (= ${PROJECT_VERSION}-1)")
include(CPack)
