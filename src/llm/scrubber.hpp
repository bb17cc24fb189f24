#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace troupe::llm {

/// Takes secrets and personal data out of a text before it is kept: known secrets word for word, things that look like
/// keys (sk-.., AKIA.., Bearer .., JSON web tokens, private key blocks), e-mail addresses, telephone and card numbers.
/// What it takes out it names: "[e-mail]". Linear in the length of the text.
class Scrubber {
public:
    Scrubber() = default;
    /// Secrets shorter than 6 characters are left: they would take ordinary words out.
    explicit Scrubber(std::vector<std::string> secrets);

    [[nodiscard]] std::string scrub(std::string_view text) const;

private:
    std::vector<std::string> secrets_;
};

}  // namespace troupe::llm
