#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "feedback/statement_store.hpp"

namespace troupe::feedback::impl {

/// What a file holds, in the memory of its distinct parts and subjects: how its rows are counted, told apart and found
/// again when the file is read a second time.
class Survey {
public:
    struct Place {
        std::size_t part = 0;
        std::size_t subject = 0;
        std::int64_t identity = 0;
    };

    void see(Statement const& row);
    void begin_again();
    /// Of a row of the second reading; nothing for one that the first did not have.
    [[nodiscard]] std::optional<Place> place_of(Statement const& row);

    [[nodiscard]] std::int64_t rows() const { return rows_; }
    [[nodiscard]] std::vector<Part> const& parts() const { return parts_; }
    [[nodiscard]] std::vector<Subject> const& subjects() const { return subjects_; }
    [[nodiscard]] int first_line(std::size_t subject) const { return first_lines_.at(subject); }

private:
    [[nodiscard]] std::size_t part_of(Statement const& row);
    [[nodiscard]] std::size_t subject_of(Statement const& row);
    /// What the row is about, and how often that came before: identical rows in one file are legitimate.
    [[nodiscard]] std::int64_t identity_of(Statement const& row, std::size_t subject);
    [[nodiscard]] std::int64_t digest_of(Statement const& row, std::int64_t identity);

    std::vector<Part> parts_;
    std::vector<Subject> subjects_;
    std::vector<int> first_lines_;
    std::unordered_map<std::string, std::size_t> part_places_, subject_places_;
    std::unordered_map<std::uint64_t, std::uint32_t> occurrences_;
    std::string key_;  ///< buffer
    std::size_t last_part_ = 0;
    std::int64_t rows_ = 0;
};

}  // namespace troupe::feedback::impl
