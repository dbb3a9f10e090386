# The page travels inside the binary: tools/embed-page.mjs turns web/dist into one blob and an index of it
# (http::page_assets(), src/http/assets.h). Without web/dist the page is one file that says how to build it.
find_program(NODE node REQUIRED)

set(EMBEDDED ${CMAKE_BINARY_DIR}/embedded)
add_custom_command(
  OUTPUT ${EMBEDDED}/page.blob ${EMBEDDED}/page.S ${EMBEDDED}/page_index.cpp
  COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tools/embed-page.mjs ${CMAKE_SOURCE_DIR}/web/dist ${EMBEDDED}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/embed-page.mjs
  DEPFILE ${EMBEDDED}/page.d
  COMMENT "Embedding the page"
  VERBATIM)
set_source_files_properties(${EMBEDDED}/page.S PROPERTIES OBJECT_DEPENDS ${EMBEDDED}/page.blob)

add_library(throughline_page STATIC ${EMBEDDED}/page.S ${EMBEDDED}/page_index.cpp)
target_include_directories(throughline_page PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(throughline PRIVATE throughline_page)
