#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "distribution/form_sheet.hpp"
#include "flow/studio.hpp"

/// The folder for a person who fills in the form of a store or distributor that has no API.
namespace troupe::flow {

inline constexpr auto any_form = "generic";

/// The form filled in as the release stands now. What pre-flight finds wrong with the work itself, and a store that would
/// refuse it whatever is mended, refuse it here, too; what only a live release must have (dates, names, an approval)
/// stands in `to_do`, and codes that the distributor gives are left empty. Errors: not_found (release, form), conflict
/// (why it cannot go there), invalid_input (an answer that is too long, a video where none is taken).
[[nodiscard]] Result<distribution::FormSheet> form_sheet_of(Studio& studio, std::string const& release,
                                                            std::string const& form = any_form);

struct FormKit {
    std::filesystem::path folder;
    std::vector<std::string> files;  ///< relative to it, sorted
    distribution::FormSheet sheet;
};

/// Makes the folder `out` with exactly what is uploaded and the sheet: masters, cover.jpg, lyrics, fields.html and
/// fields.csv, in formats and sizes that the form takes. Whole or not at all; an earlier kit of the same release and form
/// is replaced. Errors: as `form_sheet_of`; conflict (`out` holds something else), unavailable (disk).
[[nodiscard]] Result<FormKit> write_form_kit(Studio& studio, std::string const& release, std::string const& form,
                                             std::filesystem::path const& out);

}  // namespace troupe::flow
