#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace troupe {

/// SHA-256 of bytes that come in pieces.
class RunningSha256 {
public:
    RunningSha256();
    ~RunningSha256();
    RunningSha256(RunningSha256 const&) = delete;
    RunningSha256& operator=(RunningSha256 const&) = delete;

    void add(std::string_view bytes);
    /// Of all that was added, in lower-case hex digits. Begins anew afterwards.
    [[nodiscard]] std::string finish_hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace troupe
