#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace troupe::flow::impl {

/// Fills a page with values, in a small part of the Mustache language:
///
///     {{name}}            the value as text, with & < > " ' escaped; {{.}} is the item of the innermost list
///     {{{name}}}          the value as it is
///     {{#name}} .. {{/name}}   for every item of a list; once for an object, a text or a number that is not empty, or
///     true
///     {{^name}} .. {{/name}}   when there is none of that
///
/// Names are looked for from the innermost object outwards. Error: internal (a tag that is not closed, a name that no
/// object has): a page never shows a hole without a word.
[[nodiscard]] Result<std::string> fill_template(std::string_view page, json::Object const& values);

}  // namespace troupe::flow::impl
