#pragma once

#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "flow/press_kit.hpp"

/// What the template of the press kit is filled with, part by part.
namespace troupe::flow::impl {

[[nodiscard]] std::string clock_text(double seconds);  ///< "3:05"
[[nodiscard]] std::string long_date(Date date);        ///< "Fri 18 Dec 2026"
[[nodiscard]] std::string short_date(Date date);       ///< "Fri 18 Dec"
/// A file path as the address of a link: each part percent-encoded (RFC 3986 §2.1).
[[nodiscard]] std::string as_link(std::string const& file);

void add_song_values(PressKit const& kit, json::Object& page);
void add_story_values(PressKit const& kit, json::Object& page);
void add_video_values(PressKit const& kit, json::Object& page);
void add_plan_values(PressKit const& kit, json::Object& page);
void add_release_values(PressKit const& kit, json::Object& page);
void add_file_values(PressKit const& kit, json::Object& page);

}  // namespace troupe::flow::impl
