#pragma once

#include <cstdint>
#include <string>

namespace troupe::storage::impl {

/// A list as PostgreSQL reads one from a text, for `unnest(CAST(:a AS text[]))`: many rows in one statement.
class PostgresList {
public:
    void add(std::string const& text) {
        if (text_.size() > 1) text_ += ',';
        text_ += '"';
        for (char const c : text) {
            if (c == '"' || c == '\\') text_ += '\\';
            text_ += c;
        }
        text_ += '"';
    }
    void add(std::int64_t number) {
        if (text_.size() > 1) text_ += ',';
        text_ += std::to_string(number);
    }
    [[nodiscard]] std::string text() const { return text_ + '}'; }

private:
    std::string text_ = "{";
};

}  // namespace troupe::storage::impl
