#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace troupe {
namespace impl {

/// How files stood when they were last looked at: another content, size, time or file under the name is a change.
class FileStamps {
public:
    explicit FileStamps(std::vector<std::filesystem::path> files);
    /// Looks again; true when anything is different from the last look. A file that is gone is different too.
    [[nodiscard]] bool have_changed();
    /// Says in the log what became of a change; `problem` is empty when the new content is in use.
    void report(std::string const& problem) const;

private:
    std::vector<std::filesystem::path> files_;
    std::string seen_;
};

}  // namespace impl

/// A value that was read from files and is read again when one of them changes, so that a program that runs for weeks
/// follows its tables. A handle: copies show the same value. Safe to use from several threads.
///
///     auto const genres = TRY(LiveFile<GenreTable>::open({file}, [file] { return load_genres(file); }));
///     auto const table = genres.now();  // hold on to it for one piece of work, so that the work sees one table
template <class T>
class LiveFile {
public:
    using Load = std::function<Result<T>()>;

    /// A value that no file changes. Meant to convert: who only has a value gives it as it is.
    LiveFile(T value)  // NOLINT(google-explicit-constructor)
        : state_(std::make_shared<State>(std::vector<std::filesystem::path>{}, Load{})) {
        state_->value = std::make_shared<T const>(std::move(value));
    }

    /// Reads the value for the first time. `load` reads all that it is made of; `files` are what to watch.
    /// Errors: those of `load`.
    [[nodiscard]] static Result<LiveFile> open(std::vector<std::filesystem::path> files, Load load) {
        auto state = std::make_shared<State>(std::move(files), std::move(load));
        state->value = std::make_shared<T const>(TRY(state->load()));
        return LiveFile(std::move(state));
    }

    /// The value as the files say now. A change that cannot be used (a mistake in it, a file that is gone) is told in
    /// the log and by `problem`, and the last good value stays until the next change. Costs one look at each file.
    [[nodiscard]] std::shared_ptr<T const> now(std::string* problem = nullptr) const {
        std::lock_guard const lock(state_->mutex);
        if (state_->stamps.have_changed()) {
            auto fresh = state_->load();
            state_->problem = fresh ? std::string() : fresh.error().message;
            if (fresh) state_->value = std::make_shared<T const>(std::move(*fresh));
            state_->stamps.report(state_->problem);
        }
        if (problem != nullptr) *problem = state_->problem;
        return state_->value;
    }

    /// Why the files as they are now are not in use; empty: they are.
    [[nodiscard]] std::string problem() const {
        std::string found;
        (void)now(&found);
        return found;
    }

private:
    struct State {
        State(std::vector<std::filesystem::path> files, Load how) : stamps(std::move(files)), load(std::move(how)) {}
        std::mutex mutex;
        impl::FileStamps stamps;
        Load load;
        std::shared_ptr<T const> value;
        std::string problem;
    };
    explicit LiveFile(std::shared_ptr<State> state) : state_(std::move(state)) {}

    std::shared_ptr<State> state_;
};

}  // namespace troupe
