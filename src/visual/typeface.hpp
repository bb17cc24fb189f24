#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// The faces that pictures are set in: files of Debian's font packages, found by path.
namespace troupe::visual {

enum class LetterCase { as_written, upper };

struct Typeface {
    std::string name;            ///< our own: "bebas", "garamond-italic"
    std::filesystem::path file;  ///< under /usr/share/fonts
    std::string package;         ///< Debian's: "fonts-bebas-neue"
    LetterCase letter_case = LetterCase::as_written;
    float tracking_em = 0;       ///< that suits it at title size
};

/// A display face and the text face that suits it.
struct FacePair {
    Typeface display;
    Typeface text;
    /// Of the name as a mark, which is looked at and known again: mostly the display face, else one whose letters are too
    /// much of a drawing for titles, which are read once and in passing.
    Typeface mark;
};

/// The pairs of a character (neutral, brutal, elegant, soft, technical, handmade), each with installed files; `notes`
/// tells which were left out because their package is missing. When none of the character's own is there the pair is
/// DejaVu's. Errors: invalid_input (no such character), unavailable (not even DejaVu is installed).
[[nodiscard]] Result<std::vector<FacePair>> face_pairs(std::string_view character, std::vector<std::string>& notes);

[[nodiscard]] std::vector<std::string> const& character_names();

/// Every face of the catalogue, installed or not: for `doctor` and for tests.
[[nodiscard]] std::vector<Typeface> const& all_faces();

}  // namespace troupe::visual
