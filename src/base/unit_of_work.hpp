#pragma once

#include <functional>

#include "base/result.hpp"

namespace troupe {

/// All or nothing: every store takes part. Adapters: storage (SQL); `NoTransaction` for tests with memory stores.
class UnitOfWork {
public:
    virtual ~UnitOfWork() = default;

    /// Runs `work`. What it wrote on this thread through any store of the same database is committed together when it
    /// succeeds, and nothing of it when it returns an error or throws. Units nest: the outermost decides. `work` waits for
    /// nothing but the database, and may run again (ADR 29): what it keeps elsewhere comes out the same.
    ///
    /// Errors: what `work` returned; unavailable (the database could not be written).
    virtual Result<void> run(std::function<Result<void>()> const& work) = 0;
};

/// Runs the work and keeps what it did.
class NoTransaction final : public UnitOfWork {
public:
    Result<void> run(std::function<Result<void>()> const& work) override { return work(); }
};

}  // namespace troupe
