#pragma once

#include <vector>

#include "catalog/content.hpp"
#include "flow/post_sheet.hpp"
#include "flow/studio.hpp"
#include "flow/work_folder.hpp"
#include "planning/plan.hpp"
#include "social/post.hpp"

/// The files of a post, and what else it says than its words.
namespace troupe::flow::impl {

/// Whether a person or a named rule let it out: its state, and the last decision about it. Error: unavailable.
[[nodiscard]] Result<bool> is_approved(Studio& studio, catalog::Content const& content);

/// What the channel's platform is given: words of the sheet, media of approved contents alone, the disclosure of all of it.
/// Pictures that are too large there are made smaller in `work`. Errors: not_found, unavailable.
[[nodiscard]] Result<social::Post> compose_post(Studio& studio, catalog::Content const& content, Post const& post,
                                                social::Platform const& platform, WorkFolder const& work);

}  // namespace troupe::flow::impl
