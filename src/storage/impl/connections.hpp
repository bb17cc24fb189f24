#pragma once

#include <soci/soci.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

#include "base/unit_of_work.hpp"

namespace troupe::storage::impl {

/// What a database error means to us. `file` is named in the message.
[[nodiscard]] Error translate(std::exception const& error, std::filesystem::path const& file);

/// The connections to one SQLite file: one that writes, guarded by a mutex, and readers beside it. A thread within a
/// unit of work reads through the writer and so sees what it wrote.
class Connections final : public UnitOfWork {
public:
    /// Changes nothing in the file. Errors: as `Database::open`, the schema aside.
    [[nodiscard]] static Result<std::unique_ptr<Connections>> open(std::filesystem::path const& file);
    /// Once it is known to be ours, before the first write.
    [[nodiscard]] Result<void> prepare_for_writing();

    Result<void> run(std::function<Result<void>()> const& work) override;

    /// Runs `work(soci::session&) -> Result<T>` as a unit of its own, or within the one of this thread.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, soci::session&> {
        std::invoke_result_t<Work, soci::session&> result = fail(ErrorCode::internal, "not run");
        auto const state = run([&]() -> Result<void> {
            result = work(*writer_);
            if (!result) return tl::unexpected(result.error());
            return {};
        });
        if (!state) return tl::unexpected(state.error());
        return result;
    }

    /// Runs `work(soci::session&) -> Result<T>`, which must not write.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, soci::session&> {
        try {
            if (owner_ == std::this_thread::get_id()) return work(*writer_);
            Reader const reader(*this);
            return work(reader.session());
        } catch (std::exception const& error) {
            return tl::unexpected(translate(error, file_));
        }
    }

    /// Runs `work(soci::session&) -> Result<T>` on the writing connection in no transaction, for what SQLite refuses in one.
    template <class Work>
    auto outside(Work&& work) -> std::invoke_result_t<Work, soci::session&> {
        std::lock_guard const lock(writing_);
        try {
            return work(*writer_);
        } catch (std::exception const& error) {
            return tl::unexpected(translate(error, file_));
        }
    }

    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

private:
    /// A reading connection for the time of one call.
    class Reader {
    public:
        explicit Reader(Connections& owner) : owner_(owner), session_(owner.take_reader()) {}
        ~Reader() { owner_.give_reader(std::move(session_)); }
        Reader(Reader const&) = delete;
        Reader& operator=(Reader const&) = delete;
        [[nodiscard]] soci::session& session() const { return *session_; }

    private:
        Connections& owner_;
        std::unique_ptr<soci::session> session_;
    };

    explicit Connections(std::filesystem::path file) : file_(std::move(file)) {}
    [[nodiscard]] std::unique_ptr<soci::session> connect() const;
    [[nodiscard]] std::unique_ptr<soci::session> take_reader();
    void give_reader(std::unique_ptr<soci::session> session);
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    void roll_back();

    std::filesystem::path file_;
    std::recursive_mutex writing_;
    std::unique_ptr<soci::session> writer_;
    int depth_ = 0;  ///< of nested units; guarded by writing_
    bool is_broken_ = false;  ///< the outermost unit was rolled back beneath us; guarded by writing_
    Error broken_;
    std::atomic<std::thread::id> owner_;
    std::mutex readers_guard_;
    std::vector<std::unique_ptr<soci::session>> readers_;
};

}  // namespace troupe::storage::impl
