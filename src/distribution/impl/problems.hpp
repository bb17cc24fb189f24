#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "distribution/impl/message_shape.hpp"
#include "distribution/semantic.hpp"

namespace troupe::distribution::impl {

/// Collects what is wrong, up to a number that nobody reads to the end: a hostile message could go on for ever.
class Problems {
public:
    void blocker(char const* rule, pugi::xml_node node, std::string message, std::string fix) {
        add(rule, Severity::blocker, node, std::move(message), std::move(fix));
    }
    void warning(char const* rule, pugi::xml_node node, std::string message, std::string fix) {
        add(rule, Severity::warning, node, std::move(message), std::move(fix));
    }
    void add(char const* rule, Severity severity, pugi::xml_node node, std::string message, std::string fix) {
        if (found_.size() >= most) return;
        found_.push_back({rule, severity, xpath_of(node), std::move(message), std::move(fix)});
    }
    [[nodiscard]] std::vector<MessageProblem> take() { return std::move(found_); }

private:
    static constexpr std::size_t most = 500;
    std::vector<MessageProblem> found_;
};

void check_references(MessageShape const& shape, Problems& problems);
void check_sequences(MessageShape const& shape, Problems& problems);
void check_codes(MessageShape const& shape, Problems& problems);
void check_profile(MessageShape const& shape, Problems& problems);
void check_recordings(MessageShape const& shape, Problems& problems);
void check_ai(MessageShape const& shape, Problems& problems);
void check_dates(MessageShape const& shape, Problems& problems);
void check_deals(MessageShape const& shape, Problems& problems);
void check_delivery_files(MessageShape const& shape, std::filesystem::path const& folder, Problems& problems);

/// "PT3M5S" in seconds; negative when it is none. Only what is found in messages: hours, minutes, seconds.
[[nodiscard]] double seconds_of(std::string const& duration);

}  // namespace troupe::distribution::impl
