#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "feedback/formats.hpp"
#include "feedback/impl/record_reader.hpp"
#include "feedback/report.hpp"
#include "feedback/statement.hpp"

namespace troupe::feedback::impl {

/// What a file says of itself beside its rows. Complete at the end of it.
struct FileFacts {
    std::string source;
    std::optional<TimePoint> created_at;
    std::map<std::string, std::int64_t> raw_records;  ///< kinds that nobody reads, counted
    std::vector<std::string> unread;                  ///< headings that the format does not know
    std::vector<Check> checks;                        ///< its own totals beside ours
    std::optional<WholeStatement> whole;              ///< of a file that is one of several
};

/// Remembers what a slow function made of a text.
template <class Value>
class Memo {
public:
    template <class Make>
    Value const& get(std::string_view key, Make const& make) {
        if (auto const found = known_.find(key); found != known_.end()) return found->second;
        return known_.emplace(std::string(key), make(key)).first->second;
    }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, Value, Hash, std::equal_to<>> known_;
};

/// Wrong cells: all are counted, the first are kept.
class Rejections {
public:
    void add(int line, std::string_view column, std::string_view value, std::string reason);
    [[nodiscard]] std::vector<RejectedRow> const& listed() const { return listed_; }
    [[nodiscard]] std::int64_t count() const { return count_; }

private:
    std::vector<RejectedRow> listed_;
    std::int64_t count_ = 0;
};

/// The rows of one file in their order, in little memory.
class StatementReader {
public:
    virtual ~StatementReader() = default;

    /// Fills in the next good row; wrong ones are noted in `rejections()`. False at the end. Errors: invalid_input for
    /// what concerns the whole file, naming the line.
    virtual Result<bool> next(Statement& row) = 0;
    [[nodiscard]] virtual FileFacts const& facts() const = 0;
    [[nodiscard]] Rejections const& rejections() const { return rejections_; }
    [[nodiscard]] std::int64_t rows() const { return rows_; }

    /// Is given every record that nobody reads.
    std::function<void(int line, std::string_view record)> on_raw;

protected:
    Rejections rejections_;
    std::int64_t rows_ = 0;  ///< good and bad
};

struct OpenedReport {
    std::filesystem::path file;
    std::string name;
    TextKind kind;
    char separator = '\t';
    Format format;                      ///< unused for DSR
    std::vector<std::string> headings;  ///< as in the file
    TimePoint now{};
};

/// DDEX DSR flat files: what begins with one of their record types.
[[nodiscard]] bool is_dsr(std::string_view beginning);

/// Errors: those of `ReportText::open` and of the heading.
[[nodiscard]] Result<std::unique_ptr<StatementReader>> open_table(OpenedReport const& report);
[[nodiscard]] Result<std::unique_ptr<StatementReader>> open_dsr(OpenedReport const& report);

}  // namespace troupe::feedback::impl
