#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_server.hpp"

namespace troupe::api {

/// The dashboard: the files of web/, as they were built into the program, and its addresses. Needs no key: it holds
/// nothing of the installation, and asks for the key itself.
class Page {
public:
    /// `bundle`: a line of JSON, [{name, type, size, zipped_size}..], then the bytes of each file and, where
    /// zipped_size is not 0, the same in gzip. Empty where the program was built without Node.js; one that cannot be
    /// read is as none.
    /// `link_origin`: an origin beside the page's own that its pictures and sound may come from; empty: none.
    explicit Page(std::string_view bundle, std::string const& link_origin = {});

    /// The one that was built into this program.
    [[nodiscard]] static Page built_in(std::string const& link_origin);

    [[nodiscard]] bool is_there() const { return !files_.empty(); }
    /// Whether the path is the page's: one of its files, or a screen.
    [[nodiscard]] bool serves(std::string_view path) const;
    /// Of a path that it serves. Names with a hash in them stay in the browser for a year, all else is asked for again.
    [[nodiscard]] net::ServerAnswer answer(net::ServerRequest const& request) const;

private:
    struct File {
        std::string name;  ///< "/assets/index-B1x9.js"
        std::string type;
        std::string_view bytes, zipped;  ///< zipped: empty where it would not be smaller
        std::string etag;
    };
    [[nodiscard]] File const* find(std::string_view path) const;

    std::string policy_;
    std::vector<File> files_;
};

}  // namespace troupe::api
