#pragma once

#include <filesystem>

#include "social/channel.hpp"

namespace troupe::social::builtin {

/// Posts as folders, for a person to post by hand: `<root>/<platform>/<day>-<key>/` with text.txt (to be pasted), the media,
/// and post.html, a sheet that says what to do. A folder is whole or not there, so a key never makes two.
class OutboxFolder final : public SocialChannel {
public:
    OutboxFolder(std::filesystem::path root, Platforms const& platforms, Clock const& clock)
        : root_(std::move(root)), platforms_(platforms), clock_(clock) {}

    [[nodiscard]] ChannelTraits traits() const override;
    [[nodiscard]] Published publish(RenderedPost const& post, Attempt const& attempt, std::stop_token stop) override;
    [[nodiscard]] Result<std::optional<Receipt>> find(Attempt const& attempt, std::stop_token stop) override;

private:
    [[nodiscard]] Result<Receipt> write(RenderedPost const& post, Attempt const& attempt);

    std::filesystem::path root_;
    Platforms const& platforms_;
    Clock const& clock_;
};

}  // namespace troupe::social::builtin
