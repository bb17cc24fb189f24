#pragma once

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// Reading small messages of strangers to the letter: whatever is not asked for is a mistake.
namespace troupe::distribution::impl {

/// No document type, no processing instruction, no comment, at most `most_bytes`. Error: invalid_input.
[[nodiscard]] Result<std::unique_ptr<pugi::xml_document>> parse_strict(std::string_view xml, std::size_t most_bytes);

/// The first thing that was wrong; empty: nothing so far.
struct Complaint {
    std::string text;
};

/// An element whose children are taken in their order. `finish`, or the destructor, complains of what nobody took.
class StrictElement {
public:
    StrictElement(pugi::xml_node node, Complaint& complaint);
    StrictElement(StrictElement&& other) noexcept;
    StrictElement(StrictElement const&) = delete;
    ~StrictElement() { finish(); }

    [[nodiscard]] std::string name() const { return node_.name(); }
    /// The next child, which must bear that name.
    [[nodiscard]] StrictElement take(char const* name);
    /// The next child if it bears that name.
    [[nodiscard]] std::optional<StrictElement> take_if(char const* name);
    /// The text of an element that has nothing else; it must not be empty.
    std::string const& text();
    std::string attribute(char const* name);
    void expect(std::string_view value);
    void complain(std::string const& what);
    void finish();

private:
    pugi::xml_node node_, next_;
    Complaint* complaint_;
    std::set<std::string> attributes_;
    std::optional<std::string> text_;
};

}  // namespace troupe::distribution::impl
