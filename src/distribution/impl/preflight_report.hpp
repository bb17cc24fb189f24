#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "distribution/preflight.hpp"

namespace troupe::distribution::impl {

/// What one rule finds.
class Report {
public:
    explicit Report(Rule const& rule) : rule_(rule) {}

    void broken(std::string asset, std::string measured, std::string limit = {});
    /// The release has nothing that the rule is about.
    void not_applicable() { applies_ = false; }

    [[nodiscard]] bool applies() const { return applies_; }
    [[nodiscard]] std::vector<Finding> const& findings() const { return findings_; }

private:
    Rule const& rule_;
    bool applies_ = true;
    std::vector<Finding> findings_;
};

using Check = void (*)(PreflightInput const& input, Rule const& rule, Report& report);
using Checks = std::map<std::string, Check, std::less<>>;

void add_code_checks(Checks& checks);
void add_audio_checks(Checks& checks);
void add_picture_checks(Checks& checks);
void add_title_checks(Checks& checks);
void add_text_checks(Checks& checks);
void add_catalogue_checks(Checks& checks);
void add_video_checks(Checks& checks);
void add_ai_checks(Checks& checks);

/// Whether `text` holds the phrase as whole words, whatever the case. A phrase may begin with a bracket.
[[nodiscard]] bool holds_phrase(std::string_view text, std::string_view phrase);

}  // namespace troupe::distribution::impl
