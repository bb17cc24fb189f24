# troupe_embed(<module> <folder of data/>..)
#
# Puts every .json, .txt, .html, .css and .js file under the folders into the library of the module, so that the program
# needs no data folder at run time. `<module>_embedded/embedded.hpp` (generated) then declares
#     namespace troupe::<module>::impl { std::span<EmbeddedFile const> embedded_files(); }
# with names relative to data/, sorted.
function(troupe_embed module)
    set(files)
    foreach(folder IN LISTS ARGN)
        file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/data
             ${CMAKE_SOURCE_DIR}/data/${folder}/*.json ${CMAKE_SOURCE_DIR}/data/${folder}/*.txt
             ${CMAKE_SOURCE_DIR}/data/${folder}/*.html ${CMAKE_SOURCE_DIR}/data/${folder}/*.css
             ${CMAKE_SOURCE_DIR}/data/${folder}/*.js)
        list(APPEND files ${found})
    endforeach()
    list(SORT files)

    set(root ${CMAKE_BINARY_DIR}/embedded/${module})
    set(assembly ".section .rodata\n")
    set(declarations "")
    set(rows "")
    set(depends "")
    set(index 0)
    foreach(file IN LISTS files)
        set(symbol troupe_${module}_file_${index})
        string(APPEND assembly ".global ${symbol}\n.global ${symbol}_end\n${symbol}:\n"
                               ".incbin \"${CMAKE_SOURCE_DIR}/data/${file}\"\n${symbol}_end:\n.byte 0\n")
        string(APPEND declarations "extern \"C\" char const ${symbol}[];\nextern \"C\" char const ${symbol}_end[];\n")
        string(APPEND rows "        {\"${file}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
        list(APPEND depends ${CMAKE_SOURCE_DIR}/data/${file})
        math(EXPR index "${index} + 1")
    endforeach()
    string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")

    file(CONFIGURE OUTPUT ${root}/${module}_data.S CONTENT "${assembly}" @ONLY)
    file(CONFIGURE OUTPUT ${root}/${module}_embedded/embedded.hpp @ONLY CONTENT
"#pragma once
#include \"base/embedded.hpp\"
#include <span>
namespace troupe::${module}::impl {
std::span<EmbeddedFile const> embedded_files();
}
")
    file(CONFIGURE OUTPUT ${root}/embedded.cpp @ONLY CONTENT
"#include \"${module}_embedded/embedded.hpp\"
${declarations}
namespace troupe::${module}::impl {
std::span<EmbeddedFile const> embedded_files() {
    static EmbeddedFile const files[] = {
${rows}    };
    return files;
}
}
")
    set_source_files_properties(${root}/${module}_data.S PROPERTIES OBJECT_DEPENDS "${depends}")
    target_sources(troupe_${module} PRIVATE ${root}/${module}_data.S ${root}/embedded.cpp)
    target_include_directories(troupe_${module} PRIVATE ${root})
    if(TARGET ${module}_test)
        target_include_directories(${module}_test PRIVATE ${root})
    endif()
endfunction()

# troupe_embed_page(<module> <bundle>)
#
# Puts the one file that scripts/web.sh made into the library of the module; `<module>_page/page.hpp` (generated) then
# declares `std::string_view troupe::<module>::embedded_page()`. An absent file is as an empty one.
function(troupe_embed_page module bundle)
    if(NOT EXISTS ${bundle})
        get_filename_component(folder ${bundle} DIRECTORY)
        file(MAKE_DIRECTORY ${folder})
        file(TOUCH ${bundle})
    endif()
    set(root ${CMAKE_BINARY_DIR}/embedded/${module}_page)
    file(CONFIGURE OUTPUT ${root}/page.S @ONLY CONTENT
".section .rodata
.global troupe_${module}_page
.global troupe_${module}_page_end
troupe_${module}_page:
.incbin \"${bundle}\"
troupe_${module}_page_end:
.byte 0
.section .note.GNU-stack,\"\",@progbits
")
    file(CONFIGURE OUTPUT ${root}/${module}_page/page.hpp @ONLY CONTENT
"#pragma once
#include <string_view>
extern \"C\" char const troupe_${module}_page[];
extern \"C\" char const troupe_${module}_page_end[];
namespace troupe::${module} {
inline std::string_view embedded_page() {
    return {troupe_${module}_page, static_cast<std::size_t>(troupe_${module}_page_end - troupe_${module}_page)};
}
}
")
    set_source_files_properties(${root}/page.S PROPERTIES OBJECT_DEPENDS ${bundle})
    target_sources(troupe_${module} PRIVATE ${root}/page.S)
    target_include_directories(troupe_${module} PRIVATE ${root})
endfunction()
